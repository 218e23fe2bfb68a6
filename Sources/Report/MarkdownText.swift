/// Escapes plain text where a Markdown reader would see markup, and only there.
struct MarkdownText {
  /// Whether the text stands in a pipe table, where `|` ends a cell.
  var isInTable = false
  /// Whether the text stands between the brackets of a link.
  var isInBrackets = false
  /// Whether the text begins a line, where `#`, `-`, `1.` and others begin blocks.
  var startsLine = false

  /// The text with backslashes; line ends become spaces. O(length).
  func escaped(_ text: String) -> String {
    let characters = Array(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    var result = startsLine ? Self.lineStart(characters) : ""
    for index in result.isEmpty ? characters.indices : result.count - 1..<characters.count {
      if needsBackslash(characters, index) { result.append("\\") }
      result.append(characters[index])
    }
    return result
  }

  private func needsBackslash(_ text: [Character], _ index: Int) -> Bool {
    let before = index > 0 ? text[index - 1] : nil
    let after = index + 1 < text.count ? text[index + 1] : nil
    switch text[index] {
    case "`", "$": return true
    case "|": return isInTable
    case "\\": return after.map(Self.isPunctuation) ?? true
    case "*", "~": return !(Self.isSpace(before) && Self.isSpace(after))
    case "_": return !(Self.isWord(before) && Self.isWord(after)) && !(Self.isSpace(before) && Self.isSpace(after))
    case "<": return after.map { $0.isLetter || "/!?".contains($0) } ?? true
    case "&": return Self.startsEntity(text[(index + 1)...])
    case "[": return isInBrackets || index == 0 && startsLine
    case "]": return isInBrackets || after == "(" || after == "["
    case "!": return after == "["
    case ":": return Self.startsAddress(text, index)
    default: return false
    }
  }

  private static func isSpace(_ character: Character?) -> Bool { character?.isWhitespace ?? true }

  private static func isWord(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber } ?? false
  }

  private static func isPunctuation(_ character: Character) -> Bool {
    character.asciiValue.map { (33...47).contains($0) || (58...64).contains($0) || (91...96).contains($0) || $0 > 122 }
      ?? false
  }

  private static func startsEntity(_ rest: ArraySlice<Character>) -> Bool {
    // No entity is as long as this; without a bound many signs would be looked through to the end each.
    let rest = rest.prefix(64)
    guard let end = rest.firstIndex(of: ";"), let first = rest.first else { return false }
    return first == "#" || first.isLetter && rest[..<end].allSatisfy { isWord($0) }
  }

  /// `http://` in plain text would become a link.
  private static func startsAddress(_ text: [Character], _ index: Int) -> Bool {
    text[index...].starts(with: "://") && index > 0 && isWord(text[index - 1])
  }

  /// The start of a line up to and with what would begin a block, escaped; "" where nothing would.
  static func lineStart(_ text: [Character]) -> String {
    guard let first = text.first else { return "" }
    let isAlone = { (letters: String) in text.allSatisfy { letters.contains($0) || $0 == " " } }
    switch first {
    case "#": return isHeading(text) ? "\\#" : ""
    case ">", "|": return "\\\(first)"
    case "-", "+", "*", "_": return isSpace(text.dropFirst().first) || isAlone("\(first):|") ? "\\\(first)" : ""
    case "=", ":": return isAlone("=") || isAlone(":-|") ? "\\\(first)" : ""
    case "0"..."9": return numberedItem(text)
    default: return ""
    }
  }

  private static func isHeading(_ text: [Character]) -> Bool { isSpace(text.drop { $0 == "#" }.first) }

  /// `1.` would begin a list: its digits and the escaped delimiter.
  private static func numberedItem(_ text: [Character]) -> String {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    guard digits.count < 10, let mark = rest.first, ".)".contains(mark), isSpace(rest.dropFirst().first) else {
      return ""
    }
    return String(digits) + "\\\(mark)"
  }
}
