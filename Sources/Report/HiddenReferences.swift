/// Writes references to what a layout leaves out as plain words: a link would lead nowhere.
struct HiddenReferences {
  /// How each reads: "Table 2".
  let labels: [Reference: String]

  /// A part with such references in words.
  func mended(_ part: Manuscript.Part) -> Manuscript.Part {
    guard !labels.isEmpty else { return part }
    return switch part {
    case .heading(let heading): .heading(mended(heading))
    case .prose(let block): .prose(mended(block))
    case .figure(let figure, let label, let caption): .figure(figure, label: label, caption: mended(caption))
    case .table(let table, let label, let caption, let notes):
      .table(table, label: label, caption: mended(caption), notes: notes.map(mended))
    case .notice(let notice, let body): .notice(notice, body: body.map(mended))
    case .exercise(let box): .exercise(box.mapping(mended, mended))
    case .together(let parts): .together(parts.map(mended))
    case .failure, .barrier: part
    }
  }

  /// A footnote with such references in words.
  func mended(_ note: Footnote) -> Footnote { Footnote(name: note.name, text: mended(note.text)) }

  private func mended(_ heading: Manuscript.Heading) -> Manuscript.Heading {
    Manuscript.Heading(
      number: heading.number, level: heading.level, text: mended(heading.text), anchor: heading.anchor)
  }

  private func mended(_ block: ProseBlock) -> ProseBlock {
    switch block {
    case .paragraph(let text): .paragraph(mended(text))
    case .heading(let level, let text): .heading(level: level, mended(text))
    case .quote(let blocks): .quote(blocks.map(mended))
    case .list(let list):
      .list(ProseList(start: list.start, isTight: list.isTight, items: list.items.map { $0.map(mended) }))
    case .table(let table):
      .table(
        ProseTable(
          alignments: table.alignments, head: table.head.map(mended), rows: table.rows.map { $0.map(mended) }))
    case .code, .rule: block
    }
  }

  /// Running text with such references in words.
  func mended(_ inlines: [Inline]) -> [Inline] { inlines.flatMap(mended) }

  private func mended(_ inline: Inline) -> [Inline] {
    switch inline {
    case .reference(let reference): [labels[reference].map { .text($0.replacing(" ", with: "\u{A0}")) } ?? inline]
    case .link(let inner, let uri):
      labels.keys.contains { "#\($0.anchor)" == uri } ? mended(inner) : [.link(mended(inner), uri: uri)]
    case .emphasis(let inner): [.emphasis(mended(inner))]
    case .strong(let inner): [.strong(mended(inner))]
    case .strikethrough(let inner): [.strikethrough(mended(inner))]
    default: [inline]
    }
  }
}
