public import Compute
public import Datasets
public import Vocabulary

/// A rule that gives every training example a value. It sees the training and validation parts, never the test part.
public protocol ValuationMethod: Component {
  func values(of problem: ValuationProblem, in run: Run) throws -> DataValues
}

/// A method that averages over independent batches; each batch is a unit of work that is stored on its own.
public protocol SampledMethod: ValuationMethod {
  /// The number of batches. A batch's result does not depend on it, so raising it keeps the batches already known.
  var batches: Int { get }
  /// The arguments a batch does depend on, for its key: the total of batches is no part of it.
  func identity(ofBatch index: Int) -> Arguments
  /// One batch; a pure function of the problem, the stream and `index`.
  func batch(_ index: Int, of problem: ValuationProblem, in run: Run) throws -> Artifact
  /// The values from all batches in index order.
  func combine(_ batches: [Artifact], for problem: ValuationProblem, in run: Run) throws -> DataValues
}

extension SampledMethod {
  /// All batches one after the other.
  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    let artifacts = try (0..<batches).map { try batch($0, of: problem, in: run.stage($0, of: batches)) }
    return try combine(artifacts, for: problem, in: run)
  }
}

/// The data a method may look at.
public struct ValuationProblem: Sendable, Hashable {
  /// The players.
  public let train: Examples
  /// The examples against which they are valued.
  public let validation: Examples

  public init(train: Examples, validation: Examples) {
    (self.train, self.validation) = (train, validation)
  }
}
