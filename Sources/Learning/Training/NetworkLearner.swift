public import Compute
public import Datasets

/// A learner that trains a network of some architecture by mini-batches; its fit can be watched through the last layer.
///
/// Examples of weight 0 are left out of the training. One fit uses all threads of its run and has the same bits at any
/// number of them.
public protocol NetworkLearner: EpochLearner {
  var training: TrainingSettings { get }
  /// How the network sees examples; throws ``LearningError/unsuitable(_:)`` for examples it cannot see.
  func input(for examples: Examples) throws -> NetworkInput
  /// An untrained network.
  func network(for input: NetworkInput, classes: Int, _ start: Initialisation) throws(DeviceError) -> Network
}

extension NetworkLearner {
  public var epochs: Int { training.epochs }

  /// Throws ``LearningError`` for data without weight, features that are no numbers or no images, or divergence.
  ///
  /// Examples (of positive weight) that all have one label give its constant classifier.
  public func fit(_ examples: Examples, weights: [Float]?, in run: Run) throws -> any Model {
    try NetworkFit(self, examples, weights: weights).model(in: run, observing: nil)
  }

  /// Throws ``LearningError`` as ``fit(_:weights:in:)`` does. Terms are those of all examples, also of those without
  /// weight, from one more forward pass of inference before each epoch.
  public func fit(
    _ examples: Examples, weights: [Float]?, in run: Run,
    observing observe: (_ epoch: Int, _ terms: LastLayerTerms) throws -> Void
  ) throws -> any Model {
    try withoutActuallyEscaping(observe) { observe in
      try NetworkFit(self, examples, weights: weights).model(in: run, observing: observe)
    }
  }
}
