import Vocabulary

extension OrderPreservation {
  /// The tables that charts may show.
  static let declaredTables = [
    TableDeclaration(
      "regions",
      [
        ColumnDeclaration("cases", isDimension: true),
        ColumnDeclaration("method", isDimension: true),
        ColumnDeclaration("inside", label: "points of the pair among the K nearest", isDimension: true),
        ColumnDeclaration("pairs"),
        ColumnDeclaration("concordant", label: "pairs ordered rightly"),
        ColumnDeclaration("discordant", label: "pairs ordered wrongly"),
        ColumnDeclaration("equal_values", label: "pairs of equal values"),
        ColumnDeclaration("equal_gains", label: "pairs of equal gains"),
        ColumnDeclaration("undecided", label: "undecided pairs"),
      ]),
    TableDeclaration(
      "ties",
      [
        ColumnDeclaration("set_size", unit: "points", label: "points in the random set", isDimension: true),
        ColumnDeclaration("method", isDimension: true),
        ColumnDeclaration("neither", label: "pairs without ties"),
        ColumnDeclaration("values_only", label: "pairs tied in values only"),
        ColumnDeclaration("gains_only", label: "pairs tied in gains only"),
        ColumnDeclaration("both", label: "pairs tied in both"),
        ColumnDeclaration("pairs"),
      ]),
    TableDeclaration(
      "region_shares",
      [
        ColumnDeclaration("method", isDimension: true),
        ColumnDeclaration("among_the_nearest", label: "points of the pair among the K nearest", isDimension: true),
        ColumnDeclaration("share", unit: "share", label: "pairs told apart"),
      ]),
    TableDeclaration(
      "set_sizes",
      [
        ColumnDeclaration("set_size", label: "points in the random set", isDimension: true),
        ColumnDeclaration("method", isDimension: true),
        ColumnDeclaration("agreement", unit: "share", label: "pairs ordered rightly among those compared"),
        ColumnDeclaration("low", unit: "share", label: "lower end"),
        ColumnDeclaration("high", unit: "share", label: "upper end"),
        ColumnDeclaration("credit", unit: "share", label: "pairs ordered rightly, equal values half"),
        ColumnDeclaration("different_values", unit: "share", label: "pairs of different values"),
        ColumnDeclaration("data_sets", label: "data sets"),
      ]),
    TableDeclaration(
      "set_size_curve",
      [
        ColumnDeclaration("measure", isDimension: true),
        ColumnDeclaration("size", unit: "points", label: "points in the random set", isDimension: true),
        ColumnDeclaration("method", isDimension: true),
        ColumnDeclaration("share", unit: "share", label: "pairs ordered rightly"),
        ColumnDeclaration("low", unit: "share", label: "lower end"),
        ColumnDeclaration("high", unit: "share", label: "upper end"),
      ]),
  ]
}
