import Vocabulary

extension KNNTruncation {
  /// The tables that charts may show.
  static let declaredTables = [
    TableDeclaration(
      "errors",
      [
        ColumnDeclaration("neighbours", isDimension: true),
        ColumnDeclaration("epsilon", label: "ε", isDimension: true),
        ColumnDeclaration("k_star", label: "points looked at, K*"),
        ColumnDeclaration("rule", isDimension: true),
        ColumnDeclaration("bound"),
        ColumnDeclaration("largest_error", label: "largest error"),
        ColumnDeclaration("mean_error", label: "mean of the largest errors"),
        ColumnDeclaration("attained", label: "bound attained", isInWords: true),
        ColumnDeclaration("comparisons"),
        ColumnDeclaration("beyond_bound", label: "errors beyond the bound"),
        ColumnDeclaration("order_changed", label: "orders changed"),
      ]),
    TableDeclaration(
      "curve",
      [
        ColumnDeclaration("neighbours", isDimension: true),
        ColumnDeclaration("k_star", unit: "points", label: "points looked at, K*", isDimension: true),
        ColumnDeclaration("error", label: "error of the values"),
        ColumnDeclaration("series", isDimension: true),
      ]),
  ]
}
