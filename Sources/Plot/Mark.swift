/// A way to draw series; adding one is a file in `Marks/`.
public protocol Mark: Sendable {
  /// The values of y that must be visible.
  func extent(of series: Series) -> [Double]
  /// What stands behind all series of a panel.
  func background(in frame: Frame) -> [Shape]
  /// One series of a panel.
  func shapes(of series: Series, in frame: Frame) -> [Shape]
  /// How the legend shows the series inside a small rectangle.
  func key(_ style: SeriesStyle, in rect: Rect) -> [Shape]
}

extension Mark {
  public func extent(of series: Series) -> [Double] { [] }
  public func background(in frame: Frame) -> [Shape] { [] }
  public func shapes(of series: Series, in frame: Frame) -> [Shape] { [] }
  public func key(_ style: SeriesStyle, in rect: Rect) -> [Shape] { [] }
}
