public import Vocabulary

/// What a theory check found.
public struct TheoryResult: Sendable, Hashable {
  public let verdict: Verdict
  /// What was claimed, for whom, under which assumptions: one to three sentences of CommonMark.
  public let statement: String
  /// What was checked exactly, and over how many instances; "" for nothing.
  public let exactly: String
  /// What was checked by sampling, with the number of samples and the kind of interval; "" for nothing.
  public let sampled: String
  /// What follows: what holds, what does not, and why, in a few sentences.
  public let finding: String
  /// The smallest counterexample in words, with its numbers; "" where none was found.
  public let counterexample: String
  /// Numbers behind the finding, by name; the first is shown in the report.
  public let tables: [Named]
  public let charts: [ChartSketch]

  /// A table under its name.
  public struct Named: Sendable, Hashable {
    public let name: String
    public let caption: String
    public let table: Table
    public init(_ name: String, caption: String, _ table: Table) {
      (self.name, self.caption, self.table) = (name, caption, table)
    }
  }

  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    case holds, fails, undecided
  }

  public init(
    verdict: Verdict, statement: String, exactly: String = "", sampled: String = "", finding: String,
    counterexample: String = "", tables: [Named] = [], charts: [ChartSketch] = []
  ) {
    (self.verdict, self.statement, self.exactly, self.sampled) = (verdict, statement, exactly, sampled)
    (self.finding, self.counterexample, self.tables, self.charts) = (finding, counterexample, tables, charts)
  }
}
