/// A few words in an upper corner of each panel, such as a statistic of what is drawn.
public struct NoteMark: Mark {
  public let text: String
  public let isRight: Bool

  /// Stands at the left unless told otherwise.
  public init(_ text: String, isRight: Bool = false) { (self.text, self.isRight) = (text, isRight) }

  public func foreground(in frame: Frame) -> [Shape] {
    let x = isRight ? frame.rect.maxX - 4 : frame.rect.minX + 4
    let label = Label(
      text, style: ChartType.tick.with(color: .grey(0.1)), at: Point(x, frame.rect.minY + 4),
      anchor: .init(isRight ? .right : .left, .top))
    return [.rectangle(label.bounds.inset(by: -2), fill: Color.white.withAlpha(0.8), stroke: nil), .text(label)]
  }
}
