extension TeXReader {
  /// `\begin{…} … \end{…}`; the first command has been stepped over.
  mutating func environment(at place: Range<Int>) throws(FormulaError) -> Formula {
    let (name, found) = try environmentName(of: "\\begin", at: place)
    guard TeXCommands.environments.contains(name) else {
      throw FormulaError(
        "unknown environment '\(name)'", at: found, fix: "there are matrices, cases, aligned and gathered", word: name,
        known: TeXCommands.environments)
    }
    let columns = name == "array" ? try columns(at: place) : []
    let rows = try rows(of: name, at: place)
    return .grid(Self.grid(name, rows, columns))
  }

  private mutating func environmentName(
    of owner: String, at place: Range<Int>
  ) throws(FormulaError) -> (name: String, place: Range<Int>) {
    skipBlanks()
    guard skip("{"), let end = scalars[index...].firstIndex(of: "}") else {
      throw FormulaError("'\(owner)' needs a name in braces", at: place)
    }
    defer { index = end + 1 }
    return (String(String.UnicodeScalarView(scalars[index..<end])), index..<max(end, index + 1))
  }

  /// The `{lcr}` of an array.
  private mutating func columns(at place: Range<Int>) throws(FormulaError) -> [FormulaGrid.Alignment] {
    let (letters, found) = try environmentName(of: "\\begin{array}", at: place)
    let known: [Character: FormulaGrid.Alignment] = ["l": .left, "c": .center, "r": .right]
    let columns = letters.compactMap { known[$0] }
    guard !columns.isEmpty, columns.count == letters.count else {
      throw FormulaError("the columns of an array are 'l', 'c' or 'r'", at: found)
    }
    return columns
  }

  private mutating func rows(of name: String, at place: Range<Int>) throws(FormulaError) -> [[Formula]] {
    let (outer, wasInOption) = (alphabet, isInOption)
    isInOption = false
    var rows: [[Formula]] = [[]]
    while true {
      rows[rows.count - 1].append(Self.joined(try list()))
      alphabet = outer
      let start = index
      if skip("&") { continue }
      guard let command else {
        throw next == nil
          ? FormulaError("'\\begin{\(name)}' is never ended", at: place, fix: "end it with \\end{\(name)}") : stray()
      }
      if command == "end" { break }
      guard command == "\\" else { throw stray() }
      skipCommand(command)
      skipDistance()
      rows.append([])
      precondition(index > start, "a row that reads nothing")
    }
    let start = index
    skipCommand("end")
    let (ended, found) = try environmentName(of: "\\end", at: start..<index)
    if ended != name {
      throw FormulaError("'\\begin{\(name)}' is ended by '\\end{\(ended)}'", at: found, fix: "write \\end{\(name)}")
    }
    isInOption = wasInOption
    // The last line may end in `\\` as the others do.
    if rows.count > 1, rows[rows.count - 1] == [.row([])] { rows.removeLast() }
    return rows
  }

  /// `\\[2pt]` asks for a distance, which is ours to choose.
  private mutating func skipDistance() {
    guard next == "[", let end = scalars[index...].firstIndex(of: "]") else { return }
    let inside = scalars[(index + 1)..<end]
    let isLength = inside.first.map { "0"..."9" ~= $0 || $0 == "-" || $0 == "." } ?? false
    let unit = String(String.UnicodeScalarView(inside.suffix(2)))
    if isLength, ["pt", "em", "ex", "mm", "cm", "in"].contains(unit) { index = end + 1 }
  }

  private static func grid(
    _ name: String, _ rows: [[Formula]], _ columns: [FormulaGrid.Alignment]
  ) -> FormulaGrid {
    switch name {
    case "array": FormulaGrid(rows: rows, alignments: columns)
    case "cases": FormulaGrid(rows: rows, alignments: [.left], left: "{")
    case "aligned", "align", "align*", "split":
      FormulaGrid(rows: rows, alignments: [.right, .left], spacing: .aligned)
    case "gathered", "gather", "gather*": FormulaGrid(rows: rows, alignments: [.center], spacing: .aligned)
    case "smallmatrix": FormulaGrid(rows: rows, alignments: [.center], spacing: .small)
    default: matrix(name, rows)
    }
  }

  private static func matrix(_ name: String, _ rows: [[Formula]]) -> FormulaGrid {
    let fences: [String: (left: String, right: String)] = [
      "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"),
    ]
    let fence = fences[name] ?? ("", "")
    return FormulaGrid(rows: rows, alignments: [.center], left: fence.left, right: fence.right)
  }
}
