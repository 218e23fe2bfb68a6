import Plot

extension BlockSetter {
  /// A ruled frame about the label, the caption and the steps; a tall one may be cut between blocks, but not below its first lines.
  func worked(_ block: WorkedFrame, _ label: String, _ caption: [Inline], _ body: [ProseBlock]) -> [Strip] {
    let inner = inset(by: 12)
    let head =
      [RunSetter.plain(label + (caption.isEmpty ? "" : ".\u{2002}"), page.body.with(isBold: true))]
      + runs.runs(caption, page.body)
    var strips = inner.lines(head, .left).kept.spaced(Typography.paragraphSpace)
    strips[0].marks.append(.destination(Reference(.worked, block.name).anchor))
    strips += body.enumerated().flatMap { index, part in
      let set = inner.strips(part)
      // A table is told by the sentence above it, however that ends.
      let isTable = if case .table = part { true } else { false }
      return index > 0 && (isTable || body[index - 1].announces) ? set.following : set
    }
    let framed = framed(strips, padding: 9)
    let isSmall = Strip.stacked(framed).height <= page.textHeight * Self.tallestWholeFrame
    let keptCount = isSmall ? framed.count - 1 : 4
    return (Array(framed.prefix(keptCount)).kept + framed.dropFirst(keptCount)).spaced(Typography.floatSpace)
  }

  /// A thin frame around strips; their distances become part of them, and where a page ends the frame stays open.
  private func framed(_ strips: [Strip], padding: Double) -> [Strip] {
    let boxed = boxed(strips, padding: padding, fill: nil, bar: nil)
    return boxed.enumerated().map { index, strip in
      var strip = strip
      let overlap = index == boxed.count - 1 ? 0 : 0.6
      for side in [x, x + width - Self.frameWidth] {
        strip.marks.append(
          .fill(Rect(x: side, y: 0, width: Self.frameWidth, height: strip.height + overlap), Typography.hairline))
      }
      if index == 0 { strip.marks.append(frameRule(at: Self.frameWidth / 2)) }
      if index == boxed.count - 1 { strip.marks.append(frameRule(at: strip.height - Self.frameWidth / 2)) }
      return strip
    }
  }

  /// As a share of a page; lower frames stand on one page.
  private static let tallestWholeFrame = 0.35
  private static let frameWidth = 0.7

  private func frameRule(at y: Double) -> Strip.Mark {
    .rule(from: Point(x, y), length: width, width: Self.frameWidth, Typography.hairline)
  }
}
