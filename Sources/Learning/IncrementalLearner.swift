public import Compute
public import Datasets

/// A learner whose fit need not start again when an example joins.
public protocol IncrementalLearner: Learner {
  /// A fit of no example yet, ready for any of `examples` to join, that will be asked about `questions`.
  func growingFit(on examples: Examples, asked questions: Matrix, in run: Run) throws -> any GrowingFit
}

/// A fit that examples join one by one, as along a permutation.
///
/// What it says agrees with a fit from scratch on the same examples up to rounding, which may depend on the order in
/// which they joined where ``isOrderFree`` is false.
public protocol GrowingFit {
  /// Whether the outputs have the same bits in whatever order the examples joined.
  static var isOrderFree: Bool { get }
  /// Adds the example at a position; each joins once.
  mutating func join(_ position: Int) throws
  /// What the model of the examples that joined says of the questions; never asked before the first has joined.
  func outputs() throws -> Outputs
}
