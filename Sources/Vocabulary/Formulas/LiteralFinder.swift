/// Finds formulas and code in running text.
struct LiteralFinder {
  private(set) var formulas: [Range<Int>] = []
  private(set) var code: [Range<Int>] = []
  private let scalars: [Unicode.Scalar]
  /// Of the scalars, in the whole text.
  private let offsets: [Int]
  private let columns: Int?

  /// Dollars that may begin or end a formula; positions in ``scalars``.
  private var dollars: [Range<Int>] = []
  private var bars: [Int] = []
  /// Where a link's brackets open.
  private var brackets: [Int] = []
  /// Runs of back-ticks by length, in order, as far as they were looked for.
  private var ticks: [Int: [Int]] = [:]

  private static let longestTicks = 32

  init(_ text: [Unicode.Scalar], _ leaf: ProseLeaves.Leaf) {
    var (scalars, offsets) = ([Unicode.Scalar](), [Int]())
    for (index, line) in leaf.lines.enumerated() {
      if index > 0 {
        scalars.append("\n")
        offsets.append(line.lowerBound)
      }
      scalars += text[line]
      offsets += line
    }
    (self.scalars, self.offsets, columns) = (scalars, offsets, leaf.columns)
  }

  /// The whole text. O(length).
  mutating func find() {
    findTicks()
    var index = 0
    while index < scalars.count { index = step(index) }
    guard let columns else { return pair(dollars) }
    for cell in cells(columns) {
      pair(dollars.filter { cell.contains($0.lowerBound) && cell.contains($0.upperBound - 1) })
    }
  }

  /// Reads what stands at a position; returns where to go on.
  private mutating func step(_ index: Int) -> Int {
    switch scalars[index] {
    case "\\": return index + (isEscape(index) ? 2 : 1)
    case "`": return skipCode(index)
    case "<": return addressEnd(index) ?? index + 1
    case "|":
      bars.append(index)
      return index + 1
    case "[":
      brackets.append(index)
      return index + 1
    case "]": return link(index)
    case "$":
      let end = runEnd("$", index)
      if end - index <= 2 { dollars.append(index..<end) }
      return end
    default: return index + 1
    }
  }

  private func isEscape(_ index: Int) -> Bool {
    guard index + 1 < scalars.count else { return false }
    switch scalars[index + 1] {
    case "!"..."/", ":"..."@", "["..."`", "{"..."~", "\n": return true
    default: return false
    }
  }

  private func runEnd(_ sign: Unicode.Scalar, _ start: Int) -> Int {
    var end = start
    while end < scalars.count, scalars[end] == sign { end += 1 }
    return end
  }

  // MARK: Code

  private mutating func findTicks() {
    var index = 0
    while index < scalars.count {
      let end = runEnd("`", index)
      if end > index { ticks[end - index, default: []].append(index) }
      index = max(end, index + 1)
    }
    for length in ticks.keys { ticks[length]?.reverse() }
  }

  /// To behind the closing run of as many back-ticks, or behind the opening one where none closes.
  private mutating func skipCode(_ start: Int) -> Int {
    let end = runEnd("`", start)
    let length = end - start
    while let next = ticks[length]?.last, next < end { ticks[length]?.removeLast() }
    guard length <= Self.longestTicks, let close = ticks[length]?.last else { return end }
    code.append(offsets[start]..<offsets[close + length - 1] + 1)
    return close + length
  }

  // MARK: Addresses and links

  /// Behind `<https://…>` or `<a@b.org>`.
  private func addressEnd(_ start: Int) -> Int? {
    var end = start + 1
    while end < scalars.count, !"<> \n\t".unicodeScalars.contains(scalars[end]), scalars[end].value > 32 { end += 1 }
    guard end < scalars.count, scalars[end] == ">" else { return nil }
    let inside = scalars[start + 1..<end]
    let scheme = inside.prefix { TeXReader.isLetter($0) || "0"..."9" ~= $0 || "+-.".unicodeScalars.contains($0) }
    let hasScheme =
      2...32 ~= scheme.count && scheme.first.map(TeXReader.isLetter) ?? false && scheme.endIndex < inside.endIndex
      && inside[scheme.endIndex] == ":"
    let isMail = inside.contains("@") && !inside.contains("$") && !inside.contains("\\")
    return hasScheme || isMail ? end + 1 : nil
  }

  /// After a bracket that closes a link's text: what stands in it is on its own, its destination holds nothing.
  private mutating func link(_ close: Int) -> Int {
    guard let open = brackets.popLast() else { return close + 1 }
    guard let end = destinationEnd(close + 1) else { return close + 1 }
    let inside = dollars.filter { $0.lowerBound > open }
    dollars.removeAll { $0.lowerBound > open }
    bars.removeAll { $0 > open }
    pair(inside)
    return end
  }

  /// Behind `(address "title")`.
  private func destinationEnd(_ start: Int) -> Int? {
    guard start < scalars.count, scalars[start] == "(" else { return nil }
    var index = blanksEnd(start + 1)
    guard index < scalars.count else { return nil }
    if scalars[index] == "<" {
      index += 1
      while index < scalars.count, scalars[index] != ">" {
        if scalars[index] == "\n" || scalars[index] == "<" { return nil }
        index += isEscape(index) && scalars[index] == "\\" ? 2 : 1
      }
      index += 1
    } else {
      var depth = 0
      while index < scalars.count, scalars[index].value > 32 {
        if scalars[index] == "(" { depth += 1 }
        if scalars[index] == ")" {
          if depth == 0 { break }
          depth -= 1
        }
        index += isEscape(index) && scalars[index] == "\\" ? 2 : 1
      }
      if depth > 0 { return nil }
    }
    return titleEnd(index)
  }

  private func titleEnd(_ start: Int) -> Int? {
    var index = blanksEnd(start)
    guard index < scalars.count else { return nil }
    if scalars[index] == ")" { return index + 1 }
    guard index > start, let mark = ["\"": "\"", "'": "'", "(": ")"][scalars[index]] as Unicode.Scalar? else {
      return nil
    }
    index += 1
    while index < scalars.count, scalars[index] != mark {
      index += isEscape(index) && scalars[index] == "\\" ? 2 : 1
    }
    index = blanksEnd(index + 1)
    return index < scalars.count && scalars[index] == ")" ? index + 1 : nil
  }

  private func blanksEnd(_ start: Int) -> Int {
    var end = start
    while end < scalars.count, ProseLeaves.isBlank(scalars[end]) || scalars[end] == "\n" { end += 1 }
    return end
  }

  // MARK: Formulas

  /// Bars part the cells of a row; those beyond the table's columns are not shown.
  private func cells(_ columns: Int) -> [Range<Int>] {
    var (cells, start) = ([Range<Int>](), 0)
    for bar in bars {
      if bar > 0 || start > 0 { cells.append(start..<bar) }
      start = bar + 1
    }
    cells.append(start..<scalars.count)
    return Array(cells.prefix(columns))
  }

  /// Dollars close others of their number; else they begin anew.
  private mutating func pair(_ dollars: [Range<Int>]) {
    var open: Range<Int>?
    for mark in dollars {
      if let begun = open, begun.count == mark.count {
        formulas.append(offsets[begun.upperBound - 1] + 1..<offsets[mark.lowerBound])
        open = nil
      } else {
        open = mark
      }
    }
  }
}
