/// The third pass: panels become shapes.
extension Chart {
  func shapes(of placed: ChartLayout.PlacedPanel, _ layout: ChartLayout) -> [Shape] {
    let (frame, panel) = (placed.frame, placed.panel)
    var shapes = grid(frame) + title(panel, frame)
    if !hasData(panel) { return shapes + axisX(placed, layout) + axisY(placed) + [nothing(frame)] }
    shapes += marks.flatMap { $0.background(in: frame) }
    for mark in marks { shapes += panel.series.flatMap { mark.shapes(of: $0, in: frame) } }
    return shapes + axisX(placed, layout) + axisY(placed)
  }

  private func grid(_ frame: Frame) -> [Shape] {
    frame.y.ticks.compactMap { tick in
      frame.vertical(tick.value).map { y in
        .polyline([Point(frame.rect.minX, y), Point(frame.rect.maxX, y)], ChartType.grid)
      }
    }
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
