import Plot

/// Sets a whole manuscript into items for pages.
struct DocumentSetter {
  let manuscript: Manuscript
  private let setter: BlockSetter

  /// Tables taller than this share of a page flow with the text and may be cut between rows.
  private static let tallestWholeTable = Typography.textHeight * 0.7
  /// Figures leave room for a heading above them.
  private static let tallestFigure = Typography.textHeight * 0.85

  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    setter = BlockSetter(runs: RunSetter(labels: manuscript.labels))
  }

  /// Everything in order.
  func items() -> [FlowItem] { opening + answer + manuscript.parts.flatMap(items) }

  private var opening: [FlowItem] {
    let titles = setter.lines([RunSetter.plain(manuscript.title, Typography.title)], .left, spacing: 1.2)
    guard !manuscript.question.isEmpty else { return [.text(titles.spaced(14))] }
    let question = setter.lines(setter.runs.runs(manuscript.question, Typography.question), .left)
    return [.text(titles.spaced(10)), .text(question.spaced(16))]
  }

  /// Figures and tables of the answer stand below its box.
  private var answer: [FlowItem] {
    guard !manuscript.answer.isEmpty else { return [] }
    let inner = setter.inset(by: 14).styled(Typography.answer)
    let label = inner.lines([RunSetter.plain("ANSWER", Typography.label)], .left).kept.spaced(2)
    var strips = label
    var floats: [FlowItem] = []
    for part in manuscript.answer {
      switch part {
      case .prose(let block): strips += inner.strips(block)
      case .failure(let title, let message): strips += inner.failure(title, message)
      case .notice(let notice, let body): strips += inner.notice(notice, body)
      default: floats += items(part)
      }
    }
    let box = setter.boxed(strips, padding: 11, fill: Typography.answerTint, bar: Typography.accent)
    return [.text(box.spaced(16))] + floats
  }

  private func items(_ part: Manuscript.Part) -> [FlowItem] {
    switch part {
    case .heading(let heading): [self.heading(heading)]
    case .prose(let block): setter.items([block])
    case .figure(let figure, let label, let caption): [.float(self.figure(figure, label, caption))]
    case .table(let table, let label, let caption, let notes): [self.table(table, label, caption, notes)]
    case .failure(let title, let message): [.text(setter.failure(title, message))]
    case .notice(let notice, let body): [.text(setter.notice(notice, body))]
    case .exercise(let box): [.text(ExerciseSetter(setter: setter, layout: manuscript.layout).strips(box))]
    case .together(let parts): [.together(parts.flatMap(items))]
    case .barrier: [.barrier]
    }
  }

  private func heading(_ heading: Manuscript.Heading) -> FlowItem {
    let style = Typography.heading(heading.level)
    let number = heading.number.isEmpty ? [] : [TextRun(heading.number + "\u{2002}", style: style)]
    var strips = setter.lines(number + setter.runs.runs(heading.text.joined, style), .left, spacing: 1.2).kept
    let title = heading.text.map { $0.plainText(manuscript.label) }.joined()
    let entry = heading.number.isEmpty ? title : "\(heading.number) \(title)"
    strips = strips.spaced(6)
    strips[0].spaceAbove = Typography.spaceAbove(heading.level)
    strips[0].marks += [
      .destination(heading.anchor),
      .outline(RunSetter.printable(entry), level: heading.level, destination: heading.anchor),
    ]
    return .text(strips, keepsWithNext: true)
  }
}

// MARK: - Figures and tables

extension DocumentSetter {
  private func figure(_ block: FigureBlock, _ label: String, _ caption: [Inline]) -> Strip {
    let captions = self.caption(label, caption, spacing: 7)
    let scene = block.figure.scene
    let room = Self.tallestFigure - captions.map { $0.height }.reduce(0, +)
    let scale = min(1, Typography.textWidth / max(1, scene.width), max(60, room) / max(1, scene.height))
    let (width, height) = (scene.width * scale, scene.height * scale)
    let rect = Rect(x: (Typography.textWidth - width) / 2, y: 0, width: width, height: height)
    let anchor = Strip.Mark.destination(Reference(.figure, block.name).anchor)
    let picture = Strip(height: height, marks: [anchor, .scene(scene, rect)])
    return .stacked([picture] + captions).floating
  }

  private func table(
    _ table: ReportTable, _ label: String, _ caption: [Inline], _ notes: [[Inline]]
  ) -> FlowItem {
    var captions = self.caption(label, caption, spacing: 0).spaced(6)
    captions[0].marks.append(.destination(Reference(.table, table.name).anchor))
    let placed = TableSetter(table, setter.runs).placed(x: 0, width: Typography.textWidth)
    let body = placed.strips.following
    // Notes stand under the table, but are not squeezed by a narrow one.
    let column = setter.inset(by: min(placed.left, Typography.textWidth / 5))
    let foot = notes.flatMap { note($0, column) }
    let whole = Strip.stacked(captions + body + foot)
    if whole.height <= Self.tallestWholeTable { return .float(whole.floating) }
    return .text((captions.kept + body + foot).spaced(Typography.floatSpace))
  }

  /// A single line stands in the middle.
  private func caption(_ label: String, _ text: [Inline], spacing: Double) -> [Strip] {
    let runs =
      [TextRun("\(label).\u{2002}", style: Typography.caption.with(isBold: true))]
      + setter.runs.runs(text, Typography.caption)
    let isShort = Paragraph(runs, width: nil).width <= Typography.textWidth
    return setter.lines(runs, isShort ? .center : .left, spacing: Typography.denseSpacing).spaced(spacing)
  }

  private func note(_ text: [Inline], _ column: BlockSetter) -> [Strip] {
    column.lines(setter.runs.runs(text, Typography.note), .left, spacing: Typography.denseSpacing).spaced(6).kept
      .following
  }
}

extension Strip {
  /// Strips one below the other as one.
  static func stacked(_ strips: [Strip]) -> Strip {
    var (result, space) = (Strip(height: 0, marks: []), 0.0)
    for (index, strip) in strips.enumerated() {
      let top = result.height + (index == 0 ? 0 : max(space, strip.spaceAbove))
      result.marks += strip.marks.map { $0.moved(by: top) }
      result.height = top + strip.height
      space = strip.spaceBelow
    }
    return result
  }

  fileprivate var floating: Strip {
    var strip = self
    (strip.spaceAbove, strip.spaceBelow) = (Typography.floatSpace, Typography.floatSpace)
    return strip
  }
}
