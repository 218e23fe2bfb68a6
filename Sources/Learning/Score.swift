import Compute
public import Datasets
import Glibc

/// How good a model's outputs are for examples whose labels or targets are known; higher is better.
public enum Score: Sendable, Hashable {
  /// The share of examples whose label is predicted.
  case accuracy
  /// The mean over the classes present of the share of their examples that is predicted.
  case balancedAccuracy
  /// Minus the mean cross-entropy, in nats; a probability below 1e-12 counts as 1e-12, so that one example costs at most 27.6 nats.
  case negativeLogLoss
  /// The probability given to the label of one example, by its position.
  case confidence(Int)
  /// Minus the mean squared error of real targets.
  case negativeSquaredError
  /// One minus the share of the targets' variance left unexplained.
  case rSquared
}

extension Score {
  /// Probabilities are counted as at least this much, so that a log loss stays finite.
  static let leastProbability = 1e-12

  /// The score of outputs for some examples. Throws ``LearningError`` where the outputs are not of the kind it needs, and
  /// ``LearningError/noScore(_:)`` where they or the score itself are no finite numbers.
  public func value(of outputs: Outputs, on examples: Examples) throws -> Double {
    // Largest columns and clipped logarithms would make a number of outputs that are none.
    guard outputs.areFinite else { throw LearningError.noScore(name) }
    let value = try unchecked(outputs, examples)
    guard value.isFinite else { throw LearningError.noScore(name) }
    return value
  }

  private func unchecked(_ outputs: Outputs, _ examples: Examples) throws -> Double {
    if case .negativeSquaredError = self { return -Self.mean(try squaredErrors(outputs, examples).errors) }
    if case .rSquared = self { return try explainedShare(outputs, examples) }
    try examples.requireClasses(for: "the score \(name)")
    switch self {
    case .accuracy: return Self.share(try classes(outputs), examples.labels)
    case .balancedAccuracy: return Self.balancedShare(try classes(outputs), examples)
    case .negativeLogLoss:
      let probabilities = try probabilities(outputs)
      let losses = examples.labels.indices.map { -log(Self.probability(probabilities, $0, examples.labels[$0])) }
      return -losses.reduce(0, +) / Double(losses.count)
    case .confidence(let row):
      return Double(try probabilities(outputs)[row, examples.labels[row]])
    case .negativeSquaredError, .rSquared: preconditionFailure("\(name) is no score of classes")
    }
  }

  /// (f(xᵢ) − yᵢ)² of each example, and the targets y.
  private func squaredErrors(_ outputs: Outputs, _ examples: Examples) throws -> (errors: [Double], targets: [Double]) {
    guard let targets = examples.targets else {
      throw LearningError.unsuitable("the score \(name) needs real targets, and the data have classes; choose accuracy")
    }
    guard !targets.isEmpty else {
      throw LearningError.unsuitable("the score \(name) is a mean over examples, and there are none")
    }
    guard case .reals(let predictions) = outputs else {
      throw LearningError.unsuitable(
        "the score \(name) needs a model of real targets, and this one predicts classes; name another model")
    }
    return (zip(predictions, targets).map { ($0 - $1) * ($0 - $1) }, targets)
  }

  private func explainedShare(_ outputs: Outputs, _ examples: Examples) throws -> Double {
    let (errors, targets) = try squaredErrors(outputs, examples)
    let mean = Self.mean(targets)
    let spread = targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard spread > 0 else {
      throw LearningError.unsuitable(
        "the score \(name) compares errors with the spread of the targets, and all \(targets.count) targets are equal; "
          + "use negative_squared_error")
    }
    // Divided by infinity, any error would leave nothing unexplained.
    guard spread.isFinite else { throw LearningError.noScore(name) }
    return 1 - errors.reduce(0, +) / spread
  }

  private static func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

  /// What a study calls it.
  public var name: String {
    switch self {
    case .accuracy: "accuracy"
    case .balancedAccuracy: "balanced_accuracy"
    case .negativeLogLoss: "negative_log_loss"
    case .confidence: "confidence"
    case .negativeSquaredError: "negative_squared_error"
    case .rSquared: "r_squared"
    }
  }

  private func classes(_ outputs: Outputs) throws -> [Int] {
    guard let classes = outputs.classes else {
      throw LearningError.unsuitable(
        "the score \(name) needs a classifier, and this model predicts real targets; choose r_squared")
    }
    return classes
  }

  private func probabilities(_ outputs: Outputs) throws -> Matrix {
    guard case .probabilities(let matrix) = outputs else {
      throw LearningError.unsuitable(
        "the score \(name) needs class probabilities, which this model does not give; choose accuracy, or another model"
      )
    }
    return matrix
  }

  private static func probability(_ matrix: Matrix, _ row: Int, _ label: Int) -> Double {
    max(leastProbability, Double(matrix[row, label]))
  }

  private static func share(_ predictions: [Int], _ labels: [Int]) -> Double {
    Double(zip(predictions, labels).count { $0 == $1 }) / Double(labels.count)
  }

  private static func balancedShare(_ predictions: [Int], _ examples: Examples) -> Double {
    var right = [Int](repeating: 0, count: examples.classes)
    var all = right
    for (prediction, label) in zip(predictions, examples.labels) {
      all[label] += 1
      if prediction == label { right[label] += 1 }
    }
    let present = all.indices.filter { all[$0] > 0 }
    return present.reduce(0) { $0 + Double(right[$1]) / Double(all[$1]) } / Double(present.count)
  }
}

extension Model {
  /// The share of examples whose label it predicts; NaN where there are none or where it predicts real targets. Throws
  /// as ``outputs(for:)`` does.
  public func accuracy(on examples: Examples) throws -> Double {
    guard let classes = try outputs(for: examples.features).classes else { return .nan }
    return Double(zip(classes, examples.labels).count { $0 == $1 }) / Double(examples.count)
  }
}
