import Vocabulary

extension UtilityApproximation {
  /// The tables that charts may show.
  static let declaredTables = [
    TableDeclaration(
      "constants",
      [
        ColumnDeclaration("semivalue", isDimension: true),
        ColumnDeclaration("players", unit: "points", label: "training points", isDimension: true),
        ColumnDeclaration("known", label: "known exactly", isDimension: true),
        ColumnDeclaration("claimed", label: "constant claimed", isInWords: true),
        ColumnDeclaration("greatest_change", label: "greatest change, in ε"),
        ColumnDeclaration("attained", isInWords: true),
        ColumnDeclaration("largest_random", label: "largest change in random games, in ε"),
        ColumnDeclaration("holds", isInWords: true),
      ]),
    TableDeclaration(
      "shapley",
      [
        ColumnDeclaration("players", unit: "points", label: "training points", isDimension: true),
        ColumnDeclaration("change", label: "greatest change, in ε"),
        ColumnDeclaration("series", isDimension: true),
      ]),
  ]
}
