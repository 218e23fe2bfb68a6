/// `exercise:`: a question whose answer is worked out from results and never typed.
public struct ExerciseCell: Sendable {
  public let name: String
  /// The question.
  public let asks: Template
  public let answer: Answer
  public let hints: [Template]
  /// Shown with the solution.
  public let because: Template?

  public init(name: String, asks: Template, answer: Answer, hints: [Template] = [], because: Template? = nil) {
    (self.name, self.asks, self.answer, self.hints, self.because) = (name, asks, answer, hints, because)
  }

  /// What is asked for, and the queries that decide.
  public enum Answer: Sendable {
    /// `answer:`: a number, shown as its query formats it.
    case number(Query)
    /// `among:` with `choose:`: the one option whose value is the greatest, or the least.
    case choice([Option], Extreme)
    /// `among:` with `order:`: all options by their values.
    case ordering([Option], Direction)
  }

  /// One of several things to choose among or to put in order.
  public struct Option: Sendable {
    /// CommonMark without queries.
    public let label: String
    public let value: Query
    public init(label: String, value: Query) { (self.label, self.value) = (label, value) }
  }

  public enum Extreme: String, Sendable, Hashable, CaseIterable { case greatest, least }

  public enum Direction: String, Sendable, Hashable, CaseIterable { case descending, ascending }
}
