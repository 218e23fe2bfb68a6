import Datasets
import Glibc
import Learning

extension Score {
  /// What a predictor without features would score on some examples: the utility of nobody.
  ///
  /// Accuracy: the share of the most frequent label; balanced accuracy, log loss and confidence: chance among the classes
  /// (present, for balanced accuracy); squared error and R²: the mean target.
  func emptyUtility(on examples: Examples) throws -> Double {
    if let targets = examples.targets {
      let mean = targets.reduce(0, +) / Double(targets.count)
      return try value(of: .reals(targets.map { _ in mean }), on: examples)
    }
    let classes = Double(examples.classes)
    switch self {
    case .accuracy:
      var counts = [Int](repeating: 0, count: examples.classes)
      for label in examples.labels { counts[label] += 1 }
      return Double(counts.max() ?? 0) / Double(examples.count)
    case .balancedAccuracy: return 1 / Double(Set(examples.labels).count)
    case .negativeLogLoss: return -log(classes)
    case .confidence: return 1 / classes
    case .negativeSquaredError, .rSquared:
      throw LearningError.unsuitable("the score \(name) needs real targets, and the data have classes; choose accuracy")
    }
  }
}
