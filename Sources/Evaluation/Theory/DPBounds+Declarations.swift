import Vocabulary

extension DPBounds {
  /// The tables that charts may show.
  static let declaredTables = [
    TableDeclaration(
      "curves",
      [
        ColumnDeclaration("value", label: "kind of value", isDimension: true),
        ColumnDeclaration("curve", isDimension: true),
        ColumnDeclaration("points", label: "training points N", isDimension: true),
        ColumnDeclaration("bound", label: "largest value and its bounds"),
        ColumnDeclaration("low", label: "lower end"),
        ColumnDeclaration("high", label: "upper end"),
      ]),
    TableDeclaration(
      "settings",
      [
        ColumnDeclaration("eta", label: "η", isDimension: true),
        ColumnDeclaration("points", label: "training points N", isDimension: true),
        ColumnDeclaration("max_loo", label: "largest leave-one-out value"),
        ColumnDeclaration("loo_bound", label: "bound on leave-one-out values"),
        ColumnDeclaration("max_shapley", label: "largest Shapley value"),
        ColumnDeclaration("shapley_bound", label: "bound on Shapley values"),
        ColumnDeclaration("largest_share", unit: "share", label: "largest marginal contribution over its bound"),
      ]),
    TableDeclaration(
      "asymptotics",
      [
        ColumnDeclaration("value", label: "kind of value", isDimension: true),
        ColumnDeclaration("points", label: "training points N", isDimension: true),
        ColumnDeclaration("scaled_bound", label: "bound times its rate"),
      ]),
    TableDeclaration(
      "stability",
      [
        ColumnDeclaration("points", label: "training points N", isDimension: true),
        ColumnDeclaration("max_loo", label: "largest leave-one-out value"),
        ColumnDeclaration("loo_bound", label: "bound on leave-one-out values"),
        ColumnDeclaration("max_shapley", label: "largest Shapley value"),
        ColumnDeclaration("shapley_bound", label: "bound on Shapley values"),
      ]),
  ]
}
