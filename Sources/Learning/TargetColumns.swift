import Datasets

/// What least squares is to predict of each example.
struct TargetColumns: Sendable {
  /// [count, columns], row-major.
  let elements: [Double]
  let columns: Int

  /// A column for each class: 1 for the label, 0 elsewhere.
  init(indicatorsOf examples: Examples) {
    columns = examples.classes
    var elements = [Double](repeating: 0, count: examples.count * examples.classes)
    for (row, label) in examples.labels.enumerated() { elements[row * examples.classes + label] = 1 }
    self.elements = elements
  }

  subscript(row: Int, column: Int) -> Double { elements[row * columns + column] }
}
