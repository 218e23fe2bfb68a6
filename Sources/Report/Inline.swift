/// A stretch of running text after reading.
indirect enum Inline: Sendable, Hashable {
  case text(String)
  case code(String)
  /// TeX source.
  case math(String, isDisplay: Bool)
  case emphasis([Inline])
  case strong([Inline])
  case strikethrough([Inline])
  case link([Inline], uri: String)
  /// A picture, which only Markdown can show.
  case image(alt: String, uri: String)
  case reference(Reference)
  /// The mark of a footnote, by its name.
  case footnote(String)
  case softBreak
  case hardBreak

  /// The inlines inside it.
  var children: [Inline] {
    switch self {
    case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(let inner, _): inner
    default: []
    }
  }

  /// The letters alone; `name` says how a reference reads.
  func plainText(_ name: (Reference) -> String = { $0.description }) -> String {
    switch self {
    case .text(let text), .code(let text), .math(let text, _), .image(let text, _): text
    case .reference(let reference): name(reference)
    case .footnote: ""
    case .softBreak, .hardBreak: " "
    default: children.map { $0.plainText(name) }.joined()
    }
  }

  /// The references in it, in order.
  var references: [Reference] {
    if case .reference(let reference) = self { [reference] } else { children.flatMap(\.references) }
  }
}
