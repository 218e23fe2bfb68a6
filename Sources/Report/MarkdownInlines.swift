/// Writes running text as Markdown.
struct MarkdownInlines {
  /// How references read.
  let label: (Reference) -> String
  var isInTable = false
  var isInBrackets = false

  /// The text; soft breaks stay line ends except in tables.
  func text(_ inlines: [Inline], startsLine: Bool = true) -> String {
    var (result, isLineStart) = ("", startsLine)
    for inline in inlines {
      let piece = text(inline, isLineStart)
      // An exclamation mark before a link would make it a picture.
      if piece.hasPrefix("["), result.hasSuffix("!") { result = result.dropLast() + "\\!" }
      result += piece
      isLineStart = inline == .softBreak || inline == .hardBreak
    }
    return result
  }

  private func text(_ inline: Inline, _ isLineStart: Bool) -> String {
    switch inline {
    case .text(let text): plain(text, isLineStart)
    case .code(let code): self.code(code)
    case .math(let tex, let isDisplay): math(tex, isDisplay ? "$$" : "$")
    case .emphasis(let inner): surround(inner, "*")
    case .strong(let inner): surround(inner, "**")
    case .strikethrough(let inner): surround(inner, "~~")
    case .link(let inner, let uri): link(inner, uri)
    case .image(let alt, let uri): "!" + link([.text(alt)], uri, isShort: false)
    case .reference(let reference): "[\(label(reference))](#\(reference.anchor))"
    case .footnote(let name): "[^\(name)]"
    case .softBreak: isInTable ? " " : "\n"
    case .hardBreak: isInTable ? "<br>" : "\\\n"
    }
  }

  private func plain(_ text: String, _ isLineStart: Bool) -> String {
    MarkdownText(isInTable: isInTable, isInBrackets: isInBrackets, startsLine: isLineStart).escaped(text)
  }

  /// Emphasis inside emphasis takes the other mark, since `****` would be read as one.
  private func surround(_ inner: [Inline], _ mark: String) -> String {
    let body = text(inner, startsLine: false)
    let other = String(repeating: "_", count: mark.count)
    let clashes = mark.hasPrefix("*") && (body.hasPrefix("*") || body.hasSuffix("*"))
    return clashes ? other + body + other : mark + body + mark
  }

  /// A bar would end a table's cell.
  private func math(_ tex: String, _ mark: String) -> String {
    mark + (isInTable ? tex.replacing("|", with: "\\|") : tex) + mark
  }

  /// Code between backticks longer than any run inside.
  func code(_ code: String) -> String {
    let fence = String(repeating: "`", count: code.longestRun(of: "`") + 1)
    let isPadded = code.hasPrefix("`") || code.hasSuffix("`") || code.hasPrefix(" ") && code.hasSuffix(" ")
    let body = isInTable ? code.replacing("|", with: "\\|") : code
    return isPadded && !code.isEmpty ? "\(fence) \(body) \(fence)" : fence + body + fence
  }

  private func link(_ inner: [Inline], _ uri: String, isShort: Bool = true) -> String {
    if isShort, inner == [.text(uri)], uri.contains("://") { return "<\(uri)>" }
    var bracketed = self
    bracketed.isInBrackets = true
    return "[\(bracketed.text(inner, startsLine: false))](\(destination(uri)))"
  }

  private func destination(_ uri: String) -> String {
    let isPlain = uri.allSatisfy { !$0.isWhitespace && !"()<>\\|&*_".contains($0) } && !uri.isEmpty
    if isPlain { return uri }
    let escaped = uri.map { "<>\\&".contains($0) || isInTable && $0 == "|" ? "\\\($0)" : String($0) }
    return "<\(escaped.joined())>"
  }
}

extension String {
  /// The length of the longest run of a letter.
  func longestRun(of letter: Character) -> Int {
    var (longest, current) = (0, 0)
    for character in self {
      current = character == letter ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
