/// The footnotes of a Markdown text: marks `[^name]`, and definitions `[^name]: text` at the beginning of a line with their
/// indented lines after it; those in code and formulas are none.
public struct FootnoteText: Sendable {
  /// A note with its text.
  public struct Definition: Sendable {
    /// Offsets of scalars.
    public let name: Range<Int>
    /// The lines that it takes, with their ends.
    public internal(set) var lines: Range<Int>
    /// What stands behind the colon, and on the lines that follow.
    public internal(set) var text: [Range<Int>]
    /// The first line that does not go on with the paragraph: of a list or another block, or of a second paragraph that is
    /// indented like the note; `nil` where one paragraph is all.
    public internal(set) var surplus: Range<Int>?

    /// Whether anything stands behind the colon or on the lines that follow.
    public var hasText: Bool { text.contains { !$0.isEmpty } }
  }

  /// What the next line may belong to.
  private enum Reading { case body, note, behindNote }

  public private(set) var definitions: [Definition] = []
  /// The names in marks, those inside definitions, too.
  public private(set) var marks: [Range<Int>] = []
  private let scalars: [Unicode.Scalar]
  /// Lines of fenced code.
  private var fenced: [Range<Int>] = []

  /// Looks through a text. O(length).
  public init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    readLines()
    readMarks()
  }

  /// A stretch of the text.
  public func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

  /// The text without the definitions.
  public var body: String {
    var (kept, start) = (String.UnicodeScalarView(), 0)
    for definition in definitions {
      kept.append(contentsOf: scalars[start..<definition.lines.lowerBound])
      start = definition.lines.upperBound
    }
    return String(kept + scalars[start...])
  }

  /// The text of a definition as one paragraph.
  public func text(of definition: Definition) -> String { definition.text.map { text($0) }.joined(separator: "\n") }

  // MARK: Lines

  private mutating func readLines() {
    var (start, fence, reading) = (0, ArraySlice<Unicode.Scalar>?.none, Reading.body)
    while start < scalars.count {
      let end = scalars[start...].firstIndex(of: "\n").map { $0 + 1 } ?? scalars.count
      let words = scalars[start..<end].drop { $0 == " " || $0 == "\t" }
      let isIndented = words.startIndex > start
      if let open = fence ?? Self.fence(words) {
        if reading != .body, isIndented { addSurplus(start..<end) }
        fenced.append(start..<end)
        let closes = fence != nil && Self.closes(words, open)
        (fence, reading) = (closes ? nil : open, .body)
      } else if scalars[start..<words.startIndex].allSatisfy({ $0 == " " }),
        words.startIndex - start < 4, let name = name(at: words.startIndex), name.upperBound + 1 < end,
        scalars[name.upperBound + 1] == ":"
      {
        definitions.append(Definition(name: name, lines: start..<end, text: []))
        addText(name.upperBound + 2..<end)
        reading = .note
      } else if words.allSatisfy(Self.isBlank) {
        reading = reading == .body ? .body : .behindNote
      } else if reading == .note, isIndented {
        definitions[definitions.count - 1].lines = definitions[definitions.count - 1].lines.lowerBound..<end
        addText(start..<end)
      } else {
        if reading == .behindNote, isIndented { addSurplus(start..<end) }
        reading = .body
      }
      start = end
    }
  }

  private mutating func addText(_ line: Range<Int>) {
    let (text, last) = (trimmed(line), definitions.count - 1)
    if Self.beginsBlock(self.text(text), isFirst: !definitions[last].hasText) { addSurplus(text) }
    definitions[last].text.append(text)
  }

  private mutating func addSurplus(_ line: Range<Int>) {
    let last = definitions.count - 1
    definitions[last].surplus = definitions[last].surplus ?? trimmed(line)
  }

  /// Whether Markdown takes a line of a paragraph for something else: a list, a quotation, a heading or what makes one of the
  /// line above, a rule, or the line below the head of a table.
  private static func beginsBlock(_ line: String, isFirst: Bool) -> Bool {
    let isRow = line.contains("|") && line.contains("-") && line.allSatisfy { "|-: \t".contains($0) }
    // Within a paragraph only a list that begins with 1 is one; 1953. may end a sentence.
    let isItem =
      isFirst
      ? line.prefixMatch(of: /([-+*]|[0-9]{1,9}[.)])(\s|$)/) != nil
      : line.prefixMatch(of: /([-+*]|1[.)])\s/) != nil || line.allSatisfy { $0 == "=" } || line.allSatisfy { $0 == "-" }
    return !line.isEmpty
      && (isItem || isRow
        || line.prefixMatch(of: />|`{3,}[^`]*$|~{3}|#{1,6}(\s|$)|(-\s*){3,}$|(\*\s*){3,}$|(_\s*){3,}$/) != nil)
  }

  /// The back-ticks or tildes that open fenced code.
  private static func fence(_ words: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar>? {
    guard let first = words.first, first == "`" || first == "~" else { return nil }
    let run = words.prefix { $0 == first }
    return run.count >= 3 && (first == "~" || !words.dropFirst(run.count).contains("`")) ? run : nil
  }

  private static func closes(_ words: ArraySlice<Unicode.Scalar>, _ fence: ArraySlice<Unicode.Scalar>) -> Bool {
    let run = words.prefix { $0 == fence.first }
    return run.count >= fence.count && words.dropFirst(run.count).allSatisfy(isBlank)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    let start = scalars[range].firstIndex { !Self.isBlank($0) } ?? range.upperBound
    let end = scalars[range].lastIndex { !Self.isBlank($0) }.map { $0 + 1 } ?? start
    return start..<max(start, end)
  }

  /// The name of the mark that begins at an offset.
  private func name(at index: Int) -> Range<Int>? {
    guard index + 1 < scalars.count, scalars[index] == "[", scalars[index + 1] == "^" else { return nil }
    let name = scalars[(index + 2)...].prefix(while: Self.isNameLetter)
    guard !name.isEmpty, name.endIndex < scalars.count, scalars[name.endIndex] == "]" else { return nil }
    return name.indices
  }

  private static func isNameLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar) || scalar == "_" || scalar == "-"
  }

  // MARK: Marks

  private mutating func readMarks() {
    var skipped = (FormulaSpans.all(in: scalars) + fenced).sorted { $0.lowerBound < $1.lowerBound }[...]
    let heads = Set(definitions.map(\.name.lowerBound))
    var index = 0
    while index < scalars.count {
      while let first = skipped.first, first.upperBound <= index { skipped.removeFirst() }
      if let first = skipped.first, first.contains(index) {
        index = first.upperBound
      } else if scalars[index] == "\\" {
        index += 2
      } else if scalars[index] == "`" {
        index = behindCode(at: index)
      } else if let name = name(at: index) {
        if !heads.contains(name.lowerBound) { marks.append(name) }
        index = name.upperBound + 1
      } else {
        index += 1
      }
    }
  }

  /// Behind the closing run of as many back-ticks in this paragraph, or behind the opening one where none closes.
  private func behindCode(at index: Int) -> Int {
    let length = scalars[index...].prefix { $0 == "`" }.count
    var next = index + length
    while next < scalars.count {
      if scalars[next] == "\n", scalars[(next + 1)...].prefix(while: { $0 != "\n" }).allSatisfy(Self.isBlank) { break }
      let found = scalars[next...].prefix { $0 == "`" }.count
      if found == length { return next + length }
      next += max(1, found)
    }
    return index + length
  }
}
