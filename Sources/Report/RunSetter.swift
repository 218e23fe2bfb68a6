import Plot

/// Turns running text into runs of one look each, with links.
struct RunSetter {
  let labels: [Reference: String]

  /// Runs of some inlines in a style, with the quotation marks of print.
  func runs(_ inlines: [Inline], _ style: TextStyle) -> [TextRun] {
    QuotationMarks.curled(inlines.flatMap { runs($0, style, link: nil) })
  }

  /// A plain text without letters that no font can show.
  static func plain(_ text: String, _ style: TextStyle) -> TextRun { TextRun(printable(text), style: style) }

  private func runs(_ inlines: [Inline], _ style: TextStyle, link: LinkTarget?) -> [TextRun] {
    inlines.flatMap { runs($0, style, link: link) }
  }

  private func runs(_ inline: Inline, _ style: TextStyle, link: LinkTarget?) -> [TextRun] {
    switch inline {
    case .text(let text): [TextRun(Self.printable(text), style: style, link: link)]
    case .code(let code): [TextRun(Self.breakable(code), style: Self.code(style), link: link)]
    case .math(let tex, _): MathText(style: style, link: link).runs(tex)
    case .emphasis(let inner): runs(inner, style.with(isItalic: !style.isItalic), link: link)
    case .strong(let inner): runs(inner, style.with(isBold: true), link: link)
    case .strikethrough(let inner): runs(inner, style.with(color: Typography.hairline), link: link)
    case .link(let inner, let uri): linked(inner, style, target(uri))
    case .image(let alt, let uri): linked([.text(alt.isEmpty ? uri : alt)], style, target(uri))
    case .reference(let reference): [self.reference(reference, style)]
    case .softBreak: [TextRun(" ", style: style, link: link)]
    case .hardBreak: [TextRun("\n", style: style)]
    }
  }

  private func linked(_ inner: [Inline], _ style: TextStyle, _ target: LinkTarget?) -> [TextRun] {
    runs(inner, target == nil ? style : style.with(color: Typography.accent), link: target)
  }

  /// The label does not break between word and number.
  private func reference(_ reference: Reference, _ style: TextStyle) -> TextRun {
    guard let label = labels[reference] else { return Self.plain(reference.description, style) }
    return TextRun(
      label.replacing(" ", with: "\u{A0}"), style: style.with(color: Typography.accent),
      link: .destination(reference.anchor))
  }

  /// Places inside the document are known only for figures and tables.
  private func target(_ uri: String) -> LinkTarget? {
    guard uri.hasPrefix("#") else { return .uri(uri) }
    return labels.keys.contains { $0.anchor == uri.dropFirst() } ? .destination(String(uri.dropFirst())) : nil
  }

  /// Typewriter letters beside a style; they stay upright.
  static func code(_ style: TextStyle) -> TextStyle {
    style.with(family: .mono, size: style.size * Typography.codeShare, isItalic: false)
  }

  /// Control characters become visible or spaces; line ends become spaces.
  static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.value {
          case 0..<9, 14..<32, 127..<160: "\u{FFFD}"
          case 9...13, 0x2028, 0x2029: " "
          default: scalar
          }
        }))
  }

  /// Code that lines may be broken in, after `/`, `_`, `.`, `=` and others; a break leaves no mark in copied text.
  static func breakable(_ code: String) -> String {
    var (result, run) = ("", 0)
    let text = printable(code)
    guard text.count > 16 else { return text }
    for character in text {
      result.append(character)
      run = character.isWhitespace ? 0 : run + 1
      if run > 3, "/_.=,:;-+&?".contains(character) { result.append("\u{200B}") }
    }
    return result
  }
}
