import Vocabulary

/// A note at the foot of a page.
struct Footnote: Sendable, Hashable {
  let name: String
  let text: [Inline]

  /// The name of its place in a written document.
  var anchor: String { Self.anchor(name) }

  static func anchor(_ name: String) -> String { "note-\(name)" }

  /// The notes that a prose text defines.
  static func all(in markdown: String) -> [Footnote] {
    let notes = FootnoteText(markdown)
    return notes.definitions.map { definition in
      Footnote(
        name: notes.text(definition.name),
        text: ProseReader.inlines(notes.text(of: definition)).withoutFootnotes)
    }
  }

  /// A text cut into plain pieces and marks.
  static func split(_ text: String) -> [Inline] {
    var (inlines, rest) = ([Inline](), text[...])
    while let match = rest.firstMatch(of: /\[\^([A-Za-z0-9_-]+)\]/) {
      if match.range.lowerBound > rest.startIndex { inlines.append(.text(String(rest[..<match.range.lowerBound]))) }
      inlines.append(.footnote(String(match.1)))
      rest = rest[match.range.upperBound...]
    }
    return rest.isEmpty ? inlines : inlines + [.text(String(rest))]
  }
}

extension [Inline] {
  /// The same text with marks of footnotes as plain text: a note has none of its own, and a link holds none.
  var withoutFootnotes: [Inline] {
    map { inline in
      switch inline {
      case .footnote(let name): .text("[^\(name)]")
      case .emphasis(let inner): .emphasis(inner.withoutFootnotes)
      case .strong(let inner): .strong(inner.withoutFootnotes)
      case .strikethrough(let inner): .strikethrough(inner.withoutFootnotes)
      case .link(let inner, let uri): .link(inner.withoutFootnotes, uri: uri)
      default: inline
      }
    }
  }
}

extension Inline {
  /// The names of the footnotes that it refers to, in order.
  var footnotes: [String] {
    if case .footnote(let name) = self { [name] } else { children.flatMap(\.footnotes) }
  }
}
