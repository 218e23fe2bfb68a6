extension TeXReader {
  /// Words between braces, as `\text` and `\operatorname` take them; the latter drop blanks, as mathematics does.
  mutating func words(of name: String, at place: Range<Int>, keepsBlanks: Bool) throws(FormulaError) -> String {
    skipBlanks()
    let start = index
    guard skip("{") else { throw FormulaError("'\\\(name)' needs words in braces", at: place) }
    var (words, open) = (String.UnicodeScalarView(), 1)
    while let scalar = next {
      if scalar == "{" { open += 1 }
      if scalar == "}" { open -= 1 }
      if open == 0 {
        index += 1
        return String(words)
      }
      if let letter = try word(scalar, keepsBlanks: keepsBlanks) { words.append(letter) }
    }
    throw unclosed(start)
  }

  /// One letter of words, stepped over; `nil` for braces and dropped blanks.
  private mutating func word(_ scalar: Unicode.Scalar, keepsBlanks: Bool) throws(FormulaError) -> Unicode.Scalar? {
    if let name = command {
      let place = index..<index + 1 + name.unicodeScalars.count
      guard let sign = Self.wordSigns[name] else {
        throw FormulaError("'\\\(name)' cannot stand among words", at: place, fix: "end the words before it")
      }
      skipCommand(name)
      return sign
    }
    index += 1
    switch scalar {
    case "{", "}": return nil
    case "~": return "\u{A0}"
    case "$", "\\", "#", "%", "&":
      throw FormulaError("'\(scalar)' cannot stand among words", at: index - 1..<index, fix: "write \\\(scalar)")
    case "'": return "’"
    default: break
    }
    if scalar.properties.isWhitespace { return keepsBlanks ? " " : nil }
    if Self.isPrinted(scalar) { return scalar }
    throw FormulaError("the letter '\(scalar)' is in no mathematical font", at: index - 1..<index)
  }

  private static let wordSigns: [String: Unicode.Scalar] = [
    ",": "\u{2009}", " ": " ", "%": "%", "_": "_", "&": "&", "#": "#", "$": "$", "{": "{", "}": "}",
  ]

  /// Latin letters with accents as far as Latin Modern Math has them, and the punctuation of print.
  private static func isPrinted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x7E, 0xA1...0xAC, 0xAE...0x17E, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x2009:
      !absent.contains(scalar)
    default: false
    }
  }

  private static let absent = Set("²³¹¼½¾ĈĉĊċđĔĕĜĝĠġĤĥĦħĬĭĴĵĸĿŀŉŎŏŜŝŦŧŬŭŴŵŶŷ".unicodeScalars)
}
