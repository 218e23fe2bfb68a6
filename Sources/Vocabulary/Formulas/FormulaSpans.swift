/// Finds the formulas of a Markdown text: `$…$` and `$$…$$` outside code.
///
/// A reader of all of CommonMark decides in the end; this one serves to point at mistakes. A formula ends within its
/// paragraph, list item or cell.
public enum FormulaSpans {
  /// The offsets of what stands between the dollars. O(length).
  public static func all(in text: [Unicode.Scalar]) -> [Range<Int>] { literals(in: text).formulas }

  /// What is read letter by letter: formulas, and code with its marks.
  public struct Literals: Sendable, Hashable {
    public var formulas: [Range<Int>] = []
    public var code: [Range<Int>] = []
  }

  /// The offsets of formulas and of code. O(length).
  public static func literals(in text: [Unicode.Scalar]) -> Literals {
    var finder = Finder(text: text)
    let formulas = finder.spans()
    return Literals(formulas: formulas, code: finder.code)
  }

  private struct Finder {
    let text: [Unicode.Scalar]
    var index = 0
    /// The first offset behind the opening dollars, and how many they are.
    var open: (start: Int, count: Int)?
    var isRow = false
    var isFenced = false
    var code: [Range<Int>] = []

    mutating func spans() -> [Range<Int>] {
      var spans: [Range<Int>] = []
      startLine()
      while index < text.count {
        switch text[index] {
        case "\n":
          index += 1
          startLine()
        case _ where isFenced:
          code.append(index..<index + 1)
          index += 1
        case "\\": index += 2
        case "`": skipCode()
        case "|" where isRow && (index == 0 || text[index - 1] != "\\"):
          open = nil
          index += 1
        case "$": if let span = dollars() { spans.append(span) }
        default: index += 1
        }
      }
      return spans
    }

    /// Blank lines and the marks of blocks end what was open.
    private mutating func startLine() {
      let line = text[min(index, text.count)...].prefix { $0 != "\n" }
      let words = line.drop { $0 == " " || $0 == "\t" }
      if words.starts(with: "```".unicodeScalars) || words.starts(with: "~~~".unicodeScalars) { isFenced.toggle() }
      isRow = words.first == "|"
      guard let first = words.first else { return open = nil }
      let mark = words.prefix { $0 != " " }
      let isNumber =
        mark.count > 1 && mark.dropLast().allSatisfy { "0"..."9" ~= $0 } && (mark.last == "." || mark.last == ")")
      let isBullet = mark.count == 1 && "-*+".unicodeScalars.contains(first)
      if isRow || isNumber || isBullet || first == "#" || first == ">" { open = nil }
    }

    /// To behind the closing run of as many back-ticks, or behind the opening one where none closes.
    private mutating func skipCode() {
      let length = run("`", at: index)
      var next = index + length
      while next < text.count {
        let found = run("`", at: next)
        if found == length {
          code.append(index..<next + length)
          index = next + length
          return
        }
        next += max(1, found)
      }
      index += length
    }

    private func run(_ sign: Unicode.Scalar, at start: Int) -> Int { text[start...].prefix { $0 == sign }.count }

    /// The formula that these dollars close, if they do; more than two mean nothing.
    private mutating func dollars() -> Range<Int>? {
      let (start, count) = (index, run("$", at: index))
      index += count
      guard count <= 2 else { return nil }
      if let begun = open, begun.count == count {
        open = nil
        return begun.start..<start
      }
      open = (index, count)
      return nil
    }
  }
}
