/// Cuts a Markdown text into the blocks that hold running text, and finds those of code (CommonMark 0.30, sections 4 and 5).
struct ProseLeaves {
  /// A paragraph, a heading or a row of a table: its lines without the marks of what it stands in.
  struct Leaf {
    var lines: [Range<Int>]
    /// The columns of the table that it is a row of.
    var columns: Int?
  }

  private(set) var leaves: [Leaf] = []
  private(set) var code: [Range<Int>] = []
  private let text: [Unicode.Scalar]
  private var containers: [Container] = []
  private var state = State.none

  /// What the line before was part of.
  private enum State {
    case none, paragraph, indented
    case table(columns: Int)
    case fence(Unicode.Scalar, length: Int)

    var isParagraph: Bool { if case .paragraph = self { true } else { false } }
  }

  /// A quote or an item of a list.
  private struct Container {
    /// `>`, a bullet, or what stands behind an item's number.
    let sign: Unicode.Scalar
    /// Columns from where its parent's text begins.
    var markIndent = 0
    var textIndent = 0
    var number = 0
    /// Whether it has held nothing but its mark so far.
    var isEmpty = false
    /// Whether it has ended by a second blank line.
    var isOver = false

    var isQuote: Bool { sign == ">" }
  }

  /// A place in a line.
  private struct Cursor {
    var offset: Int
    let end: Int
    var column = 0
  }

  init(_ text: [Unicode.Scalar]) { self.text = text }

  /// The whole text.
  mutating func read() {
    var start = 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != "\n", text[end] != "\r" { end += 1 }
      line(start..<end)
      let isPair = end + 1 < text.count && text[end] == "\r" && text[end + 1] == "\n"
      start = end + (isPair ? 2 : 1)
    }
  }

  // MARK: Lines

  private mutating func line(_ range: Range<Int>) {
    var cursor = Cursor(offset: range.lowerBound, end: range.upperBound)
    var indent = blanks(&cursor)
    var parents = matched(&cursor, &indent)
    if next(cursor) == nil {
      while parents < containers.count, !containers[parents].isQuote { parents += 1 }
      return blank(parents)
    }
    if continuesFence(cursor, indent, parents) { return }
    // Whether no item or quote begins in this line.
    var isFresh = true
    while next(cursor) != nil {
      if isFresh, endsParagraph(cursor, indent, parents) { return end(parents) }
      if indent < 4, isRule(cursor) { return end(isFresh ? parents : containers.count) }
      if let mark = mark(cursor, indent), beginsContainer(mark, cursor, indent, parents, isFresh) {
        if isFresh { containers.removeSubrange(parents...) }
        (isFresh, state) = (false, .none)
        push(mark.container, behind: mark.width, &cursor, &indent)
        parents = containers.count
      } else {
        return leaf(cursor, indent, parents, isFresh)
      }
    }
    state = .none
  }

  /// How many of the containers go on in this line; their marks are stepped over.
  private func matched(_ cursor: inout Cursor, _ indent: inout Int) -> Int {
    var count = 0
    while count < containers.count, !containers[count].isOver {
      if containers[count].isQuote {
        guard indent < 4, next(cursor) == ">" else { break }
        (cursor.offset, cursor.column) = (cursor.offset + 1, cursor.column + 1)
        indent = max(0, blanks(&cursor) - 1)
      } else {
        guard indent >= containers[count].textIndent else { break }
        indent -= containers[count].textIndent
      }
      count += 1
    }
    return count
  }

  private mutating func blank(_ parents: Int) {
    if case .fence = state, parents == containers.count { return }
    if case .indented = state, parents == containers.count { return }
    end(parents)
    if let last = containers.last, last.isEmpty { containers[containers.count - 1].isOver = true }
  }

  /// Ends the leaf, and the containers that do not go on.
  private mutating func end(_ parents: Int) {
    containers.removeSubrange(parents...)
    state = .none
  }

  private mutating func continuesFence(_ cursor: Cursor, _ indent: Int, _ parents: Int) -> Bool {
    guard case .fence(let sign, let length) = state else { return false }
    let rest = text[cursor.offset..<cursor.end]
    let run = rest.prefix { $0 == sign }.count
    if indent < 4, run >= length, rest.dropFirst(run).allSatisfy(Self.isBlank) {
      end(parents)
      return true
    }
    guard parents == containers.count else { return false }
    code.append(cursor.offset..<cursor.end)
    return true
  }

  /// Whether a line under a paragraph makes a heading of it.
  private func endsParagraph(_ cursor: Cursor, _ indent: Int, _ parents: Int) -> Bool {
    guard indent < 4, state.isParagraph, parents == containers.count, let sign = next(cursor),
      sign == "=" || sign == "-"
    else { return false }
    return text[cursor.offset..<cursor.end].drop { $0 == sign }.allSatisfy(Self.isBlank)
  }

  private func isRule(_ cursor: Cursor) -> Bool {
    guard let sign = next(cursor), "*-_".unicodeScalars.contains(sign) else { return false }
    let rest = text[cursor.offset..<cursor.end]
    return rest.allSatisfy { $0 == sign || Self.isBlank($0) } && rest.count { $0 == sign } >= 3
  }

  // MARK: Containers

  private func mark(_ cursor: Cursor, _ indent: Int) -> (container: Container, width: Int)? {
    guard indent < 4, let sign = next(cursor) else { return nil }
    if sign == ">" { return (Container(sign: ">", markIndent: indent, textIndent: indent + 1), 1) }
    var width = 1
    var container = Container(sign: sign, markIndent: indent)
    if "0"..."9" ~= sign {
      let digits = text[cursor.offset..<cursor.end].prefix { "0"..."9" ~= $0 }
      let mark = cursor.offset + digits.count
      guard digits.count < 10, mark < cursor.end, text[mark] == "." || text[mark] == ")" else { return nil }
      width = digits.count + 1
      container = Container(sign: text[mark], markIndent: indent)
      container.number = Int(String(String.UnicodeScalarView(digits))) ?? 0
    } else if !"-+*".unicodeScalars.contains(sign) {
      return nil
    }
    let behind = cursor.offset + width
    guard behind == cursor.end || Self.isBlank(text[behind]) else { return nil }
    container.textIndent = indent + width
    return (container, width)
  }

  /// Whether a mark begins a container here: some cannot interrupt a paragraph.
  private func beginsContainer(
    _ mark: (container: Container, width: Int), _ cursor: Cursor, _ indent: Int, _ parents: Int, _ isFresh: Bool
  ) -> Bool {
    guard isFresh, state.isParagraph, !mark.container.isQuote else { return true }
    if parents < containers.count {
      // Another item of the list, or a list after it.
      return true
    }
    let isBlank = text[(cursor.offset + mark.width)..<cursor.end].allSatisfy(Self.isBlank)
    let isNumber = mark.container.sign == "." || mark.container.sign == ")"
    return !isBlank && !(isNumber && mark.container.number != 1)
  }

  /// Adds a container; some of the blanks behind its mark belong to it.
  private mutating func push(_ container: Container, behind width: Int, _ cursor: inout Cursor, _ indent: inout Int) {
    var container = container
    (cursor.offset, cursor.column) = (cursor.offset + width, cursor.column + width)
    indent = blanks(&cursor)
    container.isEmpty = next(cursor) == nil && !container.isQuote
    if container.isQuote {
      indent = max(0, indent - 1)
    } else if container.isEmpty || indent > 4 {
      container.textIndent += 1
      indent = max(0, indent - 1)
    } else {
      container.textIndent += indent
      indent = 0
    }
    for index in containers.indices { containers[index].isEmpty = false }
    containers.append(container)
  }

  // MARK: Leaves

  private mutating func leaf(_ cursor: Cursor, _ indent: Int, _ parents: Int, _ isFresh: Bool) {
    for index in containers.indices { containers[index].isEmpty = false }
    let isInside = parents == containers.count
    let rest = trimmed(cursor.offset..<cursor.end)
    if indent >= 4, !state.isParagraph {
      end(parents)
      state = .indented
      return code.append(cursor.offset..<cursor.end)
    }
    if case .table(let columns) = state, isInside { return leaves.append(Leaf(lines: [rest], columns: columns)) }
    if indent < 4, let heading = heading(rest) {
      end(parents)
      return leaves.append(Leaf(lines: [heading]))
    }
    // In a paragraph md4c asks a fence for no indentation; elsewhere four columns are code already.
    if let fence = fence(rest) {
      end(parents)
      state = .fence(fence.sign, length: fence.length)
      return code.append(rest)
    }
    if state.isParagraph, isInside, leaves.last?.lines.count == 1, let columns = columns(rest) {
      leaves[leaves.count - 1].columns = columns
      state = .table(columns: columns)
      return
    }
    if state.isParagraph, isFresh { return leaves[leaves.count - 1].lines.append(rest) }
    end(parents)
    state = .paragraph
    leaves.append(Leaf(lines: [rest]))
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, Self.isBlank(text[end - 1]) { end -= 1 }
    return range.lowerBound..<end
  }

  /// The text of a line that begins with up to six `#` and a blank.
  private func heading(_ line: Range<Int>) -> Range<Int>? {
    let count = text[line].prefix { $0 == "#" }.count
    guard 1...6 ~= count else { return nil }
    let rest = text[line].dropFirst(count)
    guard rest.first.map(Self.isBlank) ?? true else { return nil }
    let start = rest.firstIndex { !Self.isBlank($0) } ?? line.upperBound
    var end = line.upperBound
    while end > start, text[end - 1] == "#" { end -= 1 }
    if end > start, !Self.isBlank(text[end - 1]) { end = line.upperBound }
    return trimmed(start..<end)
  }

  private func fence(_ line: Range<Int>) -> (sign: Unicode.Scalar, length: Int)? {
    guard let sign = text[line].first, sign == "`" || sign == "~" else { return nil }
    let length = text[line].prefix { $0 == sign }.count
    guard length >= 3, sign == "~" || !text[line].dropFirst(length).contains("`") else { return nil }
    return (sign, length)
  }

  /// The columns of the line under a table's heading.
  private func columns(_ line: Range<Int>) -> Int? {
    var (index, count, hasBar) = (line.lowerBound, 0, false)
    func skip(_ isWanted: (Unicode.Scalar) -> Bool) -> Bool {
      let start = index
      while index < line.upperBound, isWanted(text[index]) { index += 1 }
      return index > start
    }
    func skipOne(_ sign: Unicode.Scalar) -> Bool {
      guard index < line.upperBound, text[index] == sign else { return false }
      index += 1
      return true
    }
    if skipOne("|") { hasBar = true }
    while true {
      _ = skip(Self.isBlank)
      if index == line.upperBound, count > 0 { break }
      _ = skipOne(":")
      guard skip({ $0 == "-" }) else { return nil }
      _ = skipOne(":")
      count += 1
      _ = skip(Self.isBlank)
      if index == line.upperBound { break }
      guard skipOne("|") else { return nil }
      hasBar = true
    }
    return hasBar ? count : nil
  }

  // MARK: Signs

  private func next(_ cursor: Cursor) -> Unicode.Scalar? { cursor.offset < cursor.end ? text[cursor.offset] : nil }

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\u{B}" || scalar == "\u{C}"
  }

  /// Steps over blanks; how many columns they take, tabs reaching to the next multiple of four.
  private func blanks(_ cursor: inout Cursor) -> Int {
    let start = cursor.column
    while let sign = next(cursor), Self.isBlank(sign) {
      cursor.column = sign == "\t" ? (cursor.column / 4 + 1) * 4 : cursor.column + 1
      cursor.offset += 1
    }
    return cursor.column - start
  }
}
