public import Vocabulary

extension ParameterType {
  /// What may be written, as in "'k' must be …".
  public var phrase: String {
    switch self {
    case .integer(let range): "an integer \(range.phrase)"
    case .real(let interval): interval == .finite ? "a number" : "a number (\(interval))"
    case .boolean: "true or false"
    case .text: "a text"
    case .file: "the path of a file"
    case .choice(let options): options.count == 1 ? "'\(options[0])'" : "one of \(options.joined(separator: ", "))"
    case .reference(let kind), .name(let kind): "the name of a \(kind.rawValue)"
    case .column: "the name of a column"
    case .measure: "the name of a measure"
    case .finding: "the name of a column that no dimension holds"
    case .component: "a map with `kind:`"
    case .list(let item, _): "a list, each item \(item.phrase)"
    case .progression: "a list of numbers, or {from, to, step}"
    case .record(let fields): "a map of \(fields.map(\.name).joined(separator: ", "))"
    case .either(let first, let second): "\(first.phrase), or \(second.phrase)"
    }
  }

  /// Whether a single scalar is written for it, so that a sweep can list several.
  var isScalar: Bool {
    switch self {
    case .integer, .real, .boolean, .text, .file, .choice, .reference, .name, .column, .measure, .finding: true
    case .component, .list, .progression, .record: false
    case .either(let first, let second): first.isScalar || second.isScalar
    }
  }

  /// Whether it picks something by name or number, so that naming it twice in a list is a slip.
  var isNaming: Bool {
    switch self {
    case .choice, .reference, .name, .column, .measure, .finding, .integer: true
    default: false
    }
  }

  /// Whether a list, or a map, can be meant for it.
  func takes(_ node: Node) -> Bool {
    switch self {
    case .list: true
    case .progression: node.isList || node.isMap
    case .component, .record: node.isMap
    case .either(let first, let second): first.takes(node) || second.takes(node)
    default: node.text != nil
    }
  }

  /// Whether a decoded value is one of this type's.
  func holds(_ value: Value) -> Bool {
    switch (self, value) {
    case (.integer, .integer), (.real, .real), (.boolean, .boolean), (.record, .record): true
    case (.text, .text), (.file, .text), (.name, .text), (.column, .text), (.measure, .text), (.finding, .text): true
    case (.choice(let options), .text(let text)): options.contains(text)
    case (.component, .component), (.reference, .component): true
    case (.list(let item, _), .list(let items)): items.allSatisfy(item.holds)
    case (.progression, .list): true
    case (.either(let first, let second), _): first.holds(value) || second.holds(value)
    default: false
    }
  }

  /// The texts of a value that stand where a leaf type is asked for.
  func texts(in value: Value, where isWanted: (ParameterType) -> Bool) -> [String] {
    switch (self, value) {
    case (.list(let item, _), .list(let items)):
      return items.flatMap { item.texts(in: $0, where: isWanted) }
    case (.record(let declarations), .record(let fields)):
      return fields.flatMap { field in
        declarations.first { $0.name == field.name }?.type.texts(in: field.value, where: isWanted) ?? []
      }
    case (.either(let first, let second), _):
      return (first.holds(value) ? first : second).texts(in: value, where: isWanted)
    case (_, .text(let text)): return isWanted(self) ? [text] : []
    default: return []
    }
  }
}

extension ClosedRange<Int> {
  /// "between 1 and 10", "at least 1".
  var phrase: String {
    switch (lowerBound == .min, upperBound == .max) {
    case (true, true): "of any size"
    case (false, true): "of at least \(lowerBound)"
    case (true, false): "of at most \(upperBound)"
    case (false, false): "between \(lowerBound) and \(upperBound)"
    }
  }
}
