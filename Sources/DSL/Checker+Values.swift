import Vocabulary

/// What a field is called in messages, and its unit.
struct Label {
  let name: String
  let unit: String

  init(_ name: String, unit: String = "") { (self.name, self.unit) = (name, unit) }

  /// A phrase for a range with the unit behind it.
  func measured(_ phrase: String) -> String { unit.isEmpty ? phrase : "\(phrase) \(unit)" }
}

/// What stands around a value and decides how names in it are read.
struct Scope {
  /// The task, or theory check, whose columns may be named; `nil` outside charts, and where the task could not be read.
  var task: TaskTables?
  /// Whether the plain name of a swept method means all its instances instead of its headline.
  var showsAllInstances = false
}

extension Checker {
  /// Reads a node as a type; `nil` once it is reported.
  func value(_ node: Node, _ type: ParameterType, _ label: Label, _ scope: Scope = Scope()) -> Value? {
    switch type {
    case .integer(let range): integer(node, range, label).map(Value.integer)
    case .real(let interval): real(node, interval, label).map(Value.real)
    case .boolean: boolean(node, label).map(Value.boolean)
    case .text: scalar(node, type, label).map(Value.text)
    case .file: file(node, label).map(Value.text)
    case .choice(let options): choice(node, options, label).map(Value.text)
    case .reference(let kind): reference(node, kind, label).map(Value.component)
    case .name(let kind): name(node, kind, label, scope)
    case .column: column(node, label, scope).map(Value.text)
    case .measure: measure(node, label, scope).map(Value.text)
    case .finding: finding(node, label, scope).map(Value.text)
    case .component(let kind): nested(node, kind, label, scope).map(Value.component)
    case .list(let item, let count): list(node, item, count, label, scope).map(Value.list)
    case .progression(let interval): progression(node, interval, label).map { .list($0.map(Value.real)) }
    case .record(let declarations): record(node, declarations, label, scope).map(Value.record)
    case .either(let first, let second): either(node, first, second, label, scope)
    }
  }

  /// The text of a scalar with something in it.
  func scalar(_ node: Node, _ type: ParameterType, _ label: Label) -> String? {
    if let text = node.text, !node.isBlank { return text }
    reportWrongType(node, type, label)
    return nil
  }

  func reportWrongType(_ node: Node, _ type: ParameterType, _ label: Label, fix: String? = nil) {
    var fix = fix
    if fix == nil, node.entry("sweep") != nil, type.isScalar { fix = "only a method's own parameters can be swept" }
    report(.wrongType, node.place, "'\(label.name)' must be \(type.phrase), found \(node.found)", fix: fix)
  }

  private func file(_ node: Node, _ label: Label) -> String? {
    guard let path = scalar(node, .file, label) else { return nil }
    guard !path.isEmpty else {
      reportWrongType(node, .file, label)
      return nil
    }
    return source.path(to: path)
  }

  func choice(_ node: Node, _ options: [String], _ label: Label) -> String? {
    guard let text = scalar(node, .choice(options), label) else { return nil }
    if options.contains(text) { return text }
    report(
      .unknownChoice, node.place, "'\(label.name)' cannot be \(node.found)",
      fix: Spelling.advice(text, among: options.map { Word($0) }, called: "choose among"))
    return nil
  }

  /// A list; a single item stands for a list of one.
  private func list(
    _ node: Node, _ item: ParameterType, _ count: ClosedRange<Int>, _ label: Label, _ scope: Scope
  ) -> [Value]? {
    var items = [node]
    if case .list(let written) = node.content { items = written }
    guard count.contains(items.count) else {
      let expected = count.lowerBound == count.upperBound ? "exactly \(count.lowerBound)" : Self.amount(count)
      report(.count, node.place, "'\(label.name)' must have \(expected) items, found \(items.count)")
      return nil
    }
    let values = items.map { value($0, item, label, scope) }
    if item.isNaming { reportRepeats(values, items, label) }
    let read = values.compactMap { $0 }
    guard read.count == values.count else { return nil }
    return read.flatMap { value in if case .list(let several) = value { several } else { [value] } }
  }

  private static func amount(_ count: ClosedRange<Int>) -> String {
    count.upperBound == .max ? "at least \(count.lowerBound)" : "between \(count.lowerBound) and \(count.upperBound)"
  }

  /// Names and choices are sets in the order written; a repeat is a slip.
  func reportRepeats(_ values: [Value?], _ nodes: [Node], _ label: Label) {
    var seen: Set<Value> = []
    for (value, node) in zip(values, nodes) {
      guard let value, !seen.insert(value).inserted else { continue }
      report(.duplicateItem, node.place, "'\(label.name)' has \(node.found) twice")
    }
  }

  private func record(
    _ node: Node, _ declarations: [ParameterDeclaration], _ label: Label, _ scope: Scope
  ) -> [Value.Field]? {
    guard node.isMap else {
      reportWrongType(node, .record(declarations), label)
      return nil
    }
    let words = declarations.map(\.word)
    guard let fields = fields(node, title: "'\(label.name)'", owner: node.place, words: words),
      let values = arguments(declarations, fields, scope)
    else { return nil }
    return declarations.map { Value.Field($0.name, values[$0.name] ?? .none) }
  }

  /// The first type that fits; if none does, the complaint of the one that was probably meant.
  private func either(
    _ node: Node, _ first: ParameterType, _ second: ParameterType, _ label: Label, _ scope: Scope
  ) -> Value? {
    var complaints: [[Diagnostic]] = []
    let fitting = [first, second].filter { $0.takes(node) }
    for type in fitting {
      let (read, found) = attempt { value(node, type, label, scope) }
      if let read, found.isEmpty { return read }
      complaints.append(found)
    }
    if complaints.count == 1 {
      for complaint in complaints[0] { add(complaint) }
    } else {
      reportWrongType(node, .either(first, second), label)
    }
    return nil
  }

  /// Values of all parameters by name, defaults filled in; `nil` once anything is reported.
  func arguments(
    _ declarations: [ParameterDeclaration], _ fields: Fields, _ scope: Scope
  ) -> [String: Value]? {
    var values: [String: Value] = [:]
    for declaration in declarations {
      values[declaration.name] = argument(declaration, fields, scope)
    }
    return values.count == declarations.count ? values : nil
  }

  /// The value of one parameter: what is given, or its default.
  func argument(_ declaration: ParameterDeclaration, _ fields: Fields, _ scope: Scope) -> Value? {
    guard let node = fields[declaration.name] else {
      if let fallback = declaration.fallback, !fields.excused.contains(declaration.name) { return fallback }
      if !fields.excused.contains(declaration.name) {
        reportMissing(
          declaration.name, title: fields.title, owner: fields.owner,
          fix: "it is \(declaration.type.phrase)" + (declaration.unit.isEmpty ? "" : ", in \(declaration.unit)"))
      }
      return nil
    }
    if node.isNull, declaration.fallback == .some(.none) { return Value.none }
    return value(node, declaration.type, Label(declaration.name, unit: declaration.unit), scope)
  }
}
