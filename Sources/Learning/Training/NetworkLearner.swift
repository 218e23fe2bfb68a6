public import Compute
public import Datasets
import Vocabulary

/// A learner that trains a network of some architecture by mini-batches; its fit can be watched through the last layer.
///
/// Examples of weight 0 are left out of the training. One fit uses all threads of its run and has the same bits at any
/// number of them.
public protocol NetworkLearner: EpochLearner {
  /// How the network sees examples; throws ``LearningError/unsuitable(_:)`` for examples it cannot see.
  func input(for examples: Examples) throws -> NetworkInput
  /// An untrained network.
  func network(for input: NetworkInput, classes: Int, _ start: Initialisation) throws(DeviceError) -> Network
}

extension NetworkLearner {
  var training: TrainingSettings { TrainingSettings(arguments) }

  public var epochs: Int { training.epochs }

  /// Throws ``LearningError`` for data without weight, features that are no numbers or no images, or divergence.
  ///
  /// Examples (of positive weight) that all have one label give its constant classifier.
  public func fit(_ examples: Examples, weights: [Float]?, in run: Run) throws -> any Model {
    let name = Self.card.name
    try examples.requireClasses(for: name)
    _ = try checkedInput(for: examples)
    let members = try ChosenExamples(examples, weights: weights, for: name)
    if let label = NetworkTraining.onlyLabel(of: examples, members) { return LogisticModel(always: label, examples) }
    return try train(on: examples, weights: weights, in: run).model()
  }

  /// How the network sees examples, which must be images where images are augmented.
  func checkedInput(for examples: Examples) throws -> NetworkInput {
    let input = try input(for: examples)
    if training.augmentation != nil, case .rows = input {
      throw LearningError.unsuitable(
        "augmentation changes images, and \(Self.card.name) reads rows of features; leave augmentation out, or choose a "
          + "learner of images such as cnn")
    }
    return input
  }

  public func training(on examples: Examples, weights: [Float]?, in run: Run) throws -> any EpochTraining {
    try NetworkTraining(self, examples, weights: weights, in: run)
  }
}
