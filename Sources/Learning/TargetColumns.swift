import Datasets

/// What least squares is to predict of each example.
struct TargetColumns: Sendable {
  /// [count, columns], row-major.
  let elements: [Double]
  let columns: Int

  /// The real targets in one column, or a column for each class: 1 for the label, 0 elsewhere.
  init(of examples: Examples) {
    let goals = RegressionGoals(examples)
    columns = goals.width
    elements = (0..<examples.count).flatMap(goals.row)
  }

  subscript(row: Int, column: Int) -> Double { elements[row * columns + column] }
}
