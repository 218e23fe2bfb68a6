public import Compute
public import Datasets
public import Valuation
public import Vocabulary

/// A task that trains under a strategy. Its card says that it judges strategies; each training is a unit of work that is
/// stored on its own.
public protocol SelectionTask: DownstreamTask {
  /// The number of trainings.
  func units(of strategy: any SelectionStrategy) -> Int
  /// What a training depends on besides the strategy, the data and the stream, for its key.
  func unitIdentity(_ index: Int, of strategy: any SelectionStrategy) -> Arguments
  /// One training; a pure function of its identity, the strategy, the data and `run.seeds`.
  func unit(_ index: Int, of strategy: StrategyTrial, in run: Run) throws -> Artifact
  /// The task's result from all trainings in index order.
  func combine(_ units: [Artifact], of strategy: any SelectionStrategy) throws -> Artifact
}

/// A strategy together with the data it chooses from.
public struct StrategyTrial: Sendable {
  public let strategy: any SelectionStrategy
  /// The strategy with its arguments, one text for keys.
  public let identity: String
  public let partition: Partition

  public init(_ strategy: ComponentValue, _ partition: Partition) {
    (self.strategy, identity) = (makeStrategy(strategy), strategy.canonical)
    self.partition = partition
  }
}
