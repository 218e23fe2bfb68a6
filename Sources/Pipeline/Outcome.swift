public import Vocabulary

/// What a run came to: the state of every step, its cost, and a way to its result.
public struct Outcome: Sendable {
  /// One per step, in the plan's order.
  public let steps: [StepOutcome]
  /// Whether the run was asked to stop; what is done is stored, and another run goes on from there.
  public let isInterrupted: Bool
  /// Seconds of every step and unit that has a result: those of reused ones as once recorded.
  public let timings: [Timing]
  /// How many utilities of coalitions were computed and how many were known; volatile, since it depends on what the
  /// store had.
  public let evaluations: Evaluations
  let workshop: Workshop

  public struct Evaluations: Sendable, Hashable {
    public let computed: Int
    public let known: Int
  }

  public enum Status: Sendable {
    case fresh
    case reused
    /// Never stored, and nothing that ran has read it.
    case notNeeded
    case failed(any Error)
    /// The named step has failed, and this one depends on it.
    case skipped(because: String)
    case notReached
  }

  public struct StepOutcome: Sendable {
    public let name: String
    public let status: Status
    /// Known once the inputs' contents are.
    public let key: ContentKey?
    /// Known of every step that has a result.
    public let content: ContentKey?
    public let seconds: Double
    public let unitsComputed: Int
    public let unitsReused: Int
  }

  /// Seconds of a step, or of one of its units.
  public struct Timing: Sendable, Hashable {
    public let step: String
    public let unit: Int?
    public let seconds: Double
    public let isReused: Bool
  }

  public var unitsComputed: Int { steps.reduce(0) { $0 + $1.unitsComputed } }
  public var unitsReused: Int { steps.reduce(0) { $0 + $1.unitsReused } }

  /// The steps that failed, in the plan's order.
  public var failures: [(name: String, error: any Error)] {
    steps.compactMap { step in if case .failed(let error) = step.status { (step.name, error) } else { nil } }
  }

  /// The state of a step by its name.
  public subscript(name: String) -> StepOutcome? {
    workshop.plan.position(of: name).map { steps[$0] }
  }

  /// The result of a step, read from the store; made again on the calling thread where it is never stored or was
  /// found damaged.
  ///
  /// Throws ``NoResult`` where the step has none, and whatever making it again throws.
  public func artifact(of name: String) throws -> Artifact {
    guard let position = workshop.plan.position(of: name) else { throw NoResult(step: name, reason: "no such step") }
    switch steps[position].status {
    case .fresh, .reused, .notNeeded: return try workshop.artifact(position)
    case .failed(let error): throw NoResult(step: name, reason: "it failed: \(error)")
    case .skipped(let step): throw NoResult(step: name, reason: "it was skipped because '\(step)' failed")
    case .notReached: throw NoResult(step: name, reason: "the run was stopped before it")
    }
  }
}

/// A step has no result that could be read.
public struct NoResult: Error, Hashable, CustomStringConvertible {
  public let step: String
  public let reason: String
  public var description: String { "'\(step)' has no result: \(reason)" }
}
