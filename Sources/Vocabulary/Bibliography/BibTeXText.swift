/// Reads the TeX in a value: accents, signs, dashes and quotation marks; braces protect, and leave no trace.
struct BibTeXText {
  private let letters: [BibTeXLetter]
  private let name: String
  private var index = 0
  private var pieces: [BibliographyText.Piece] = []
  private var text = ""
  private(set) var mistakes: [BibliographyMistake] = []

  /// Accents upon accents; Vietnamese has two.
  private static let deepest = 4

  /// `name` is that of the field, for messages.
  init(_ letters: [BibTeXLetter], of name: String) { (self.letters, self.name) = (letters, name) }

  /// The whole text without blanks at its ends.
  mutating func read() -> BibliographyText {
    while index < letters.count { step() }
    flush()
    if case .text(let last)? = pieces.last {
      pieces[pieces.count - 1] = .text(String(last.reversed().drop { $0 == " " }.reversed()))
    }
    return BibliographyText(pieces.filter { $0 != .text("") })
  }

  private mutating func step() {
    let scalar = letters[index].scalar
    switch scalar {
    case "{", "}": index += 1
    case "$": formula()
    case "\\": text += command(depth: 0)
    case "-": dashes()
    case "`", "'": quotes(scalar)
    case "~": take("\u{A0}")
    case _ where BibTeXReader.isBlank(scalar): blank()
    default: take(String(Character(scalar)))
    }
  }

  private mutating func take(_ string: String) {
    text += string
    index += 1
  }

  private mutating func flush() {
    if !text.isEmpty { pieces.append(.text(text)) }
    text = ""
  }

  /// Blanks are one, and none at the start.
  private mutating func blank() {
    index += 1
    if text.isEmpty ? !pieces.isEmpty : text.last != " " { text += " " }
  }

  private mutating func dashes() {
    let count = letters[index...].prefix { $0.scalar == "-" }.count
    text += count == 1 ? "-" : count == 2 ? "–" : "—"
    index += count
  }

  private mutating func quotes(_ sign: Unicode.Scalar) {
    let isDouble = index + 1 < letters.count && letters[index + 1].scalar == sign
    text += sign == "`" ? isDouble ? "“" : "‘" : isDouble ? "”" : "’"
    index += isDouble ? 2 : 1
  }

  /// Where the signs of a stretch stand; the mistakes of a formula point there, too.
  private func place(_ range: Range<Int>) -> Range<Int> {
    let last = max(range.lowerBound, min(range.upperBound, letters.count) - 1)
    return letters[range.lowerBound].place.lowerBound..<letters[last].place.upperBound
  }

  private mutating func formula() {
    let start = index
    var end = start + 1
    while end < letters.count, letters[end].scalar != "$" { end += letters[end].scalar == "\\" ? 2 : 1 }
    guard end < letters.count else {
      mistakes.append(
        BibliographyMistake(
          "the formula that begins here never ends", at: letters[start].place,
          fix: "close it with '$', or write \\$ for the sign"))
      return take("$")
    }
    let tex = String(String.UnicodeScalarView(letters[start + 1..<end].map(\.scalar)))
    index = end + 1
    do throws(FormulaError) {
      _ = try Formula(tex: tex)
    } catch {
      let first = min(start + 1 + error.range.lowerBound, end)
      mistakes.append(
        BibliographyMistake(
          error.message, at: place(first..<max(first + 1, min(end, start + 1 + error.range.upperBound))),
          fix: error.fix, word: error.word, known: error.known))
    }
    flush()
    pieces.append(.formula(tex))
  }

  // MARK: Commands

  /// What the command here stands for; it and its argument are stepped over.
  private mutating func command(depth: Int) -> String {
    let start = index
    let name = commandName()
    if let mark = TeXLetters.accents[name] { return accented(mark, depth, from: start) }
    if let sign = TeXLetters.signs[name] {
      if name.first?.isLetter == true { skipBlanksAfterWord() }
      return sign
    }
    if TeXLetters.faces.contains(name) {
      skipBlanksAfterWord()
      return ""
    }
    mistakes.append(
      BibliographyMistake(
        name.isEmpty ? "a backslash ends the value of '\(self.name)'" : "unknown command '\\\(name)' in '\(self.name)'",
        at: place(start..<index), fix: "write the letters themselves",
        word: name.isEmpty ? nil : "\\\(name)", known: TeXLetters.all.map { "\\\($0)" }))
    return ""
  }

  /// Letters, or a single other sign; stepped over.
  private mutating func commandName() -> String {
    let start = index + 1
    var end = start
    while end < letters.count, TeXReader.isLetter(letters[end].scalar) { end += 1 }
    if end == start { end = min(start + 1, letters.count) }
    index = end
    return String(String.UnicodeScalarView(letters[start..<end].map(\.scalar)))
  }

  /// TeX's commands of letters swallow the blanks behind them.
  private mutating func skipBlanksAfterWord() {
    while index < letters.count, BibTeXReader.isBlank(letters[index].scalar) { index += 1 }
  }

  private mutating func accented(_ mark: Unicode.Scalar, _ depth: Int, from start: Int) -> String {
    while index < letters.count, BibTeXReader.isBlank(letters[index].scalar) { index += 1 }
    // The braces around a letter are stepped over here, those behind it by whoever reads on.
    while index < letters.count, letters[index].scalar == "{" { index += 1 }
    guard index < letters.count, depth < Self.deepest else {
      mistakes.append(
        BibliographyMistake(
          "this accent stands over nothing", at: place(start..<index), fix: "write it as in \\'{e}"))
      return ""
    }
    let scalar = letters[index].scalar
    if scalar == "\\" { return TeXLetters.accented(command(depth: depth + 1), mark) }
    if scalar == "}" || scalar == "$" { return TeXLetters.accented("", mark) }
    index += 1
    return TeXLetters.accented(String(Character(scalar)), mark)
  }
}
