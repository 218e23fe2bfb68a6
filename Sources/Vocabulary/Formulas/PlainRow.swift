/// The items of a row in plain text: spaces around relations and binary signs, none between letters that are multiplied.
struct PlainRow {
  /// What an item does to its neighbours.
  private enum Role {
    case factor, large, opening, closing, sign, binary, relation, punctuation, words
    /// A sign behind its argument, such as that of a factorial.
    case postfix

    /// Whether it is multiplied with what stands before it.
    var multiplies: Bool { self == .factor || self == .large || self == .opening }
    /// Whether it is multiplied with what comes.
    var isMultiplied: Bool { self == .factor || self == .closing || self == .postfix }
  }

  private var text = ""
  /// The role of the item before; `nil` at the beginning and after a quad.
  private var previous: Role?
  /// Whether the item before wants a space behind it: a quotient, or a word of several letters.
  private var wantsSpace = false
  private var wasDigit = false
  /// Whether the item before is a bare name of a function, which takes parentheses without a space.
  private var isName = false
  /// The bar that is open, as in `|S|`.
  private var bar: String?
  private var depth = 0
  private var factors = 0
  private var binding = PlainFormula.Binding.atom

  /// The items in a line.
  static func piece(_ items: [Formula]) -> PlainFormula.Piece {
    let flat = items.flatMap(flattened)
    var row = PlainRow()
    for (index, item) in flat.enumerated() { row.append(item, before: flat[(index + 1)...]) }
    return PlainFormula.Piece(row.text, max(row.binding, row.factors > 1 ? .product : .atom))
  }

  /// A group adds nothing to its items.
  private static func flattened(_ item: Formula) -> [Formula] {
    switch item {
    case .row(let items), .styled(.row(let items), _): items.flatMap(flattened)
    default: [item]
    }
  }

  private mutating func append(_ item: Formula, before rest: ArraySlice<Formula>) {
    if case .space(let width) = item { return space(width) }
    let (role, piece) = (role(of: item), PlainFormula.piece(item))
    // A quotient among factors would be taken apart.
    let isHeld = role == .factor && piece.binding > .atom && (isMultiplied || Self.multiplies(rest))
    let isWord = isHeld || Self.isWord(item, piece.text)
    let isDigit = piece.text.allSatisfy { $0.isNumber || $0 == "." }
    if !(isDigit && wasDigit) { count(role, isHeld ? .atom : piece.binding) }
    write(isHeld ? "(\(piece.text))" : piece.text, role, isWord: isWord)
    if case .name = item { isName = true } else { isName = false }
    (wantsSpace, wasDigit, previous) = (isWord, isDigit, role)
  }

  private var isMultiplied: Bool { previous?.isMultiplied ?? false }

  private mutating func count(_ role: Role, _ own: PlainFormula.Binding) {
    if role == .closing, depth > 0 { depth -= 1 }
    if depth == 0 {
      if role.multiplies { factors += 1 }
      binding = max(binding, role == .relation ? .relation : role == .binary || role == .sign ? .sum : own)
    }
    if role == .opening { depth += 1 }
  }

  // MARK: Roles

  private mutating func role(of item: Formula) -> Role {
    if case .text = item { return .words }
    if let sign = Self.bar(item) {
      defer { bar = bar == sign ? nil : sign }
      return bar == sign ? .closing : .opening
    }
    switch item.atomClass {
    case .large: return .large
    case .binary: return [nil, .binary, .relation, .opening, .punctuation, .words].contains(previous) ? .sign : .binary
    case .relation: return .relation
    case .opening: return .opening
    case .closing: return PlainFormula.piece(item).text.hasPrefix("!") ? .postfix : .closing
    case .punctuation: return .punctuation
    case .ordinary, .inner, nil: return .factor
    }
  }

  /// The bar an item is; bars do not say on which side they stand.
  private static func bar(_ item: Formula) -> String? {
    switch item {
    case .symbol(let sign, .ordinary) where sign == "|" || sign == "‖": sign
    case .scripted(let base, _, _, _): bar(base)
    default: nil
    }
  }

  /// Whether what comes is multiplied with what stands here; narrow spaces part nothing.
  private static func multiplies(_ rest: ArraySlice<Formula>) -> Bool {
    let next = rest.first { if case .space(let width) = $0 { width >= 18 } else { true } }
    switch next?.atomClass {
    case .ordinary, .inner, .large, .opening: if case .text = next { return false } else { return true }
    default: return false
    }
  }

  /// Letters that belong together, as in `\mathrm{softmax}` or `w_b`, which has no raised or lowered letter for its script.
  private static func isWord(_ item: Formula, _ text: String) -> Bool {
    switch item {
    case .classified(.row(let letters), _): letters.count > 1
    case .binomial: true
    case .scripted(let base, _, _, _): text.contains("_") || text.contains("^") || isWord(base, text)
    default: false
    }
  }

  // MARK: Spaces

  private mutating func space(_ width: Double) {
    guard width >= 3, !text.isEmpty else { return }
    trim()
    text += width >= 18 ? "  " : " "
    if width >= 18 { previous = nil }
  }

  private mutating func write(_ own: String, _ role: Role, isWord: Bool) {
    switch role {
    case .relation:
      if previous == .relation { trim() } else { part() }
      text += own + " "
    case .binary where !PlainLetters.tight.contains(own):
      part()
      text += own + " "
    case .punctuation:
      trim()
      text += own + " "
    case .factor, .large, .opening:
      if needsSpace(before: own, role, isWord: isWord) { part() }
      text += own
    default: text += own
    }
  }

  private func needsSpace(before own: String, _ role: Role, isWord: Bool) -> Bool {
    if previous == .large { return !(isName && (role == .opening || own.hasPrefix("("))) }
    guard isMultiplied else { return false }
    let meetsWord = wantsSpace && (role != .opening || text.hasSuffix(")"))
    return role == .large || isWord || meetsWord
  }

  private mutating func trim() { while text.last == " " { text.removeLast() } }

  private mutating func part() { if !text.isEmpty, text.last != " " { text += " " } }
}
