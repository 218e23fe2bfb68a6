import Plot

/// Sets a whole manuscript into items for pages.
struct DocumentSetter {
  let manuscript: Manuscript
  let page: PageStyle
  private let setter: BlockSetter

  /// Tables taller than this share of a page flow with the text and may be cut between rows.
  private var tallestWholeTable: Double { page.textHeight * 0.7 }
  /// Figures leave room for a heading above them.
  private var tallestFigure: Double { page.textHeight * 0.85 }

  init(_ manuscript: Manuscript) {
    self.manuscript = manuscript
    page = PageStyle.of(manuscript.layout)
    let numbers = manuscript.footnotes.enumerated().map { ($1.name, $0 + 1) }
    let runs = RunSetter(
      labels: manuscript.labels, notes: Dictionary(uniqueKeysWithValues: numbers),
      anchors: Set(manuscript.cited.works.map(\.anchor)))
    setter = BlockSetter(runs: runs, page: page)
  }

  /// Everything in order.
  func items() -> [FlowItem] { opening + answer + manuscript.parts.flatMap(items) }

  private var opening: [FlowItem] {
    let titles = setter.lines([RunSetter.plain(manuscript.title, page.title)], .left, spacing: 1.2)
    guard !manuscript.question.isEmpty else { return [.text(titles.spaced(14))] }
    let question = setter.lines(setter.runs.runs(manuscript.question, page.question), .left)
    return [.text(titles.spaced(10)), .text(question.spaced(16))]
  }

  /// Figures and tables of the answer stand below its box.
  private var answer: [FlowItem] {
    guard !manuscript.answer.isEmpty else { return [] }
    let inner = setter.inset(by: 14).styled(page.answer)
    let label = inner.lines([RunSetter.plain("ANSWER", page.label)], .left).kept.spaced(2)
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
    case .heading(let heading): freshPage(heading) + [self.heading(heading)]
    case .prose(let block): setter.items([block])
    case .figure(let figure, let label, let caption): [.float(self.figure(figure, label, caption))]
    case .table(let table, let label, let caption, let notes): [self.table(table, label, caption, notes)]
    case .worked(let block, let label, let caption, let body): [.text(setter.worked(block, label, caption, body))]
    case .failure(let title, let message): [.text(setter.failure(title, message))]
    case .notice(let notice, let body): [.text(setter.notice(notice, body))]
    case .exercise(let box): [.text(ExerciseSetter(setter: setter, layout: manuscript.layout).strips(box))]
    case .together(let parts): [.together(parts.flatMap(items))]
    case .barrier: [.barrier]
    case .works(let works): works.map { .text(setter.work($0)) }
    }
  }

  /// The lines of each footnote by the name of its place.
  func notes() -> [String: [Strip]] {
    Dictionary(
      uniqueKeysWithValues: manuscript.footnotes.enumerated().map { ($1.anchor, note($1, number: $0 + 1)) })
  }

  private func note(_ footnote: Footnote, number: Int) -> [Strip] {
    let style = page.footnote
    let runs = [RunSetter.raised("\(number)\u{2009}", style)] + setter.runs.runs(footnote.text.joined, style)
    var strips = setter.lines(runs, .justified, spacing: Typography.denseSpacing)
    strips[0].spaceAbove = Typography.noteSpace
    strips[0].marks.append(.destination(footnote.anchor))
    return strips
  }

  private func freshPage(_ heading: Manuscript.Heading) -> [FlowItem] {
    guard heading.level == 1, let share = page.sectionPageShare else { return [] }
    return [.freshPage(filled: share)]
  }

  private func heading(_ heading: Manuscript.Heading) -> FlowItem {
    let style = page.heading(heading.level)
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
    let room = tallestFigure - captions.map { $0.height }.reduce(0, +)
    let scale = min(1, page.textWidth / max(1, scene.width), max(60, room) / max(1, scene.height))
    let (width, height) = (scene.width * scale, scene.height * scale)
    let rect = Rect(x: (page.textWidth - width) / 2, y: 0, width: width, height: height)
    let anchor = Strip.Mark.destination(Reference(.figure, block.name).anchor)
    let picture = Strip(height: height, marks: [anchor, .scene(scene, rect)])
    return .stacked([picture] + captions).floating
  }

  private func table(
    _ table: ReportTable, _ label: String, _ caption: [Inline], _ notes: [[Inline]]
  ) -> FlowItem {
    var captions = self.caption(label, caption, spacing: 0).spaced(6)
    captions[0].marks.append(.destination(Reference(.table, table.name).anchor))
    let placed = TableSetter(table, setter.runs, page).placed(x: 0, width: page.textWidth)
    let body = placed.strips.following
    // Notes stand under the table, but are not squeezed by a narrow one.
    let column = setter.inset(by: min(placed.left, page.textWidth / 5))
    let foot = notes.flatMap { note($0, column) }
    let whole = Strip.stacked(captions + body + foot)
    if whole.height <= tallestWholeTable { return .float(whole.floating) }
    return .text((captions.kept + body + foot).spaced(Typography.floatSpace))
  }

  /// A single line stands in the middle.
  private func caption(_ label: String, _ text: [Inline], spacing: Double) -> [Strip] {
    let runs =
      [TextRun("\(label).\u{2002}", style: page.caption.with(isBold: true))]
      + setter.runs.runs(text, page.caption)
    let isShort = Paragraph(runs, width: nil).width <= page.textWidth
    return setter.lines(runs, isShort ? .center : .left, spacing: Typography.denseSpacing).spaced(spacing)
  }

  private func note(_ text: [Inline], _ column: BlockSetter) -> [Strip] {
    column.lines(setter.runs.runs(text, page.note), .left, spacing: Typography.denseSpacing).spaced(6).kept
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
