/// The three parts of a data set as one replicate sees them.
public struct Partition: Sendable, Hashable {
  public let train: Examples
  public let validation: Examples
  public let test: Examples
  /// Whether a training example is known to be corrupted, [train.count]; `nil` where nothing is known.
  public let corrupted: [Bool]?
  /// Whether noise is added to a training example's features, [train.count]; `nil` where no noise is declared.
  public let noisy: [Bool]?

  public init(train: Examples, validation: Examples, test: Examples, corrupted: [Bool]?, noisy: [Bool]? = nil) {
    precondition(corrupted.map { $0.count == train.count } ?? true, "the ledger does not match the training examples")
    precondition(noisy.map { $0.count == train.count } ?? true, "the noise does not match the training examples")
    (self.train, self.validation, self.test) = (train, validation, test)
    (self.corrupted, self.noisy) = (corrupted, noisy)
  }
}
