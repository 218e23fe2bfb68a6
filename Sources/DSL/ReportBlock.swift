/// The `report:` part of a study: layout only; nothing here recomputes anything.
public struct ReportBlock: Sendable {
  public let formats: [Format]
  public let cells: [Cell]

  public enum Format: String, Sendable, Hashable, CaseIterable { case markdown, pdf }

  public init(formats: [Format], cells: [Cell]) { (self.formats, self.cells) = (formats, cells) }

  public enum Cell: Sendable {
    case prose(Template)
    case plot(PlotCell)
    case gallery(GalleryCell)
    case table(TableCell)
    case appendix([Appendix])
  }

  public enum Appendix: String, Sendable, Hashable, CaseIterable { case methods, environment, provenance }
}

/// `figure:` with `plot:`: a line chart over a task's table.
public struct PlotCell: Sendable {
  public let name: String
  public let task: String
  /// Name of the task's declared table that has the `x` and `y` columns.
  public let table: String
  public let x: String
  public let y: String
  /// `method` or `case`, or a text column of the table; `nil` for one colour.
  public let color: String?
  /// Up to two of `case`, `method` or a text column: columns, then rows, of small charts.
  public let facets: [String]
  /// Whether a 95 % t band over replicates is drawn.
  public let hasBand: Bool
  /// Keeps only these cases or methods (instance labels); empty for all.
  public let filter: CellFilter
  public let caption: Template

  public init(
    name: String, task: String, table: String, x: String, y: String, color: String?, facets: [String], hasBand: Bool,
    filter: CellFilter, caption: Template
  ) {
    (self.name, self.task, self.table, self.x, self.y, self.color) = (name, task, table, x, y, color)
    (self.facets, self.hasBand, self.filter, self.caption) = (facets, hasBand, filter, caption)
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

/// `figure:` with `gallery:`: training images at one end of a method's ranking, replicate 0.
public struct GalleryCell: Sendable {
  public let name: String
  public let method: String
  public let caseName: String
  public let showsLowest: Bool
  public let count: Int
  public let caption: Template

  public init(name: String, method: String, caseName: String, showsLowest: Bool, count: Int, caption: Template) {
    (self.name, self.method, self.caseName) = (name, method, caseName)
    (self.showsLowest, self.count, self.caption) = (showsLowest, count, caption)
  }
}

/// `table:`: one row per method, one column per metric (or per value of a column of the task's table).
public struct TableCell: Sendable {
  public let name: String
  public let task: String
  public let table: String
  /// Metrics shown as columns.
  public let metrics: [String]
  public let filter: CellFilter
  /// Whether each cell carries its 95 % t interval.
  public let hasIntervals: Bool
  /// Whether the best mean of a column is bold.
  public let marksBest: Bool
  public let caption: Template

  public init(
    name: String, task: String, table: String, metrics: [String], filter: CellFilter, hasIntervals: Bool,
    marksBest: Bool, caption: Template
  ) {
    (self.name, self.task, self.table, self.metrics, self.filter) = (name, task, table, metrics, filter)
    (self.hasIntervals, self.marksBest, self.caption) = (hasIntervals, marksBest, caption)
  }
}
