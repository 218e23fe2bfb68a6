import Vocabulary

/// Finds the citations of a bibliography's works in running text, and puts names, years and links in their place.
struct CitationSetter {
  let bibliography: Bibliography
  /// `nil` while they are being looked for.
  let works: CitedWorks?

  /// The keys that are cited, in any order.
  func keys(_ inlines: [Inline]) -> Set<String> {
    var keys: Set<String> = []
    for (stretch, inline) in Self.stretches(inlines) {
      for citation in citations(stretch) { keys.formUnion(citation.items.map(\.key)) }
      if let inline, !inline.isLink { keys.formUnion(self.keys(inline.children)) }
    }
    return keys
  }

  /// The keys that some texts cite, in any order.
  func keys(_ texts: [[Inline]]) -> Set<String> { texts.reduce(into: []) { $0.formUnion(keys($1)) } }

  /// The text as it is shown.
  func set(_ inlines: [Inline]) -> [Inline] {
    Self.stretches(inlines).flatMap { stretch, inline in set(stretch) + (inline.map { [set($0)] } ?? []) }.merged
  }

  private func set(_ inline: Inline) -> Inline {
    switch inline {
    case .emphasis(let inner): .emphasis(set(inner))
    case .strong(let inner): .strong(set(inner))
    case .strikethrough(let inner): .strikethrough(set(inner))
    // A link holds no link.
    case .link(let inner, let uri): .link(inner.map(\.withoutJoiners), uri: uri)
    default: inline
    }
  }

  private func citations(_ text: [Unicode.Scalar]) -> [EntryCitation] {
    EntryCitation.all(in: text) { bibliography[$0] != nil }
      .filter { $0.items.allSatisfy { bibliography[$0.key] != nil } }
  }

  /// Stretches of text, each with the inline that ends it.
  private static func stretches(_ inlines: [Inline]) -> [([Unicode.Scalar], Inline?)] {
    var (result, current) = ([([Unicode.Scalar], Inline?)](), [Unicode.Scalar]())
    for inline in inlines {
      switch inline {
      case .text(let text): current += text.unicodeScalars
      case .softBreak: current.append("\n")
      default:
        result.append((current, inline))
        current = []
      }
    }
    return result + [(current, nil)]
  }

  private func set(_ text: [Unicode.Scalar]) -> [Inline] {
    var (result, index) = ([Inline](), 0)
    for citation in citations(text) {
      result += Self.plain(text[index..<citation.range.lowerBound]) + shown(citation)
      index = citation.range.upperBound
    }
    return result + Self.plain(text[index...])
  }

  /// Text again, with its soft breaks.
  private static func plain(_ scalars: ArraySlice<Unicode.Scalar>) -> [Inline] {
    let lines = scalars.split(separator: "\n", omittingEmptySubsequences: false)
    return Array(
      lines.map { line -> [Inline] in
        let text = Inline.text(String(String.UnicodeScalarView(line))).withoutJoiners
        return text == .text("") ? [] : [text]
      }.joined(separator: [Inline.softBreak]))
  }

  /// "(Ghorbani and Zou, 2019; Shapley, 1953, p. 3)", or "Jia et al. (2019)".
  private func shown(_ citation: EntryCitation) -> [Inline] {
    let works = citation.items.compactMap { self.works?[$0.key] }
    guard works.count == citation.items.count, let first = works.first else { return [] }
    if citation.isTextual { return [Self.link("\(first.authors) (\(first.year))", first)] }
    let parts = zip(works, citation.items).map { work, item in
      [Self.link(work.label, work)] + (item.locator.isEmpty ? [] : [.text(", \(item.locator)")])
    }
    return [.text("(")] + parts.joined(separator: [.text("; ")]) + [.text(")")]
  }

  private static func link(_ text: String, _ work: CitedWorks.Work) -> Inline {
    .link([.text(text)], uri: "#\(work.anchor)")
  }
}

extension Inline {
  fileprivate var isLink: Bool { if case .link = self { true } else { false } }

  /// Without the marks before plain `@`s, which have done their work.
  fileprivate var withoutJoiners: Inline {
    guard case .text(let text) = self, text.unicodeScalars.contains(EntryCitation.joiner) else { return self }
    return .text(text.replacing("\(EntryCitation.joiner)@", with: "@"))
  }
}
