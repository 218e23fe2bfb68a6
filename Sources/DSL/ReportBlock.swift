public import Vocabulary

/// The `report:` part of a study: layout only; nothing here recomputes anything.
public struct ReportBlock: Sendable {
  public let formats: [Format]
  /// For whom the same results are laid out, a document each.
  public let layouts: [Layout]
  public let cells: [Cell]
  /// What prose and captions may cite.
  public let bibliography: BibliographyFile?

  public enum Format: String, Sendable, Hashable, CaseIterable { case markdown, pdf }

  public enum Layout: String, Sendable, Hashable, CaseIterable { case paper, lecture, solutions }

  public init(
    formats: [Format], layouts: [Layout] = [.paper], cells: [Cell], bibliography: BibliographyFile? = nil
  ) {
    (self.formats, self.layouts, self.cells, self.bibliography) = (formats, layouts, cells, bibliography)
  }

  public enum Cell: Sendable {
    case prose(Template)
    case figure(FigureCell)
    case table(TableCell)
    case worked(WorkedCell)
    case exercise(ExerciseCell)
    /// `theory: [names]`: a box for each check, with its reasons, tables and charts unless the verdict alone is shown.
    case theory([String], isBrief: Bool)
    /// `claims: name`: the verdict table under that name, with a caption.
    case claims(name: String, caption: Template)
    case appendix([Appendix])
  }

  public enum Appendix: String, Sendable, Hashable, CaseIterable { case methods, environment, provenance }
}

/// `figure:` with a chart recipe's name as key, such as `plot: {…}` or `gallery: {…}`, checked against the recipe's card.
public struct FigureCell: Sendable {
  public let name: String
  /// The recipe with its arguments; names of methods have become instance labels.
  public let chart: ComponentValue
  /// The declared table of the recipe's `task` that has all the columns it names; `nil` for recipes without a task.
  public let table: String?
  public let filter: CellFilter
  public let caption: Template

  public init(name: String, chart: ComponentValue, table: String?, filter: CellFilter, caption: Template) {
    (self.name, self.chart, self.table, self.filter, self.caption) = (name, chart, table, filter, caption)
  }
}

/// Which rows of a task's results a figure or table shows.
public struct CellFilter: Sendable, Hashable {
  /// Cases, all where empty.
  public let cases: [String]
  /// Labels of method instances, resolved: headline instances unless the cell says `instances: all`.
  public let methods: [String]
  public init(cases: [String], methods: [String]) { (self.cases, self.methods) = (cases, methods) }
}

/// `table:`: one row per method, one column per metric, or one metric with a column per value of a dimension.
public struct TableCell: Sendable {
  public let name: String
  public let task: String
  public let table: String
  /// Metrics shown as columns; a single one where ``columnDimension`` makes the columns.
  public let metrics: [String]
  /// The dimension of the table whose values are the columns; `nil` where metrics are.
  public let columnDimension: String?
  /// Its values in the task's order, written as conditions write them; empty without a dimension.
  public let columnValues: [String]
  public let filter: CellFilter
  /// The dimensions of the table that were fixed, such as `fraction: 0.1`.
  public let conditions: [ColumnCondition]
  /// Whether each cell carries its 95 % t interval.
  public let hasIntervals: Bool
  /// Whether the best mean of a column is bold.
  public let marksBest: Bool
  public let caption: Template

  public init(
    name: String, task: String, table: String, metrics: [String], columnDimension: String? = nil,
    columnValues: [String] = [], filter: CellFilter, conditions: [ColumnCondition], hasIntervals: Bool, marksBest: Bool,
    caption: Template
  ) {
    precondition(
      columnDimension == nil || metrics.count == 1, "\(metrics.count) metrics under columns of a dimension")
    (self.name, self.task, self.table, self.metrics, self.filter) = (name, task, table, metrics, filter)
    (self.columnDimension, self.columnValues) = (columnDimension, columnValues)
    (self.conditions, self.hasIntervals, self.marksBest, self.caption) = (conditions, hasIntervals, marksBest, caption)
  }

  /// What one column shows: a metric where all its conditions hold.
  public struct Column: Sendable, Hashable {
    public let metric: String
    /// Those of the whole table, and that of the column.
    public let conditions: [ColumnCondition]
    /// The value of ``TableCell/columnDimension`` that the column stands for.
    public let value: String?
  }

  /// The columns from left to right, the one of methods left out.
  public var columns: [Column] {
    guard let columnDimension else {
      return metrics.map { Column(metric: $0, conditions: conditions, value: nil) }
    }
    return columnValues.map { value in
      let condition = ColumnCondition(column: columnDimension, text: value)
      return Column(metric: metrics[0], conditions: conditions + [condition], value: value)
    }
  }
}
