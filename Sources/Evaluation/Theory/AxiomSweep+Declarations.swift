import Vocabulary

extension AxiomSweep {
  /// The tables that charts may show.
  static let declaredTables = [
    TableDeclaration(
      "axioms",
      [
        ColumnDeclaration("method", isDimension: true),
        ColumnDeclaration("axiom", isDimension: true),
        ColumnDeclaration("declared", isInWords: true),
        ColumnDeclaration("arithmetic", isInWords: true),
        ColumnDeclaration("occasions"),
        ColumnDeclaration("broken", label: "occasions broken"),
        ColumnDeclaration("largest_deviation", label: "largest deviation"),
        ColumnDeclaration("verdict", isInWords: true),
      ])
  ]
}
