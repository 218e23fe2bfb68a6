public import Compute
public import Datasets
public import Vocabulary

/// A learner whose training goes epoch by epoch, and can be watched and steered through its last layer.
public protocol EpochLearner: Learner {
  /// How often each example is visited.
  var epochs: Int { get }
  /// Those it was made from; with the card's name and revision they tell one training from another.
  var arguments: Arguments { get }
  /// A training before its first epoch. Fitting is running all of its epochs and asking for the model.
  ///
  /// Throws ``LearningError`` for data it cannot train on. `weights` is [examples.count] or nil for ones; examples of
  /// weight 0 are watched and not trained on.
  func training(on examples: Examples, weights: [Float]?, in run: Run) throws -> any EpochTraining
}

extension EpochLearner {
  /// Fits as ``Learner/fit(_:weights:in:)`` does, calling `observe` with what the last layer sees of all examples before
  /// each epoch's updates; without checkpoints, so that every epoch is observed.
  public func fit(
    _ examples: Examples, weights: [Float]?, in run: Run,
    observing observe: (_ epoch: Int, _ terms: LastLayerTerms) throws -> Void
  ) throws -> any Model {
    let training = try training(on: examples, weights: weights, in: run)
    for epoch in 0..<epochs {
      try observe(epoch, try training.terms())
      try training.run(epoch: epoch, on: nil)
    }
    return try training.model()
  }
}
