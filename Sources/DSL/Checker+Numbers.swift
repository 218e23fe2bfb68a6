import Vocabulary

extension Checker {
  func integer(_ node: Node, _ range: ClosedRange<Int>, _ label: Label) -> Int? {
    guard let digits = digits(node, .integer(range), label) else { return nil }
    guard let number = Int(digits), range.contains(number) else {
      report(.outOfRange, node.place, "'\(label.name)' must be \(label.measured(range.bounds)), found \(node.written)")
      return nil
    }
    return number
  }

  /// The seed covers all 64 bits.
  func seed(_ node: Node, _ label: Label) -> UInt64? {
    guard let digits = digits(node, .integer(0...Int.max), label) else { return nil }
    if let number = UInt64(digits) { return number }
    report(.outOfRange, node.place, "'\(label.name)' must be between 0 and \(UInt64.max), found \(node.written)")
    return nil
  }

  /// A plain decimal integer as it is written. Other spellings of whole numbers are refused, since YAML readers
  /// disagree on them (`010` is eight to some).
  private func digits(_ node: Node, _ type: ParameterType, _ label: Label) -> String? {
    guard let text = scalar(node, type, label) else { return nil }
    let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    let isWhole = !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
    if isWhole, digits.count == 1 || digits.first != "0", isPlain(node) { return text }
    let whole = Self.wholeNumber(text)
    reportWrongType(node, type, label, fix: whole.map { "write \($0)" + (isPlain(node) ? "" : ", without quotes") })
    return nil
  }

  /// The integer that a text such as `1e3`, `10.0`, `1_000` or `007` was probably meant to be.
  private static func wholeNumber(_ text: String) -> Int? {
    let bare = text.filter { $0 != "_" && $0 != "," }
    if let number = Int(bare) { return number }
    guard isDecimal(bare), let number = Double(bare) else { return nil }
    return Int(exactly: number)
  }

  private func isPlain(_ node: Node) -> Bool {
    if case .scalar(_, .plain) = node.content { true } else { false }
  }

  func real(_ node: Node, _ interval: Interval, _ label: Label) -> Double? {
    guard let text = scalar(node, .real(interval), label) else { return nil }
    guard isPlain(node), Self.isDecimal(text), let number = Double(text), number.isFinite else {
      let bare = text.filter { $0 != "_" }
      let fix =
        Self.isDecimal(bare) && Double(bare)?.isFinite == true
        ? "write \(bare)" + (isPlain(node) ? "" : ", without quotes") : nil
      reportWrongType(node, .real(interval), label, fix: fix)
      return nil
    }
    guard interval.contains(number) else {
      report(
        .outOfRange, node.place, "'\(label.name)' must be \(label.measured("\(interval)")), found \(node.written)")
      return nil
    }
    // One zero: −0 and 0 are equal numbers and must give equal keys.
    return number == 0 ? 0 : number
  }

  /// Digits with an optional sign, point and exponent; no `inf`, `nan` or hexadecimal, which `Double` would take.
  static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    func skipSign() { if let byte = rest.first, byte == 43 || byte == 45 { rest.removeFirst() } }
    func skipDigits() -> Int {
      let digits = rest.prefix { (48...57).contains($0) }
      rest.removeFirst(digits.count)
      return digits.count
    }
    skipSign()
    var digits = skipDigits()
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      digits += skipDigits()
    }
    guard digits > 0 else { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      skipSign()
      if skipDigits() == 0 { return false }
    }
    return rest.isEmpty
  }

  func boolean(_ node: Node, _ label: Label) -> Bool? {
    guard let text = scalar(node, .boolean, label) else { return nil }
    if isPlain(node), text == "true" || text == "false" { return text == "true" }
    let fix: String? =
      switch text.lowercased() {
      case "true", "yes", "on", "y", "1": "did you mean true?"
      case "false", "no", "off", "n", "0": "did you mean false?"
      default: nil
      }
    reportWrongType(node, .boolean, label, fix: fix)
    return nil
  }
}

extension ClosedRange<Int> {
  /// As in "must be between 1 and 10".
  fileprivate var bounds: String {
    switch (lowerBound == .min, upperBound == .max) {
    case (true, true): "a 64-bit integer"
    case (false, true): "at least \(lowerBound)"
    case (true, false): "at most \(upperBound)"
    case (false, false): "between \(lowerBound) and \(upperBound)"
    }
  }
}
