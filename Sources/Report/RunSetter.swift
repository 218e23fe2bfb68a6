import Plot

/// Turns running text into runs of one look each, with links.
struct RunSetter {
  let labels: [Reference: String]
  /// The numbers of footnotes by their names.
  var notes: [String: Int] = [:]
  /// Places that links may lead to, besides those of references.
  var anchors: Set<String> = []

  /// Runs of some inlines in a style, with the quotation marks of print.
  func runs(_ inlines: [Inline], _ style: TextStyle) -> [TextRun] {
    let curled = QuotationMarks.curled(inlines.flatMap { runs($0, style, link: nil) })
    return FormulaRuns.glued(curled.flatMap(MathematicalSigns.split))
  }

  /// A plain text without letters that no font can show, in which overlong words may be broken.
  static func plain(_ text: String, _ style: TextStyle) -> TextRun {
    TextRun(breakable(text, wordsFrom: longWord), style: style)
  }

  /// Words of text from this length on may be broken; code earlier, since nobody reads it aloud.
  private static let longWord = 30
  private static let longCode = 17
  /// Letters without `/`, `_` or the like are kept together up to a bound, then broken after every few.
  private static let (longPart, part) = (20, 4)

  private func runs(_ inlines: [Inline], _ style: TextStyle, link: LinkTarget?) -> [TextRun] {
    inlines.flatMap { runs($0, style, link: link) }
  }

  private func runs(_ inline: Inline, _ style: TextStyle, link: LinkTarget?) -> [TextRun] {
    switch inline {
    case .text(let text):
      [TextRun(Self.breakable(text, wordsFrom: Self.longWord), style: style, link: link)]
    case .code(let code): [TextRun(Self.breakable(code), style: Self.code(style), link: link)]
    case .math(let tex, _): FormulaRuns(style: style, link: link).runs(tex)
    case .emphasis(let inner): runs(inner, style.with(isItalic: !style.isItalic), link: link)
    case .strong(let inner): runs(inner, style.with(isBold: true), link: link)
    case .strikethrough(let inner): runs(inner, style.with(color: Typography.hairline), link: link)
    case .link(let inner, let uri): linked(inner, style, target(uri))
    case .image(let alt, let uri): linked([.text(alt.isEmpty ? uri : alt)], style, target(uri))
    case .reference(let reference): [self.reference(reference, style)]
    case .footnote(let name): [footnote(name, style)]
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

  /// A raised number that leads to its note.
  private func footnote(_ name: String, _ style: TextStyle) -> TextRun {
    guard let number = notes[name] else { return Self.plain("[^\(name)]", style) }
    var mark = Self.raised("\(number)", style.with(color: Typography.accent))
    mark.link = .destination(Footnote.anchor(name))
    return mark
  }

  /// A small text high in its line, which does not push lines apart.
  static func raised(_ text: String, _ style: TextStyle) -> TextRun {
    let size = style.size * Typography.raisedShare
    return TextRun(
      text, style: style.with(size: size, isBold: false, isItalic: false), rise: style.size * Typography.rise)
  }

  /// Places inside the document are known only for figures, tables and works cited.
  private func target(_ uri: String) -> LinkTarget? {
    guard uri.hasPrefix("#") else { return .uri(Self.percentEncoded(uri)) }
    let anchor = String(uri.dropFirst())
    return anchors.contains(anchor) || labels.keys.contains { $0.anchor == anchor } ? .destination(anchor) : nil
  }

  /// A PDF's addresses are ASCII.
  private static func percentEncoded(_ uri: String) -> String {
    uri.utf8.map { byte in
      let isPlain = (33...126).contains(byte)
      return isPlain
        ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
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

  /// A text whose words of some length may be broken after `/`, `_`, `.`, `=` and others, and inside long keys.
  ///
  /// A justified line would else be torn apart before a long word. The breaks leave no mark in copied text.
  static func breakable(_ text: String, wordsFrom length: Int = longCode) -> String {
    let words = printable(text).split(separator: " ", omittingEmptySubsequences: false)
    return words.map { $0.count < length ? String($0) : broken($0) }.joined(separator: " ")
  }

  private static func broken(_ word: Substring) -> String {
    var (parts, current) = ([String](), "")
    for letter in word {
      current.append(letter)
      if "/_.=,:;-+&?".contains(letter), current.count > 3 {
        parts.append(current)
        current = ""
      }
    }
    return (parts + [current]).map { $0.count > longPart ? chopped($0) : $0 }.joined(separator: zeroWidthSpace)
  }

  private static func chopped(_ part: String) -> String {
    var result = ""
    for (index, letter) in part.enumerated() {
      if index > 0, index.isMultiple(of: Self.part) { result += zeroWidthSpace }
      result.append(letter)
    }
    return result
  }

  private static let zeroWidthSpace = "\u{200B}"
}
