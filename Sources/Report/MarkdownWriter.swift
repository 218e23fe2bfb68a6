/// Writes a document as GitHub-flavoured Markdown; pictures and data are linked by paths relative to it.
struct MarkdownWriter {
  private let manuscript: Manuscript

  init(_ manuscript: Manuscript) { self.manuscript = manuscript }

  /// The whole text, ending in one newline.
  func text() -> String {
    let title = "# " + plain(manuscript.title)
    let question = manuscript.question.isEmpty ? [] : [inlines.text([.emphasis(manuscript.question.joined)])]
    return ([title] + question + answer + manuscript.parts.compactMap(part) + footnotes).joined(separator: "\n\n")
      + "\n"
  }

  var inlines: MarkdownInlines { MarkdownInlines(label: manuscript.label) }

  private var footnotes: [String] {
    manuscript.footnotes.map { "[^\($0.name)]: " + inlines.text($0.text.joined, startsLine: false) }
  }

  private func plain(_ text: String, startsLine: Bool = false) -> String {
    MarkdownText(startsLine: startsLine).escaped(text)
  }

  /// A block quote that starts with the word.
  private var answer: [String] {
    guard !manuscript.answer.isEmpty else { return [] }
    let parts = manuscript.answer.compactMap(part).joined(separator: "\n\n")
    return [quoted("**Answer**\n\n" + parts)]
  }

  /// Nothing for what only pages have.
  private func part(_ part: Manuscript.Part) -> String? {
    switch part {
    case .heading(let heading): self.heading(heading)
    case .prose(let block): prose(block)
    case .figure(let figure, let label, let caption): self.figure(figure, label, caption)
    case .table(let table, let label, let caption, let notes): self.table(table, label, caption, notes)
    case .worked(let block, let label, let caption, let body): worked(block, label, caption, body)
    case .failure(let title, let message): failure(title, message)
    case .notice(let notice, let body):
      quoted("**\(plain(notice.title)): \(plain(notice.label))**\n\n" + body.map(prose).joined(separator: "\n\n"))
    case .exercise(let box): exercise(box, manuscript.layout)
    case .together(let parts): parts.compactMap(self.part).joined(separator: "\n\n")
    case .barrier: nil
    case .works(let works): works.map(work).joined(separator: "\n")
    }
  }

  private func work(_ work: CitedWorks.Work) -> String {
    "- <a id=\"\(work.anchor)\"></a>" + inlines.text(EntryText(work).inlines, startsLine: false)
  }

  /// The title is the only heading of level 1.
  private func heading(_ heading: Manuscript.Heading) -> String {
    let marks = String(repeating: "#", count: min(6, heading.level + 1))
    let number = heading.number.isEmpty ? "" : heading.number + (heading.number.contains(".") ? " " : ". ")
    let text = inlines.text(heading.text.joined, startsLine: number.isEmpty)
    // A reader takes `#` at the end for decoration.
    return "\(marks) \(number)" + (text.hasSuffix("#") ? text.dropLast() + "\\#" : text)
  }
}

// MARK: - Prose

extension MarkdownWriter {
  func prose(_ block: ProseBlock) -> String {
    switch block {
    case .paragraph(let text): inlines.text(text)
    case .heading(_, let text): inlines.text([.strong(text.joined)])
    case .code(let code, let language): fenced(code, language)
    case .quote(let blocks): quoted(blocks.map(prose).joined(separator: "\n\n"))
    case .list(let list): self.list(list)
    case .table(let table): self.table(table)
    case .rule: "***"
    }
  }

  private func fenced(_ code: String, _ language: String) -> String {
    let fence = String(repeating: "`", count: max(3, code.longestRun(of: "`") + 1))
    let name = language.filter { !$0.isWhitespace && $0 != "`" }
    return "\(fence)\(name)\n\(code)\(code.isEmpty ? "" : "\n")\(fence)"
  }

  func quoted(_ text: String) -> String { indented(text, first: "> ", rest: "> ") }

  private func list(_ list: ProseList) -> String {
    let items = list.items.enumerated().map { index, blocks in
      let mark = list.start.map { "\($0 + index). " } ?? "- "
      let body = blocks.map(prose).joined(separator: list.isTight ? "\n" : "\n\n")
      return indented(body, first: mark, rest: String(repeating: " ", count: mark.count))
    }
    return items.joined(separator: list.isTight ? "\n" : "\n\n")
  }

  private func indented(_ text: String, first: String, rest: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let marked = lines.enumerated().map { index, line in
      let mark = index == 0 ? first : rest
      return line.isEmpty ? String(mark.trimmedEnd) : mark + line
    }
    return marked.joined(separator: "\n")
  }

  private func table(_ table: ProseTable) -> String {
    let cells = MarkdownInlines(label: manuscript.label, isInTable: true)
    let grid = ([table.head] + table.rows).map { $0.map { cells.text($0, startsLine: false) } }
    return MarkdownGrid(alignments: table.alignments, rows: grid).text
  }

  func failure(_ title: String, _ message: String) -> String {
    let body = message.contains { $0.isNewline } ? fenced(message, "") : plain(message, startsLine: true)
    return quoted("**Failed: \(plain(title))**" + (message.isEmpty ? "" : "\n\n" + body))
  }
}

// MARK: - Figures and tables

extension MarkdownWriter {
  private func figure(_ figure: FigureBlock, _ label: String, _ caption: [Inline]) -> String {
    let alt = MarkdownText(isInBrackets: true).escaped(figure.figure.altText)
    let picture = "![\(alt)](\(figure.path("png")))"
    let files = "[PDF](\(figure.path("pdf"))), [SVG](\(figure.path("svg"))), [data](\(figure.path("csv")))"
    return anchor(.figure, figure.name) + "\n\n" + picture + "\n\n" + captioned(label, caption) + " (\(files))"
      + told(figure.origin, figure.path("json"))
  }

  private func table(
    _ table: ReportTable, _ label: String, _ caption: [Inline], _ notes: [[Inline]]
  ) -> String {
    let head =
      anchor(.table, table.name) + "\n\n" + captioned(label, caption) + " ([data](\(table.path("csv"))))"
      + told(table.origin, table.path("json"))
    let grid = [table.columns.map { cell(.init($0.heading)) }] + table.rows.map { $0.map(cell) }
    let body = MarkdownGrid(alignments: table.columns.map(\.alignment), rows: grid).text
    return ([head, body] + notes.map { inlines.text($0) }).joined(separator: "\n\n")
  }

  /// A block quote with links to the tables behind it.
  private func worked(_ block: WorkedFrame, _ label: String, _ caption: [Inline], _ body: [ProseBlock]) -> String {
    let links = block.tables.map { "[\($0.ending)](\(block.path("\($0.ending).csv")))" }.joined(separator: ", ")
    let head =
      (caption.isEmpty ? "**\(label).**" : captioned(label, caption)) + (links.isEmpty ? "" : " (\(links))")
      + told(block.origin, block.path("json"))
    return anchor(.worked, block.name) + "\n\n" + quoted(([head] + body.map(prose)).joined(separator: "\n\n"))
  }

  /// A small line: what it was made from, and how it is made again. Nobody asks while working through a lecture.
  private func told(_ origin: Origin?, _ path: String) -> String {
    guard let origin, manuscript.layout == .paper else { return "" }
    let results = "\(origin.count) result\(origin.count == 1 ? "" : "s")"
    return "\n\n<sub>From [\(results)](\(path)); drawn again by \(inlines.code(origin.command))</sub>"
  }

  private func cell(_ cell: ReportTable.Cell) -> String {
    let text =
      cell.isCode && !cell.text.isEmpty
      ? MarkdownInlines(label: manuscript.label, isInTable: true).code(cell.text)
      : MarkdownText(isInTable: true).escaped(cell.text)
    return (cell.isBold || cell.isAlarm) && !text.isEmpty ? "**\(text)**" : text
  }

  private func captioned(_ label: String, _ caption: [Inline]) -> String {
    "**\(label).** \(inlines.text(caption.joined, startsLine: false))"
  }

  /// GitHub gives headings a place to link to, nothing else.
  private func anchor(_ kind: Reference.Kind, _ name: String) -> String {
    "<a id=\"\(Reference(kind, name).anchor)\"></a>"
  }
}

extension [Inline] {
  /// On one line.
  var joined: [Inline] { map { $0 == .softBreak || $0 == .hardBreak ? .text(" ") : $0 } }
}

extension StringProtocol {
  /// Without spaces at the end.
  fileprivate var trimmedEnd: SubSequence {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return self[..<end]
  }
}
