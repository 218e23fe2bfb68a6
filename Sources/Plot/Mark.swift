/// A way to draw series; adding one is a file in `Marks/`.
public protocol Mark: Sendable {
  /// The values of y that must be visible.
  func extent(of series: Series) -> [Double]
  /// What stands behind all series of a panel.
  func background(in frame: Frame) -> [Shape]
  /// One series of a panel.
  func shapes(of series: Series, in frame: Frame) -> [Shape]
  /// What stands in front of all series of a panel.
  func foreground(in frame: Frame) -> [Shape]
  /// How the legend shows a series, whatever its data, inside a small rectangle.
  func key(of series: Series, in rect: Rect) -> [Shape]
}

extension Mark {
  public func extent(of series: Series) -> [Double] { [] }
  public func background(in frame: Frame) -> [Shape] { [] }
  public func shapes(of series: Series, in frame: Frame) -> [Shape] { [] }
  public func foreground(in frame: Frame) -> [Shape] { [] }
  public func key(of series: Series, in rect: Rect) -> [Shape] { [] }
}
