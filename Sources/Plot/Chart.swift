public import Vocabulary

/// A picture of a table: channels are resolved to panels, scales trained on them, marks and guides drawn into a scene.
public struct Chart: Sendable {
  public let table: Table
  public let encoding: Encoding
  /// From back to front.
  public let marks: [any Mark]
  public let x: Axis
  public let y: Axis

  /// Which column feeds which channel.
  public struct Encoding: Sendable, Hashable {
    /// Numbers, or texts and flags as categories.
    public var x: String
    public var y: String
    /// The ends of an interval about y.
    public var low: String?
    public var high: String?
    /// A series for each value, in the order of the table.
    public var series: String?
    /// Up to two columns, each value a column and a row of panels; where the width does not serve, panels wrap.
    public var facets: [String]
    /// Names of series whose lines are dashed, such as bounds beside what was measured.
    public var dashed: Set<String>

    public init(
      x: String, y: String, low: String? = nil, high: String? = nil, series: String? = nil, facets: [String] = [],
      dashed: Set<String> = []
    ) {
      precondition(facets.count <= 2, "\(facets.count) facets, but at most 2 can be shown: \(facets)")
      (self.x, self.y, self.low, self.high) = (x, y, low, high)
      (self.series, self.facets, self.dashed) = (series, facets, dashed)
    }
  }

  /// What an axis says and how it spaces values.
  public struct Axis: Sendable, Hashable {
    public var title: String
    /// "" for none.
    public var unit: String
    /// Ignored where the column holds categories.
    public var isLogarithmic: Bool

    public init(_ title: String, unit: String = "", isLogarithmic: Bool = false) {
      (self.title, self.unit, self.isLogarithmic) = (title, unit, isLogarithmic)
    }

    /// Units stand in brackets after the title.
    public var label: String { unit.isEmpty ? title : "\(title) [\(unit)]" }
  }

  /// Columns that the table lacks are our mistake.
  public init(_ table: Table, _ encoding: Encoding, marks: [any Mark], x: Axis, y: Axis) {
    (self.table, self.encoding, self.marks, self.x, self.y) = (table, encoding, marks, x, y)
  }

  /// The panels as they stand in a chart of a width in points, for texts about it.
  public func panels(width: Double) -> [Panel] { Resolved(self, width: width).panels }

  /// Draws the chart, `width` points wide; the height follows from the content.
  public func scene(width: Double) -> Scene {
    precondition(width >= 120, "a chart \(width) points wide; at least 120 are needed")
    let layout = ChartLayout(self, Resolved(self, width: width), width: width)
    var scene = Scene(width: width, height: layout.height)
    scene.add(layout.legend.shapes(marks))
    for placed in layout.panels { scene.add(shapes(of: placed, layout)) }
    scene.add(layout.axisTitles)
    return scene
  }
}
