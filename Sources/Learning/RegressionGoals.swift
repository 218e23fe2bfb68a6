import Compute
import Datasets

/// What a regression is fitted to: real targets, or 1 for an example's class and 0 for the others.
struct RegressionGoals {
  private let examples: Examples

  init(_ examples: Examples) { self.examples = examples }

  /// The numbers to be predicted for one example.
  var width: Int { examples.targets == nil ? examples.classes : 1 }

  /// The numbers of an example, [width].
  func row(_ position: Int) -> [Double] {
    if let targets = examples.targets { return [targets[position]] }
    return (0..<examples.classes).map { $0 == examples.labels[position] ? 1 : 0 }
  }

  /// Predictions, [rows, width], as outputs. Where all examples have one class, that class, whatever was fitted.
  func outputs(_ predictions: [Double], onlyClass: Int?) -> Outputs {
    if examples.targets != nil { return .reals(predictions) }
    let rows = predictions.count / width
    guard let onlyClass else { return .scores(Matrix(rows: rows, columns: width, predictions.map { Float($0) })) }
    return .scores(Matrix(rows: rows, columns: width, predictions.indices.map { $0 % width == onlyClass ? 1 : 0 }))
  }
}
