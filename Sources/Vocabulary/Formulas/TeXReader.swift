/// Reads TeX into a formula: groups, scripts and single tokens; commands are in extensions.
struct TeXReader {
  let scalars: [Unicode.Scalar]
  var index = 0
  /// `nil` is TeX's own choice: italic letters, upright digits and Greek capitals.
  var alphabet: MathematicalAlphabet?
  /// Whether a `]` ends the list, as in `\sqrt[3]{x}`.
  var isInOption = false
  private var depth = 0

  /// Deep enough for people; shallow enough for recursive readers of the tree.
  private static let deepest = 60

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The whole text.
  mutating func formula() throws(FormulaError) -> Formula {
    let items = try list()
    guard index < scalars.count else { return Self.joined(items) }
    throw stray()
  }

  /// One formula of several; a single one stays itself.
  static func joined(_ items: [Formula]) -> Formula { items.count == 1 ? items[0] : .row(items) }

  // MARK: Tokens

  var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  /// The name of the command that begins here: letters, or a single other sign.
  var command: String? {
    guard next == "\\", index + 1 < scalars.count else { return nil }
    let letters = scalars[(index + 1)...].prefix { Self.isLetter($0) }
    return String(String.UnicodeScalarView(letters.isEmpty ? scalars[index + 1...index + 1] : letters))
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool { "a"..."z" ~= scalar || "A"..."Z" ~= scalar }

  mutating func skipBlanks() { while let next, next.properties.isWhitespace { index += 1 } }

  /// Steps over a command whose name is known to stand here.
  mutating func skipCommand(_ name: String) { index += 1 + name.unicodeScalars.count }

  /// Steps over a sign if it comes next.
  mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard next == sign else { return false }
    index += 1
    return true
  }

  /// Counts a level of nesting; whoever calls it ends the level with ``leave()``.
  mutating func enter() throws(FormulaError) {
    depth += 1
    if depth > Self.deepest {
      throw FormulaError(
        "this formula is nested more than \(Self.deepest) levels deep", at: index..<min(index + 1, scalars.count))
    }
  }

  mutating func leave() { depth -= 1 }

  // MARK: Lists

  /// Formulas up to what ends a list, which stays.
  mutating func list() throws(FormulaError) -> [Formula] {
    try enter()
    defer { leave() }
    var items: [Formula] = []
    while true {
      skipBlanks()
      if endsList { return items }
      if let name = command, let style = TeXCommands.styles[name] {
        skipCommand(name)
        return items + [.styled(Self.joined(try list()), style)]
      }
      items.append(try scripted())
    }
  }

  private var endsList: Bool {
    switch next {
    case nil, "}", "&": true
    case "]": isInOption
    case "\\": ["\\", "right", "middle", "end"].contains(command)
    default: false
    }
  }

  /// What stands where a list ends and nothing was open.
  func stray() -> FormulaError {
    if next == "}" {
      return FormulaError("this '}' closes nothing", at: index..<index + 1, fix: "write \\} for a brace")
    }
    if next == "&" {
      return FormulaError("'&' stands outside an alignment", at: index..<index + 1, fix: "write \\& for the sign")
    }
    let name = command ?? ""
    let place = index..<index + 1 + name.unicodeScalars.count
    switch name {
    case "\\": return FormulaError("'\\\\' stands outside an alignment", at: place, fix: "use \\begin{aligned}")
    case "end": return FormulaError("'\\end' without '\\begin'", at: place)
    default: return FormulaError("'\\\(name)' without '\\left'", at: place)
    }
  }

  // MARK: Scripts

  private mutating func scripted() throws(FormulaError) -> Formula {
    let isBare = next == "^" || next == "_" || next == "'"
    var (base, limits) = isBare ? (Formula.row([]), Formula.Limits.beside) : try atom()
    var (below, above) = (Formula?.none, Formula?.none)
    while true {
      skipBlanks()
      let start = index
      if next == "'" {
        if above != nil { throw doubled("superscript", at: start) }
        above = try primes()
      } else if skip("_") {
        if below != nil { throw doubled("subscript", at: start) }
        below = try script("_", at: start)
      } else if skip("^") {
        if above != nil { throw doubled("superscript", at: start) }
        above = try script("^", at: start)
      } else if let name = command, let changed = Self.limits[name] {
        if base.atomClass != .large {
          throw FormulaError("'\\\(name)' must follow a large operator", at: start..<start + 1 + name.count)
        }
        skipCommand(name)
        limits = changed
      } else {
        break
      }
    }
    if below == nil, above == nil { return base }
    if case .row(let items) = base, items.count == 1 { base = items[0].atomClass == .ordinary ? items[0] : base }
    return .scripted(base, below: below, above: above, limits)
  }

  private static let limits: [String: Formula.Limits] = [
    "limits": .stacked, "nolimits": .beside, "displaylimits": .stackedInDisplays,
  ]

  private func doubled(_ what: String, at start: Int) -> FormulaError {
    FormulaError("a second \(what) of the same letter", at: start..<start + 1, fix: "put braces around the first")
  }

  private mutating func script(_ sign: String, at start: Int) throws(FormulaError) -> Formula {
    try argument(of: "'\(sign)'", at: start..<start + 1)
  }

  /// `x''^2` raises the primes and the number together.
  private mutating func primes() throws(FormulaError) -> Formula {
    var items: [Formula] = []
    while skip("'") { items.append(.symbol("′", .ordinary)) }
    let start = index
    if skip("^") { items.append(try script("^", at: start)) }
    return Self.joined(items)
  }

  // MARK: Arguments

  /// A group, or else a single token.
  mutating func argument(of owner: String, at place: Range<Int>) throws(FormulaError) -> Formula {
    skipBlanks()
    guard !endsList, next != "^", next != "_" else {
      throw FormulaError("\(owner) lacks an argument", at: place, fix: "write it in braces")
    }
    if next == "{" { return Self.joined(try group()) }
    return try atom().0
  }

  /// The formulas between braces.
  mutating func group() throws(FormulaError) -> [Formula] {
    let (start, outer, wasInOption) = (index, alphabet, isInOption)
    index += 1
    isInOption = false
    let items = try list()
    if !skip("}") { throw next == nil ? unclosed(start) : stray() }
    (alphabet, isInOption) = (outer, wasInOption)
    return items
  }

  func unclosed(_ start: Int) -> FormulaError {
    FormulaError("this '{' is never closed", at: start..<start + 1, fix: "close it with '}'")
  }

  // MARK: Atoms

  /// One token, or a group or command with its arguments; and where its scripts stand.
  mutating func atom() throws(FormulaError) -> (Formula, Formula.Limits) {
    try enter()
    defer { leave() }
    guard let first = next else { return (.row([]), .beside) }
    if first == "{" { return (.row(try group()), .beside) }
    if let name = command {
      let start = index
      skipCommand(name)
      return try command(name, at: start..<index)
    }
    index += 1
    return (try sign(first), .beside)
  }

  private func sign(_ scalar: Unicode.Scalar) throws(FormulaError) -> Formula {
    if Self.isLetter(scalar) { return letter(scalar) }
    if "0"..."9" ~= scalar { return .symbol(String(alphabet?.letter(scalar) ?? scalar), .ordinary) }
    if let kind = Self.signs[scalar] { return .symbol(Self.shown[scalar] ?? String(scalar), kind) }
    if scalar == "~" || scalar == "\u{A0}" { return .space(6) }
    if Self.greekLetters.contains(scalar) { return letter(scalar) }
    if let known = Self.written[scalar] { return .symbol(String(scalar), known) }
    if Self.largeSigns.contains(scalar) { return .largeOperator(String(scalar)) }
    throw unexpected(scalar)
  }

  private func unexpected(_ scalar: Unicode.Scalar) -> FormulaError {
    let place = index - 1..<index
    switch scalar {
    case "\\": return FormulaError("a backslash ends the formula", at: place)
    case "#", "%", "$":
      return FormulaError("'\(scalar)' has a meaning of its own in TeX", at: place, fix: "write \\\(scalar)")
    default:
      return FormulaError("'\(scalar)' is no sign of formulas", at: place, fix: "write words in \\text{…}")
    }
  }

  /// A letter in the alphabet in force.
  func letter(_ scalar: Unicode.Scalar) -> Formula {
    .symbol(String((alphabet ?? .italic).letter(scalar)), .ordinary)
  }

  private static let signs: [Unicode.Scalar: Formula.AtomClass] = [
    "+": .binary, "-": .binary, "*": .binary, "=": .relation, "<": .relation, ">": .relation, ":": .relation,
    "(": .opening, "[": .opening, ")": .closing, "]": .closing, "!": .closing, "?": .closing, ",": .punctuation,
    ";": .punctuation, "/": .ordinary, "|": .ordinary, ".": .ordinary, "@": .ordinary,
  ]

  private static let shown: [Unicode.Scalar: String] = ["-": "−", "*": "∗"]

  private static let greekLetters = Set(TeXCommands.greek.values).union(TeXCommands.capitals.values)
  private static let largeSigns = Set(TeXCommands.largeOperators.values.flatMap(\.sign.unicodeScalars))

  /// Signs that are written as themselves rather than by a command.
  private static let written: [Unicode.Scalar: Formula.AtomClass] = {
    var all: [Unicode.Scalar: Formula.AtomClass] = ["−": .binary]
    for (sign, kind) in TeXCommands.symbols.values {
      // A bar's class depends on its side; it is written plainly above.
      for scalar in sign.unicodeScalars where !scalar.isASCII && sign != "‖" { all[scalar] = kind }
    }
    return all
  }()
}
