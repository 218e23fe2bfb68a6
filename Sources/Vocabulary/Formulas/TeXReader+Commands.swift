extension TeXReader {
  typealias Atom = (Formula, Formula.Limits)

  /// What a command stands for; it has been stepped over.
  mutating func command(_ name: String, at place: Range<Int>) throws(FormulaError) -> Atom {
    if let atom = plain(name) { return atom }
    if let built = try built(name, at: place) { return (built, .beside) }
    switch name {
    case "operatorname":
      let isStacked = skip("*")
      let words = try words(of: name, at: place, keepsBlanks: false)
      return (.name(words), isStacked ? .stackedInDisplays : .beside)
    case "mathop":
      return (.classified(try argument(of: "\\mathop", at: place), .large), .stackedInDisplays)
    default:
      throw FormulaError(
        "unknown command '\\\(name)'", at: place, fix: "formulas know a part of TeX, without packages and macros",
        word: "\\\(name)", known: TeXCommands.all.map { "\\\($0)" })
    }
  }

  /// Commands without arguments.
  private func plain(_ name: String) -> Atom? {
    if let scalar = TeXCommands.greek[name] { return (letter(scalar), .beside) }
    if let scalar = TeXCommands.capitals[name] {
      return (.symbol(String(alphabet?.letter(scalar) ?? scalar), .ordinary), .beside)
    }
    if let symbol = TeXCommands.symbols[name] { return (.symbol(symbol.sign, symbol.kind), .beside) }
    if let large = TeXCommands.largeOperators[name] { return (.largeOperator(large.sign), large.limits) }
    if let function = TeXCommands.functions[name] { return (.name(function.name), function.limits) }
    if let width = TeXCommands.spaces[name] { return (.space(width), .beside) }
    if name == "bmod" { return (.classified(.text("mod"), .binary), .beside) }
    return nil
  }

  /// Commands with arguments, beside whom scripts stand.
  private mutating func built(_ name: String, at place: Range<Int>) throws(FormulaError) -> Formula? {
    let owner = "\\\(name)"
    if let accent = TeXCommands.accents[name] {
      return .accented(try argument(of: owner, at: place), mark: accent.mark, isWide: accent.isWide)
    }
    if let face = TeXCommands.faces[name] {
      let words = try words(of: name, at: place, keepsBlanks: true)
      return .text(String(String.UnicodeScalarView(words.unicodeScalars.map(face.letter))))
    }
    if let kind = TeXCommands.classes[name], kind != .large {
      return .classified(try argument(of: owner, at: place), kind)
    }
    if let fixed = TeXCommands.fixedSizes[name] {
      return .delimiter(try delimiter(of: owner, at: place), size: fixed.size, fixed.kind)
    }
    if let alphabet = MathematicalAlphabet(command: name) { return try letters(alphabet, of: owner, at: place) }
    switch name {
    case "frac", "dfrac", "tfrac", "binom", "dbinom", "tbinom": return try fraction(name, at: place)
    case "sqrt": return try root(at: place)
    case "overline": return .overlined(try argument(of: owner, at: place))
    case "underline": return .underlined(try argument(of: owner, at: place))
    case "left": return try fenced(at: place)
    case "begin": return try environment(at: place)
    case "not": return try negated(at: place)
    case "overset", "stackrel", "underset": return try stacked(name, at: place)
    case "pmod": return try modulus(at: place)
    default: return nil
    }
  }

  private mutating func letters(
    _ alphabet: MathematicalAlphabet, of owner: String, at place: Range<Int>
  ) throws(FormulaError) -> Formula {
    let outer = self.alphabet
    self.alphabet = alphabet
    let letters = try argument(of: owner, at: place)
    self.alphabet = outer
    // Whatever the letters are, together they are ordinary, as in TeX; a single one needs no wrapping.
    if case .row = letters { return .classified(letters, .ordinary) }
    return letters
  }

  // MARK: Fractions and roots

  private mutating func fraction(_ name: String, at place: Range<Int>) throws(FormulaError) -> Formula {
    let above = try argument(of: "\\\(name)", at: place)
    let below = try argument(of: "\\\(name)", at: place)
    let style: Formula.Style? = name.hasPrefix("d") ? .display : name.hasPrefix("t") ? .text : nil
    let isBinomial = name.hasSuffix("binom")
    return isBinomial ? .binomial(above, below, style: style) : .fraction(above, below, style: style)
  }

  private mutating func root(at place: Range<Int>) throws(FormulaError) -> Formula {
    skipBlanks()
    var degree: Formula?
    let (start, outer) = (index, isInOption)
    if skip("[") {
      isInOption = true
      degree = Self.joined(try list())
      isInOption = outer
      guard skip("]") else {
        throw FormulaError("this '[' is never closed", at: start..<start + 1, fix: "close it with ']'")
      }
    }
    return .root(try argument(of: "\\sqrt", at: place), degree: degree)
  }

  // MARK: Fences

  /// The delimiter that comes next; "" for a full stop.
  private mutating func delimiter(of owner: String, at place: Range<Int>) throws(FormulaError) -> String {
    skipBlanks()
    if let name = command, let sign = TeXCommands.namedDelimiters[name] {
      skipCommand(name)
      return sign
    }
    if let next, let sign = TeXCommands.plainDelimiters[next] {
      index += 1
      return sign
    }
    throw FormulaError(
      "\(owner) needs a delimiter, such as '(' or '\\{'", at: place, fix: "write '.' for an invisible one")
  }

  private mutating func fenced(at place: Range<Int>) throws(FormulaError) -> Formula {
    let (outer, wasInOption) = (alphabet, isInOption)
    isInOption = false
    var delimiters = [try delimiter(of: "\\left", at: place)]
    var parts: [Formula] = []
    while true {
      parts.append(Self.joined(try list()))
      guard let name = command, name == "right" || name == "middle" else {
        throw next == "}"
          ? stray() : FormulaError("'\\left' without '\\right'", at: place, fix: "close it with \\right)")
      }
      let start = index
      skipCommand(name)
      delimiters.append(try delimiter(of: "\\\(name)", at: start..<index))
      if name == "right" { break }
    }
    (alphabet, isInOption) = (outer, wasInOption)
    return .fenced(parts, delimiters: delimiters)
  }

  // MARK: Relations

  private mutating func negated(at place: Range<Int>) throws(FormulaError) -> Formula {
    let relation = try argument(of: "\\not", at: place)
    guard case .symbol(let sign, _) = relation, let negated = TeXCommands.negations[sign] else {
      throw FormulaError("'\\not' cannot strike this out", at: place, fix: "put it before a relation such as '='")
    }
    return .symbol(negated, .relation)
  }

  private mutating func stacked(_ name: String, at place: Range<Int>) throws(FormulaError) -> Formula {
    let script = try argument(of: "\\\(name)", at: place)
    let base = try argument(of: "\\\(name)", at: place)
    let isBelow = name == "underset"
    let whole = Formula.scripted(base, below: isBelow ? script : nil, above: isBelow ? nil : script, .stacked)
    return .classified(whole, name == "stackrel" ? .relation : base.atomClass ?? .ordinary)
  }

  private mutating func modulus(at place: Range<Int>) throws(FormulaError) -> Formula {
    let modulus = try argument(of: "\\pmod", at: place)
    return .row([
      .space(8), .symbol("(", .opening), .text("mod"), .space(6), modulus, .symbol(")", .closing),
    ])
  }
}
