public import Compute
public import Datasets
public import Valuation
public import Vocabulary

/// A downstream use of values.
public protocol EvaluationTask: DownstreamTask {
  /// Whether it runs the method again instead of only reading its values.
  static var runsMethod: Bool { get }
  /// The label of the method whose values it compares with, in the same case and replicate; `nil` for none.
  var truth: String? { get }
  func evaluate(_ valued: ValuedData, in run: Run) throws -> Artifact
}

extension EvaluationTask {
  public static var runsMethod: Bool { false }

  public var truth: String? { nil }
}

/// Values together with the method they came from and the data, where their case is data and no game.
public struct ValuedData: Sendable {
  private let data: Partition?
  public let values: DataValues
  /// The values that ``EvaluationTask/truth`` names, by the same players.
  public let truth: DataValues?
  /// Columns that describe the training examples without being features.
  public let attributes: [ExampleAttribute]
  public let method: any ValuationMethod
  public let direction: Direction

  public init(
    partition: Partition?, values: DataValues, method: any ValuationMethod, direction: Direction,
    truth: DataValues? = nil, attributes: [ExampleAttribute] = []
  ) {
    self.attributes = attributes
    precondition(truth.map { $0.values.count == values.values.count } ?? true, "the truth is about other players")
    (data, self.values, self.truth, self.method, self.direction) = (partition, values, truth, method, direction)
  }

  /// The data; a task that looks at them is never given the players of a game.
  public var partition: Partition {
    guard let data else { preconditionFailure("a task that needs data was given a game") }
    return data
  }

  /// The problem of valuing some of the training examples, by position.
  func problem(of members: [Int]) -> ValuationProblem {
    ValuationProblem(
      train: partition.train.subset(members), validation: partition.validation,
      attributes: attributes.map { attribute in
        ExampleAttribute(attribute.name, members.map { attribute.values[$0] })
      })
  }
}
