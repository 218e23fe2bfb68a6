public import Datasets
public import Vocabulary

/// A training under way. It belongs to one thread at a time; epochs are run in order from 0.
///
/// Everything is a pure function of the learner, the examples, the stream and the choices made so far: watching changes
/// nothing, and a training restored from its state goes on with the same bits.
public protocol EpochTraining: AnyObject {
  /// The length of an update's step at the start of an epoch.
  func learningRate(epoch: Int) -> Double
  /// What the last layer sees now of all examples, also those without weight, [examples.count]. One forward pass each.
  func terms() throws -> LastLayerTerms
  /// The same, left on the device that the training happens on; `nil` where that is the processor. One forward pass each.
  func deviceTerms() throws -> DeviceTerms?
  /// What it sees of other examples of the same form, such as validation examples. One forward pass each.
  func terms(of examples: Examples) throws -> LastLayerTerms
  /// Visits each chosen example once: those given at the start, for `nil`. Throws ``LearningError/diverged(epoch:learningRate:)``
  /// where the loss or a parameter exploded.
  func run(epoch: Int, on chosen: ChosenExamples?) throws
  /// The model as it is now, after which the training is over.
  func model() throws -> any Model
  /// Everything that later epochs depend on besides what the training was made from.
  func state() throws -> Artifact
  /// Takes the state of a training that was made from the same.
  func restore(_ state: Artifact) throws
}

extension EpochTraining {
  public func deviceTerms() throws -> DeviceTerms? { nil }
}
