public import Vocabulary

/// What a theory check found.
public struct TheoryResult: Sendable, Hashable {
  public let verdict: Verdict
  /// What was claimed, and for whom: one to three sentences of CommonMark.
  public let statement: String
  /// What must hold for the statement that was judged, in CommonMark; "" where nothing is assumed.
  public let assumptions: String
  /// What was checked exactly, and over how many instances; "" for nothing.
  public let exactly: String
  /// What was checked by sampling, with the number of samples and the kind of interval; "" for nothing.
  public let sampled: String
  /// What follows: what holds, what does not, and why, in a few sentences.
  public let finding: String
  /// The smallest counterexample in words, with its numbers; "" where none was found.
  public let counterexample: String
  /// Numbers behind the finding, by name.
  public let tables: [Named]
  public let charts: [ChartSketch]

  /// A table under its name.
  public struct Named: Sendable, Hashable {
    public let name: String
    public let caption: String
    /// Whether the report prints it; others stand behind charts.
    public let isPrinted: Bool
    public let table: Table
    public init(_ name: String, caption: String, isPrinted: Bool = false, _ table: Table) {
      (self.name, self.caption, self.isPrinted, self.table) = (name, caption, isPrinted, table)
    }
  }

  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    case holds, fails
    /// Something was looked at, and it does not settle the statement.
    case undecided
    /// There was nothing to look at, such as a formula that no paper prints.
    case vacuous = "nothing to decide"

    /// Whether a study that requires the check has what it asked for: an open question is no answer, an empty one is.
    public var satisfies: Bool { self == .holds || self == .vacuous }
  }

  public init(
    verdict: Verdict, statement: String, assumptions: String = "", exactly: String = "", sampled: String = "",
    finding: String,
    counterexample: String = "", tables: [Named] = [], charts: [ChartSketch] = []
  ) {
    (self.verdict, self.statement, self.assumptions) = (verdict, statement, assumptions)
    (self.exactly, self.sampled) = (exactly, sampled)
    (self.finding, self.counterexample, self.tables, self.charts) = (finding, counterexample, tables, charts)
  }
}
