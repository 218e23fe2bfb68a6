public import Compute
public import Datasets
public import Vocabulary

/// A rule that gives every training example a value. It sees the training and validation parts, never the test part.
public protocol ValuationMethod: Component {
  /// Which end of the ranking is good: the card's, unless the arguments decide.
  var direction: Direction { get }
  func values(of problem: ValuationProblem, in run: Run) throws -> DataValues
}

extension ValuationMethod {
  /// Methods rank as their cards say; a card that says nothing means that higher is better.
  public var direction: Direction { Self.card.direction ?? .higherIsBetter }
}

/// A method that averages over independent batches; each batch is a unit of work that is stored on its own.
public protocol SampledMethod: ValuationMethod {
  /// The number of batches. A batch's result does not depend on it, so raising it keeps the batches already known.
  var batches: Int { get }
  /// The arguments a batch does depend on, for its key: the total of batches is no part of it.
  func identity(ofBatch index: Int) -> Arguments
  /// One batch; a pure function of the problem, the stream and `index`.
  func batch(_ index: Int, of problem: ValuationProblem, in run: Run) throws -> Artifact
  /// Decides while batches come in, in index order, whether they are enough; `nil` runs all of them.
  func watch() -> (any BatchWatch)?
  /// The values from the batches in index order: all of them, or as many as the watch asked for.
  func combine(_ batches: [Artifact], for problem: ValuationProblem, in run: Run) throws -> DataValues
}

/// Hears of batches in index order and says when they are enough.
public protocol BatchWatch {
  /// Takes the next batch. Throws where it cannot judge, such as for want of standard errors.
  mutating func isEnough(adding batch: Artifact) throws -> Bool
}

extension SampledMethod {
  public func watch() -> (any BatchWatch)? { nil }

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

  /// Columns that describe the training examples without being features, such as who provided them.
  public let attributes: [Attribute]

  /// A text for every training example.
  public typealias Attribute = ExampleAttribute

  public init(train: Examples, validation: Examples, attributes: [Attribute] = []) {
    (self.train, self.validation, self.attributes) = (train, validation, attributes)
  }

  /// The training examples that agree in a column, groups in order of their first example.
  /// Throws ``ValuationError/noAttribute(_:available:)``.
  func groups(by column: String) throws(ValuationError) -> [[Int]] {
    guard let attribute = attributes.first(where: { $0.name == column }) else {
      throw .noAttribute(column, available: attributes.map(\.name))
    }
    var numbers: [String: Int] = [:]
    var groups: [[Int]] = []
    for (example, value) in attribute.values.enumerated() {
      let group = numbers[value] ?? groups.count
      if group == groups.count {
        numbers[value] = group
        groups.append([])
      }
      groups[group].append(example)
    }
    return groups
  }
}
