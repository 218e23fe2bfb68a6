import Plot
import Vocabulary

/// Sets prose into strips of a column.
struct BlockSetter {
  let runs: RunSetter
  /// From the left edge of the text, in points.
  var x = 0.0
  var width: Double
  var style: TextStyle
  let page: PageStyle

  /// The most of a page that a line of a formula may take.
  private static let tallestFormula = 0.9

  /// A column as wide as the text of a page, in its letters.
  init(runs: RunSetter, page: PageStyle = .paper) {
    (self.runs, self.page) = (runs, page)
    (width, style) = (page.textWidth, page.body)
  }

  /// The items of some blocks.
  func items(_ blocks: [ProseBlock]) -> [FlowItem] { blocks.map { .text(strips($0), keepsWithNext: $0.announces) } }

  /// The strips of one block.
  func strips(_ block: ProseBlock) -> [Strip] {
    switch block {
    case .paragraph(let text): paragraph(text)
    case .heading(_, let text): heading(text)
    case .code(let code, let language): self.code(code, language)
    case .quote(let blocks): quote(blocks)
    case .list(let list): self.list(list)
    case .table(let table):
      TableSetter(table, runs, style, page).placed(x: x, width: width).strips.spaced(Typography.blockSpace)
    case .rule: [rule()]
    }
  }

  /// Strips of blocks one below the other.
  func strips(_ blocks: [ProseBlock]) -> [Strip] { blocks.flatMap { strips($0) } }

  /// Text, with displayed formulas on lines of their own.
  private func paragraph(_ text: [Inline]) -> [Strip] {
    let parts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isDisplay).map { Array($0).trimmed }
    var strips: [Strip] = []
    for (index, part) in parts.enumerated() {
      if index > 0, case .math(let tex, _) = text.filter(\.isDisplay)[index - 1] {
        strips += strips.isEmpty ? display(tex) : display(tex).following
      }
      guard !part.isEmpty else { continue }
      let text = lines(runs.runs(part, style), .justified)
      // A single line below a formula is the paragraph's end, which no page begins with.
      strips += index > 0 && text.count == 1 ? text.following : text
    }
    return strips.spaced(Typography.paragraphSpace)
  }

  /// A formula in the middle of the column, over several lines if it must; its source where it is none.
  private func display(_ tex: String) -> [Strip] {
    guard let formula = try? Formula(tex: RunSetter.printable(tex)) else {
      return lines(runs.runs([.math(tex, isDisplay: false)], style), .left)
    }
    let lines = FormulaLines(size: style.size, width: width, height: page.textHeight * Self.tallestFormula).lines(
      of: formula)
    let strips = lines.map { line in
      let place = Rect(Point(x + (width - line.width) / 2, 0), Size(width: line.width, height: line.height))
      return Strip(
        height: line.height, spaceAbove: Typography.formulaLineSpace, spaceBelow: Typography.formulaLineSpace,
        marks: [.scene(Scene(line, color: style.color), place)])
    }
    return strips.kept.spaced(Typography.formulaSpace)
  }

  private func heading(_ text: [Inline]) -> [Strip] {
    let strips = lines(runs.runs(text, style.with(isBold: true)), .left).spaced(Typography.paragraphSpace)
    return strips.kept
  }

  /// A work in the list of references, which its citations lead to.
  func work(_ work: CitedWorks.Work) -> [Strip] {
    var strips = lines(runs.runs(EntryText(work).inlines, style), .left, hanging: Typography.hangingIndent)
    strips[0].marks.append(.destination(work.anchor))
    return strips.spaced(Typography.workSpace)
  }

  private func rule() -> Strip {
    let rule = Strip.Mark.rule(
      from: Point(x + width / 3, 0), length: width / 3, width: 0.5, Typography.hairline)
    return Strip(height: 1, spaceAbove: Typography.blockSpace, spaceBelow: Typography.blockSpace, marks: [rule])
  }

  /// A strip for each line; no page begins with the last line of a paragraph or ends with its first.
  func lines(
    _ runs: [TextRun], _ alignment: TextAlignment, spacing: Double = Typography.lineSpacing, hanging: Double = 0
  ) -> [Strip] {
    let paragraph = Paragraph(runs, width: width, alignment: alignment, lineSpacing: spacing, hanging: hanging)
    let count = paragraph.lines.count
    return paragraph.lines.indices.map { index in
      Strip(
        height: paragraph.lines[index].height, mayBeginPage: index == 0 || index >= 2 && count - index >= 2,
        marks: [.lines(paragraph, index..<index + 1, at: Point(x, 0))])
    }
  }
}

// MARK: - Boxes

extension BlockSetter {
  private func code(_ code: String, _ language: String) -> [Strip] {
    let inner = inset(by: 8)
    let runs = CodeLines(width: inner.width, page: page).runs(code, language: language)
    let strips = inner.lines(runs, .left, spacing: Typography.codeSpacing)
    return boxed(strips, padding: 6, fill: Typography.codeTint, bar: nil).spaced(Typography.blockSpace)
  }

  private func quote(_ blocks: [ProseBlock]) -> [Strip] {
    let inner = inset(by: 14).styled(style.with(color: Typography.muted))
    return boxed(inner.strips(blocks), padding: 1, fill: nil, bar: Typography.hairline).spaced(Typography.blockSpace)
  }

  /// A step that failed.
  func failure(_ title: String, _ message: String) -> [Strip] {
    let inner = inset(by: 12)
    let head = page.body.with(isBold: true, color: Typography.alarm)
    var strips = inner.lines([RunSetter.plain("Failed: \(title)", head)], .left).kept
    let lines = message.split(omittingEmptySubsequences: false) { $0.isNewline }
      .map { RunSetter.plain(String($0), page.body.with(size: 9.5)) }
    let text = Array(lines.map { [$0] }.joined(separator: [TextRun("\n", style: page.body)]))
    if !message.isEmpty { strips += inner.lines(text, .left).spaced(3).following }
    return boxed(strips, padding: 8, fill: Typography.alarmTint, bar: Typography.alarm).spaced(Typography.blockSpace)
  }

  /// A box in the colour of its verdict.
  func notice(_ notice: Notice, _ body: [ProseBlock]) -> [Strip] {
    let inner = inset(by: 12)
    let (ink, tint) = Typography.colors(of: notice.tone)
    let head = [
      RunSetter.plain(notice.title + "\u{2002}", page.body.with(isBold: true)),
      RunSetter.plain(notice.label.uppercased(), page.label.with(color: ink)),
    ]
    let strips = inner.lines(head, .left).kept.spaced(3) + inner.strips(body)
    let box = boxed(strips, padding: 8, fill: tint, bar: ink)
    // Short boxes stay whole; long ones break as text does, but not below the title.
    let isShort = box.reduce(0) { $0 + $1.height } < page.textHeight * 0.4
    return (isShort ? box.kept : Array(box.prefix(4)).kept + box.dropFirst(4)).spaced(Typography.blockSpace)
  }

  /// A tinted ground and a bar at the left under strips; their distances become part of them.
  func boxed(_ strips: [Strip], padding: Double, fill: Color?, bar: Color?) -> [Strip] {
    var (result, space) = ([Strip](), padding)
    for (index, strip) in strips.enumerated() {
      let isLast = index == strips.count - 1
      let above = index == 0 ? padding : max(space, strip.spaceAbove)
      space = strip.spaceBelow
      var boxed = strip
      boxed.height = above + strip.height + (isLast ? padding : 0)
      (boxed.spaceAbove, boxed.spaceBelow) = (0, 0)
      // Neighbouring grounds overlap a little, or viewers show a seam.
      let height = boxed.height + (isLast ? 0 : 0.6)
      boxed.marks = ground(height, fill, bar) + strip.marks.map { $0.moved(by: above) }
      result.append(boxed)
    }
    return result
  }

  private func ground(_ height: Double, _ fill: Color?, _ bar: Color?) -> [Strip.Mark] {
    let fills = fill.map { [Strip.Mark.fill(Rect(x: x, y: 0, width: width, height: height), $0)] } ?? []
    return fills + (bar.map { [.fill(Rect(x: x, y: 0, width: 2.5, height: height), $0)] } ?? [])
  }

  /// The same column, narrower on both sides.
  func inset(by amount: Double) -> BlockSetter {
    var inner = self
    (inner.x, inner.width) = (x + amount, width - 2 * amount)
    return inner
  }

  /// The same column in another style.
  func styled(_ style: TextStyle) -> BlockSetter {
    var styled = self
    styled.style = style
    return styled
  }
}

// MARK: - Lists

extension BlockSetter {
  private func list(_ list: ProseList) -> [Strip] {
    let labels = list.items.indices.map { index in
      Paragraph(
        [TextRun(list.start.map { "\($0 + index)." } ?? "•", style: style)], width: nil,
        lineSpacing: Typography.lineSpacing)
    }
    let indent = max(16, (labels.map(\.width).max() ?? 0) + 6)
    let space = list.isTight ? Typography.tightSpace : Typography.paragraphSpace
    let items = list.items.indices.map { item(list.items[$0], labels[$0], indent, isTight: list.isTight) }
    return items.flatMap { $0.spaced(space) }.spaced(Typography.paragraphSpace)
  }

  /// The label stands right before the item's first line.
  private func item(_ blocks: [ProseBlock], _ label: Paragraph, _ indent: Double, isTight: Bool) -> [Strip] {
    var inner = self
    // Nesting must leave room for text.
    inner.x += min(indent, max(0, width - 80))
    inner.width = x + width - inner.x
    let mark = Strip.Mark.lines(label, 0..<1, at: Point(inner.x - label.width - 6, 0))
    var strips = blocks.flatMap { block in
      let strips = inner.strips(block)
      return isTight ? strips.closer(Typography.tightSpace) : strips
    }
    if strips.isEmpty { strips = [Strip(height: label.height, marks: [])] }
    strips[0].marks.append(mark)
    return strips
  }
}

extension [Strip] {
  /// With at least a space above the first and below the last.
  func spaced(_ space: Double) -> [Strip] {
    guard !isEmpty else { return self }
    var strips = self
    strips[0].spaceAbove = Swift.max(strips[0].spaceAbove, space)
    strips[count - 1].spaceBelow = Swift.max(strips[count - 1].spaceBelow, space)
    return strips
  }

  /// With at most a space above the first and below the last.
  fileprivate func closer(_ space: Double) -> [Strip] {
    guard !isEmpty else { return self }
    var strips = self
    strips[0].spaceAbove = Swift.min(strips[0].spaceAbove, space)
    strips[count - 1].spaceBelow = Swift.min(strips[count - 1].spaceBelow, space)
    return strips
  }

  /// Never cut from what stands above.
  var following: [Strip] {
    guard !isEmpty else { return self }
    var strips = self
    strips[0].mayBeginPage = false
    return strips
  }

  /// Never cut.
  var kept: [Strip] {
    enumerated().map { index, strip in
      var strip = strip
      strip.mayBeginPage = index == 0 && strip.mayBeginPage
      return strip
    }
  }
}

extension Inline {
  /// Whether it is a formula on a line of its own.
  fileprivate var isDisplay: Bool { if case .math(_, true) = self { true } else { false } }
}

extension [Inline] {
  /// Without breaks and blanks at either end.
  fileprivate var trimmed: [Inline] {
    Array(trimmedStart.reversed()).trimmedStart.reversed().withoutLeadingBlanks
  }

  private var trimmedStart: [Inline] {
    Array(
      drop { inline in
        switch inline {
        case .softBreak, .hardBreak: true
        case .text(let text): text.allSatisfy(\.isWhitespace)
        default: false
        }
      })
  }

  /// A line begins with a letter.
  private var withoutLeadingBlanks: [Inline] {
    guard case .text(let text)? = first else { return self }
    return [.text(String(text.drop(while: \.isWhitespace)))] + dropFirst()
  }
}

extension ProseBlock {
  /// Whether it speaks of what comes next, such as a paragraph that ends with a colon.
  var announces: Bool {
    switch self {
    case .heading: true
    case .paragraph(let text): text.last.map { $0.plainText().hasSuffix(":") } ?? false
    default: false
    }
  }
}
