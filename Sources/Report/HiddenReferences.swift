/// Writes references to what a layout leaves out as plain words: a link would lead nowhere.
struct HiddenReferences {
  /// How each reads: "Table 2".
  let labels: [Reference: String]

  /// Running text with such references in words.
  func mended(_ inlines: [Inline]) -> [Inline] { labels.isEmpty ? inlines : inlines.flatMap(mended) }

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
