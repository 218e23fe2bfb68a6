import Vocabulary

/// Grows blocks and inlines from the opening and closing of parts; nesting beyond a bound is flattened.
final class ProseTree {
  /// What can be open.
  enum Part {
    case group, paragraph, quote, item, rule, table, row
    case list(start: Int?, isTight: Bool)
    case heading(level: Int)
    case code(language: String)
    case cell(ReportTable.Alignment)
    case emphasis, strong, strikethrough, codeSpan
    case link(uri: String)
    case image(uri: String)
    case math(isDisplay: Bool)
  }

  private struct Frame {
    let part: Part
    var blocks: [ProseBlock] = []
    var inlines: [Inline] = []
    /// Text of code and mathematics, letter by letter as it stands.
    var literal = ""
    var items: [[ProseBlock]] = []
    var rows: [[[Inline]]] = []
    var cells: [[Inline]] = []
    var alignments: [ReportTable.Alignment] = []
  }

  /// Deep enough for people; shallow enough for recursive readers of the tree.
  private static let deepest = 40

  /// What is read, while it is.
  var source: UnsafeBufferPointer<CChar>?

  private var frames = [Frame(part: .group)]
  private var flattened = 0

  /// Starts a part.
  func open(_ part: Part) {
    // A table needs its rows and cells; what cannot be nested completely is not begun.
    let room = if case .table = part { 5 } else { 1 }
    if flattened > 0 || frames.count + room > Self.deepest { flattened += 1 } else { frames.append(Frame(part: part)) }
  }

  /// Ends the part opened last.
  func close() {
    if flattened > 0 { return flattened -= 1 }
    guard frames.count > 1, let frame = frames.popLast() else { return }
    finish(frame)
  }

  /// Running text.
  func add(_ text: String) { frames[frames.count - 1].inlines.append(.text(text)) }

  /// An `@` behind a backslash, which names nothing.
  func addPlainAt() { add("\(EntryCitation.joiner)@") }

  /// A line break or a finished inline.
  func add(_ inline: Inline) { frames[frames.count - 1].inlines.append(inline) }

  /// Text of code or mathematics; plain where its part was flattened.
  func addLiteral(_ text: String) {
    if flattened > 0 { add(text) } else { frames[frames.count - 1].literal += text }
  }

  /// The finished blocks.
  func finish() -> [ProseBlock] {
    while frames.count > 1 { close() }
    flushParagraph(&frames[0])
    return frames[0].blocks
  }

  private func finish(_ frame: Frame) {
    var frame = frame
    let inlines = frame.inlines.tidied
    switch frame.part {
    case .emphasis: add(.emphasis(inlines))
    case .strong: add(.strong(inlines))
    case .strikethrough: add(.strikethrough(inlines))
    case .link(let uri): Self.isSafe(uri) ? add(.link(inlines.withoutLinks, uri: uri)) : inlines.forEach(add)
    case .image(let uri): add(.image(alt: inlines.map { $0.plainText() }.joined(), uri: uri))
    case .codeSpan: add(.code(literal(frame)))
    case .math(let isDisplay): add(.math(literal(frame), isDisplay: isDisplay))
    case .cell(let alignment): addCell(inlines, alignment)
    case .row: addRow(frame)
    case .item:
      flushParagraph(&frame)
      frames[frames.count - 1].items.append(frame.blocks)
    default: finishBlock(&frame, inlines)
    }
  }

  /// In a table `\|` is a bar even inside code and formulas, since a bare one would end the cell.
  private func literal(_ frame: Frame) -> String {
    let line = String(frame.literal.map { $0.isNewline ? " " : $0 })
    let isInTable = frames.contains { if case .cell = $0.part { true } else { false } }
    return isInTable ? line.replacing("\\|", with: "|") : line
  }

  private func finishBlock(_ frame: inout Frame, _ inlines: [Inline]) {
    switch frame.part {
    case .paragraph: if !inlines.isEmpty { add(block: .paragraph(inlines)) }
    case .heading(let level): add(block: .heading(level: level, inlines))
    case .code(let language): add(block: .code(frame.literal.withoutLastNewline, language: language))
    case .rule: add(block: .rule)
    case .list(let start, let isTight):
      add(block: .list(ProseList(start: start, isTight: isTight, items: frame.items)))
    case .quote:
      flushParagraph(&frame)
      add(block: .quote(frame.blocks))
    case .table: addTable(frame)
    default: merge(&frame)
    }
  }

  /// A group leaves no trace: what it holds belongs to the part around it.
  private func merge(_ frame: inout Frame) {
    flushParagraph(&frame)
    let last = frames.count - 1
    frame.blocks.forEach(add(block:))
    frames[last].rows += frame.rows
    if !frame.alignments.isEmpty { frames[last].alignments = frame.alignments }
  }

  private func addCell(_ inlines: [Inline], _ alignment: ReportTable.Alignment) {
    frames[frames.count - 1].cells.append(inlines)
    frames[frames.count - 1].alignments.append(alignment)
  }

  private func addRow(_ frame: Frame) {
    frames[frames.count - 1].rows.append(frame.cells)
    frames[frames.count - 1].alignments = frame.alignments
  }

  private func addTable(_ frame: Frame) {
    guard let head = frame.rows.first else { return }
    let rows = frame.rows.dropFirst().map { row in
      Array(row.prefix(head.count)) + Array(repeating: [], count: max(0, head.count - row.count))
    }
    add(block: .table(ProseTable(alignments: Array(frame.alignments.prefix(head.count)), head: head, rows: rows)))
  }

  private func add(block: ProseBlock) {
    flushParagraph(&frames[frames.count - 1])
    frames[frames.count - 1].blocks.append(block)
  }

  /// Items of tight lists hold text without a paragraph around it.
  private func flushParagraph(_ frame: inout Frame) {
    let inlines = frame.inlines.tidied
    frame.inlines = []
    if !inlines.isEmpty { frame.blocks.append(.paragraph(inlines)) }
  }

  /// Whether a link may be followed from a report: the web, mail, and places relative to it.
  private static func isSafe(_ uri: String) -> Bool {
    guard let colon = uri.firstIndex(of: ":") else { return !uri.isEmpty }
    let scheme = uri[..<colon]
    return scheme.contains { "/?#".contains($0) } || ["http", "https", "mailto", "doi"].contains(scheme.lowercased())
  }
}

extension [Inline] {
  /// Neighbouring texts as one, references found in them, no break at either end.
  fileprivate var tidied: [Inline] {
    let marked = merged.flatMap { if case .text(let text) = $0 { Footnote.split(text) } else { [$0] } }
    let inlines = marked.flatMap { if case .text(let text) = $0 { Reference.split(text) } else { [$0] } }
    let isBreak = { (inline: Inline) in inline == .softBreak || inline == .hardBreak }
    return Array(inlines.drop(while: isBreak).reversed().drop(while: isBreak).reversed())
  }

  /// The same text without links inside: a link holds none.
  fileprivate var withoutLinks: [Inline] {
    flatMap { inline -> [Inline] in
      switch inline {
      case .link(let inner, _): inner
      case .reference(let reference): [.text(reference.description)]
      case .footnote: [inline].withoutFootnotes
      default: [inline]
      }
    }
  }
}

extension String {
  fileprivate var withoutLastNewline: String { last?.isNewline == true ? String(dropLast()) : self }
}
