public import Compute
public import Datasets

/// A learner that fits many models on subsets of one set of examples together, as a few large products per step.
public protocol PopulationLearner: Learner {
  /// What all fits on subsets of some examples share, such as the packed features; on the run's device where the learner
  /// has a population for it, else on the processor.
  func population(of examples: Examples, in run: Run) throws -> any Population
}

/// Fits models on subsets of one set of examples, a block of them at a time.
///
/// A model is a pure function of its membership and the stream: the same bits alone, at any position of any block and
/// beside any neighbours.
public protocol Population: Sendable {
  /// The most models one block holds.
  var width: Int { get }
  /// Working memory of one block, in bytes.
  var blockBytes: Int { get }
  /// The most blocks worth computing at once; beyond what threads there are where each has a thread of its own.
  var blocksAtOnce: Int { get }
  /// The model of each membership, in order; at most ``width`` of them, none empty. Runs on the calling thread.
  /// Throws what ``Learner/fit(_:weights:in:)`` throws, for the first that fails.
  func models(_ memberships: [Membership], in run: Run) throws -> [any Model]
}

extension Population {
  public var blocksAtOnce: Int { .max }
}

/// Which examples a model of a population learns from, and how much each counts.
public struct Membership: Sendable, Hashable {
  /// Positions of the examples, ascending.
  public let positions: [Int]
  /// Weight of each position, such as how often a bootstrap drew it, [positions.count]; `nil` for ones.
  public let weights: [Float]?

  public init(_ positions: [Int], weights: [Float]? = nil) {
    precondition(weights.map { $0.count == positions.count } ?? true, "weights for another number of examples")
    (self.positions, self.weights) = (positions, weights)
  }
}
