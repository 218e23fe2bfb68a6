/// What belongs to one colour in one panel, in the order of x.
public struct Series: Sendable, Hashable {
  public let name: String
  /// The place among all series of the chart, which decides the style.
  public let index: Int
  public let data: [Datum]
  /// Whether its line is dashed, whatever its place.
  public let isDashed: Bool

  init(name: String, index: Int, data: [Datum], isDashed: Bool = false) {
    (self.name, self.index, self.data, self.isDashed) = (name, index, data, isDashed)
  }

  /// One row of the table; parts that are missing are NaN.
  public struct Datum: Sendable, Hashable {
    public let x: Double
    public let y: Double
    public let low: Double
    public let high: Double

    /// Whether both ends of the interval are known.
    public var hasInterval: Bool { low.isFinite && high.isFinite }
  }

  public var style: SeriesStyle { SeriesStyle(index, isDashed: isDashed) }

  /// Neighbouring data for which a condition holds, cut where it does not.
  func runs(where isKept: (Datum) -> Bool) -> [[Datum]] {
    data.split { !isKept($0) }.map(Array.init)
  }
}
