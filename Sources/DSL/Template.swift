/// Prose with computed values in it: literal CommonMark between checked `{{ … }}` queries.
public struct Template: Sendable, Hashable {
  public let pieces: [Piece]

  public enum Piece: Sendable, Hashable {
    case text(String)
    case query(Query)
  }

  public init(_ pieces: [Piece]) { self.pieces = pieces }
}

/// Keeps the rows whose column, written out as ``Table/texts(_:)`` does, is a text.
public struct ColumnCondition: Sendable, Hashable {
  public let column: String
  public let text: String
  public init(column: String, text: String) { (self.column, self.text) = (column, text) }
}

/// A checked `{{ … }}`: what is asked, and how it is written.
public struct Query: Sendable, Hashable {
  public let subject: Subject
  public let format: Format
  /// As the study has it, without the braces, for messages and provenance.
  public let source: String
  public let line: Int

  /// Names are resolved: `method`, `left` and `right` are instance labels.
  public enum Subject: Sendable, Hashable {
    /// `noisy.average_precision(case=digits, method=knn)`, over all replicates.
    case metric(MetricQuery, method: String)
    /// `noisy.average_precision(case=digits, left=chg, right=knn)`: left minus right, paired by replicate.
    case difference(MetricQuery, left: String, right: String)
    /// A number of the study itself, such as `data.digits.train` or `data.digits.label_noise.rate`.
    case setting(Double)
    /// `worked.gloves.value(player=Bo)`: an exact number of a worked example.
    case worked(WorkedQuery)
  }

  /// Which column of which rows is asked for.
  public struct MetricQuery: Sendable, Hashable {
    public let task: String
    /// The declared table that has the metric.
    public let table: String
    public let metric: String
    public let caseName: String
    /// The dimensions of the table that were fixed, such as `fraction=0.1`.
    public let conditions: [ColumnCondition]

    public init(task: String, table: String, metric: String, caseName: String, conditions: [ColumnCondition]) {
      (self.task, self.table, self.metric) = (task, table, metric)
      (self.caseName, self.conditions) = (caseName, conditions)
    }
  }

  /// What stands after the bar.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    /// mean [lower, upper], 95 % t interval over replicates
    case meanInterval = "mean_ci"
    case mean
    /// signed mean [lower, upper] of paired differences
    case differenceInterval = "difference_ci"
    case percent
    case number
    /// An exact fraction.
    case fraction
  }

  public init(subject: Subject, format: Format, source: String, line: Int) {
    (self.subject, self.format, self.source, self.line) = (subject, format, source, line)
  }
}
