/// The third pass: panels become shapes.
extension Chart {
  func shapes(of placed: ChartLayout.PlacedPanel, _ layout: ChartLayout) -> [Shape] {
    let (frame, panel) = (placed.frame, placed.panel)
    var shapes = grid(frame) + title(panel, frame)
    if !hasData(panel) { return shapes + axisX(placed, layout) + axisY(placed) + [nothing(frame)] }
    shapes += marks.flatMap { $0.background(in: frame) }
    for mark in marks { shapes += panel.series.flatMap { mark.shapes(of: $0, in: frame) } }
    shapes += marks.flatMap { $0.foreground(in: frame) }
    return shapes + axisX(placed, layout) + axisY(placed)
  }

  /// Lines across at the labels of y; along a logarithmic axis all multiples of its decades have lines, fainter ones
  /// where there is no label.
  private func grid(_ frame: Frame) -> [Shape] {
    let fine =
      frame.y.minor.compactMap { across($0, frame, ChartType.fineGrid) }
      + frame.x.minor.compactMap { upright($0, frame, ChartType.fineGrid) }
    let labelled = frame.x.kind == .log10 ? frame.x.ticks.compactMap { upright($0.value, frame, ChartType.grid) } : []
    return fine + labelled + frame.y.ticks.compactMap { across($0.value, frame, ChartType.grid) }
  }

  private func across(_ value: Double, _ frame: Frame, _ stroke: Stroke) -> Shape? {
    frame.vertical(value).map { .polyline([Point(frame.rect.minX, $0), Point(frame.rect.maxX, $0)], stroke) }
  }

  private func upright(_ value: Double, _ frame: Frame, _ stroke: Stroke) -> Shape? {
    frame.horizontal(value).map { .polyline([Point($0, frame.rect.minY), Point($0, frame.rect.maxY)], stroke) }
  }

  private func title(_ panel: Panel, _ frame: Frame) -> [Shape] {
    if panel.title.isEmpty { return [] }
    let text = TextMeasure.fitted(panel.title, ChartType.panel, width: frame.rect.width + 6)
    let place = Point(frame.rect.minX, frame.rect.minY - 5)
    return [.text(Label(text, style: ChartType.panel, at: place, anchor: .init(.left, .baseline)))]
  }

  private func hasData(_ panel: Panel) -> Bool {
    panel.series.contains { series in series.data.contains { $0.x.isFinite && $0.y.isFinite } }
  }

  private func nothing(_ frame: Frame) -> Shape {
    .text(
      Label(
        "no data", style: ChartType.note, at: Point(frame.rect.midX, frame.rect.midY),
        anchor: .init(.center, .middle)))
  }

  private func axisX(_ placed: ChartLayout.PlacedPanel, _ layout: ChartLayout) -> [Shape] {
    let (frame, bottom) = (placed.frame, placed.frame.rect.maxY)
    var shapes: [Shape] = [
      .polyline([Point(frame.rect.minX, bottom), Point(frame.rect.maxX, bottom)], ChartType.baseline)
    ]
    for tick in frame.x.ticks {
      guard let x = frame.horizontal(tick.value) else { continue }
      shapes.append(.polyline([Point(x, bottom), Point(x, bottom + 2.5)], ChartType.baseline))
      if placed.showsX { shapes.append(.text(labelX(tick, at: Point(x, bottom + 4), layout.hasUprightTicks))) }
    }
    return shapes
  }

  private func labelX(_ tick: PositionScale.Tick, at point: Point, _ isUpright: Bool) -> Label {
    let anchor = isUpright ? Label.Anchor(.right, .middle) : Label.Anchor(.center, .top)
    return Label(tick.label, style: ChartType.tick, at: point, anchor: anchor, isUpright: isUpright)
  }

  private func axisY(_ placed: ChartLayout.PlacedPanel) -> [Shape] {
    guard placed.showsY else { return [] }
    let frame = placed.frame
    return frame.y.ticks.compactMap { tick in
      frame.vertical(tick.value).map { y in
        let place = Point(frame.rect.minX - 3, y)
        return .text(Label(tick.label, style: ChartType.tick, at: place, anchor: .init(.right, .middle)))
      }
    }
  }
}
