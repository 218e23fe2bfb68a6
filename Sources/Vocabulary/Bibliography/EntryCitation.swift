/// A citation of entries of a bibliography in prose: `[@key]`, `[@key; @other, p. 3]`, or `@key` in the sentence.
public struct EntryCitation: Sendable, Hashable {
  public let items: [Item]
  /// Whether the author is part of the sentence, as in `@key shows …`.
  public let isTextual: Bool
  /// Offsets of the text's scalars.
  public let range: Range<Int>

  public struct Item: Sendable, Hashable {
    public let key: String
    /// Where in the work, such as "p. 3"; else empty.
    public let locator: String
    /// Of the key, offsets of the text's scalars.
    public let range: Range<Int>
  }

  /// Whether a text can be a key.
  static func isKey(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
    return isWordPart(first) && isWordPart(last) && text.unicodeScalars.allSatisfy(isKeyPart)
      && !namesFloat(Array(text.unicodeScalars)[...])
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  private static func isKeyPart(_ scalar: Unicode.Scalar) -> Bool {
    isWordPart(scalar) || "_-:.+/".unicodeScalars.contains(scalar)
  }

  /// `fig:` and others name parts of the report itself.
  private static func namesFloat(_ key: ArraySlice<Unicode.Scalar>) -> Bool {
    ["fig:", "tbl:", "wrk:", "exr:"].contains { key.starts(with: $0.unicodeScalars) }
  }
}

extension EntryCitation {
  /// The citations of a text without code and formulas, in order: all in brackets, and in sentences those of known keys.
  /// A backslash before the `@` makes it a plain one. O(length).
  public static func all(in text: [Unicode.Scalar], isKnown: (String) -> Bool) -> [EntryCitation] {
    var (citations, index) = ([EntryCitation](), 0)
    while index < text.count {
      if let found = group(text, index) ?? sentence(text, index, isKnown) {
        citations.append(found)
        index = found.range.upperBound
      } else {
        index += 1
      }
    }
    return citations
  }

  /// The key that an `@` begins; a mark at its end is the sentence's.
  private static func key(_ text: [Unicode.Scalar], _ at: Int) -> Range<Int>? {
    guard at < text.count, text[at] == "@" else { return nil }
    let start = at + 1
    var end = start
    while end < text.count, isKeyPart(text[end]) { end += 1 }
    while end > start, !isWordPart(text[end - 1]) { end -= 1 }
    guard end > start, isWordPart(text[start]), !namesFloat(text[start..<end]) else { return nil }
    return start..<end
  }

  private static func string(_ text: [Unicode.Scalar], _ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(text[range]))
  }

  private static func sentence(
    _ text: [Unicode.Scalar], _ index: Int, _ isKnown: (String) -> Bool
  ) -> EntryCitation? {
    guard let range = key(text, index) else { return nil }
    if index > 0 {
      let before = text[index - 1]
      if before.properties.isAlphabetic || before.properties.numericType != nil || before == "\\" || before == joiner {
        return nil
      }
    }
    let name = string(text, range)
    guard isKnown(name) else { return nil }
    return EntryCitation(
      items: [Item(key: name, locator: "", range: range)], isTextual: true, range: index..<range.upperBound)
  }

  /// Citations between brackets, each perhaps with a place in the work; a link's text is none.
  private static func group(_ text: [Unicode.Scalar], _ start: Int) -> EntryCitation? {
    guard text[start] == "[" else { return nil }
    var (items, index) = ([Item](), start + 1)
    while true {
      skipBlanks(text, &index)
      guard let range = key(text, index) else { return nil }
      index = range.upperBound
      guard let locator = locator(text, &index) else { return nil }
      items.append(Item(key: string(text, range), locator: locator, range: range))
      index += 1
      if text[index - 1] == "]" { break }
    }
    let isLink = index < text.count && (text[index] == "(" || text[index] == "[")
    return isLink ? nil : EntryCitation(items: items, isTextual: false, range: start..<index)
  }

  private static func skipBlanks(_ text: [Unicode.Scalar], _ index: inout Int) {
    while index < text.count, text[index].properties.isWhitespace { index += 1 }
  }

  /// What stands behind a comma up to the next `;` or `]`, which stays; `nil` where there is something else.
  private static func locator(_ text: [Unicode.Scalar], _ index: inout Int) -> String? {
    skipBlanks(text, &index)
    guard index < text.count else { return nil }
    if text[index] == ";" || text[index] == "]" { return "" }
    guard text[index] == "," else { return nil }
    let start = index + 1
    while index < text.count, text[index] != ";", text[index] != "]" {
      // Markup inside would cut the brackets apart.
      if "[@*`$<\\_~\u{FFFC}".unicodeScalars.contains(text[index]) || index - start > longestLocator { return nil }
      index += 1
    }
    guard index < text.count else { return nil }
    let words = text[start..<index].split { $0.properties.isWhitespace }
    return words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }

  private static let longestLocator = 200

  /// What a reader of Markdown puts before an `@` that was written with a backslash.
  public static let joiner: Unicode.Scalar = "\u{2060}"
}
