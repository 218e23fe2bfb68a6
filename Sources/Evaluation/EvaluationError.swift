/// Why a task has no result, with the facts a message needs.
public enum EvaluationError: Error, Hashable {
  /// Nothing is known about which training examples are corrupted; `corruption` names one that would tell.
  case corruptionUnknown(task: String, corruption: String)
  /// Detection has nothing to find.
  case nothingCorrupted(task: String, examples: Int)
  /// A metric compares corrupted with clean examples, and none is clean.
  case nothingClean(task: String, metric: String, examples: Int)
  /// Some values are NaN or infinite, so the examples cannot be ranked; `row` is the first one's row in its source.
  case unrankable(count: Int, of: Int, row: Int)
  /// Accuracy is measured on the test part.
  case noTestExamples(task: String)
  /// A share leaves no example to train on.
  case emptyTraining(task: String, fraction: Double, examples: Int)
  /// A training size beyond the training part.
  case trainSize(Int, available: Int)
  /// A strategy steers trainings that go epoch by epoch.
  case unsteerableModel(task: String, model: String)
  /// A theorem about semivalues of the nearest-neighbour game was asked of another method.
  case noNeighbourMethod(check: String, method: String)
  /// A theory check looks at a part of the case that has no examples.
  case emptyPart(check: String, part: String)
  /// A set without replacement larger than its pool.
  case setSize(Int, available: Int)
}

extension EvaluationError: CustomStringConvertible {
  /// What was expected, what was found and what to do.
  public var description: String {
    switch self {
    case .corruptionUnknown(let task, let corruption):
      "\(task) needs to know which training examples are corrupted, and this data set does not say; "
        + "add corruption: [{kind: \(corruption), …}] to the data set"
    case .nothingCorrupted(let task, let examples):
      "\(task) looks for corrupted training examples, and none of the \(examples) is corrupted; raise the rate of the "
        + "corruption"
    case .nothingClean(let task, let metric, let examples):
      "the metric \(metric) of \(task) compares corrupted with clean training examples, and all \(examples) are "
        + "corrupted; lower the rate of the corruption or leave the metric out"
    case .unrankable(let count, let total, let row):
      "\(count) of \(total) training examples have no finite value (the first is row \(row)), so they cannot be ranked; "
        + "give the method more samples"
    case .noTestExamples(let task):
      "\(task) measures accuracy on the test part, which has no examples; give the split a test count"
    case .emptyTraining(let task, let fraction, let examples):
      "\(task) at fraction \(fraction) of \(examples) training examples leaves none to train on; choose other shares"
    case .trainSize(let size, let available):
      "cost was asked for \(size) training examples, but the training part has \(available); "
        + "leave that size out of train_sizes"
    case .unsteerableModel(let task, let model):
      "\(task) needs a model that is trained epoch by epoch, and \(model) is not; name a cnn, mlp or softmax_regression"
    case .noNeighbourMethod(let check, let method):
      "\(check) is about values of the nearest-neighbour game, such as knn_shapley and knn_loo, and \(method) is none; "
        + "leave it out of methods"
    case .emptyPart(let check, let part):
      "\(check) needs examples in the \(part) part of its case, which has none; give the split a \(part) count or name "
        + "another case or pool"
    case .setSize(let size, let available):
      "order_preservation was asked to draw \(size) points without replacement from a pool of \(available); lower size "
        + "or choose sets: pool_iid"
    }
  }
}
