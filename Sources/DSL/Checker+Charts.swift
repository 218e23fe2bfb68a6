import Vocabulary

extension Checker {
  /// Where a chart's numbers come from: the task, or the theory check, that it names; `nil` for charts of values, and where
  /// the name could not be read. Names are reported with the other arguments.
  func chartSource(_ card: Card, _ fields: Fields) -> TaskTables? {
    func named(_ kind: BlockKind) -> Node? {
      card.parameters.first { $0.type == .name(kind) }.flatMap { fields[$0.name] }
    }
    if let node = named(.task), let name = node.text { return attempt { task(name, at: node.place) }.result }
    if let node = named(.theory), let name = node.text {
      return attempt { check(name, at: node.place) }.result.map { offering($0, fields["table"]) }
    }
    return nil
  }

  /// A theory check by its name with the tables that charts may show; `nil` once reported.
  private func check(_ name: String, at place: Place) -> TaskTables? {
    guard let block = block(name, theory, .theory, at: place)?.check,
      let card = catalogue.card(.theory, block.component.name)
    else { return nil }
    return TaskTables(block: block, card: card)
  }

  /// Only the table that a chart chose, where it chose one that is there.
  private func offering(_ tables: TaskTables, _ chosen: Node?) -> TaskTables {
    var tables = tables
    tables.chosen = chosen?.text.flatMap { name in tables.card.tables.first { $0.name == name } }
    return tables
  }

  /// Whether a chart that may show a task or a theory check names just one of them, and nothing that does not go with
  /// it; reports it otherwise.
  func hasOneSource(_ card: Card, _ fields: Fields, _ source: TaskTables?) -> Bool {
    let kinds = [BlockKind.task, .theory]
    let sources = card.parameters.filter { parameter in kinds.contains { parameter.type == .name($0) } }
    guard sources.count == 2 else { return true }
    let given = sources.compactMap { fields.entry($0.name) }
    if given.count == 2 {
      report(
        .cell, given[1].keyPlace,
        "'\(card.name)' shows a task or a theory check, and '\(given[0].key)' is given already",
        fix: "remove one of them")
      return false
    }
    guard let first = given.first else {
      guard !sources.contains(where: { fields.excused.contains($0.name) }) else { return false }
      report(
        .missingKey, fields.owner, "\(fields.title) needs the key 'task' or 'theory'",
        fix: "name a block of tasks, or of theory")
      return false
    }
    return first.key == "task" ? refusesTable(fields) : goesWithChecks(fields, source)
  }

  private func refusesTable(_ fields: Fields) -> Bool {
    guard let entry = fields.entry("table") else { return true }
    report(
      .cell, entry.keyPlace, "'table' chooses among the tables of a theory check, and this shows a task",
      fix: "remove it: a task's table is found by its columns")
    return false
  }

  private func goesWithChecks(_ fields: Fields, _ source: TaskTables?) -> Bool {
    let misplaced = ["cases", "methods", "instances"].compactMap { fields.entry($0) }
    for entry in misplaced {
      report(
        .cell, entry.keyPlace, "'\(entry.key)' chooses among a task's results, and this shows a theory check",
        fix: "remove it")
    }
    guard misplaced.isEmpty, let source else { return misplaced.isEmpty }
    if source.card.tables.isEmpty, let place = fields["theory"]?.place {
      report(
        .noTable, place, "the theory check '\(source.name)' has no table that a chart can show", fix: "name another")
      return false
    }
    guard let node = fields["table"], source.chosen == nil, let text = node.text else { return true }
    report(
      .noTable, node.place, "the theory check '\(source.name)' has no table '\(text.shortened)'",
      fix: Spelling.advice(text, among: source.card.tables.map { Word($0.name) }, called: "its tables are"))
    return false
  }

  /// Whether the cases of a chart of values say what it tells rows apart by; reports it otherwise.
  func knowsRows(_ card: Card, _ values: [String: Value], _ caseNames: [String], _ fields: Fields) -> Bool {
    guard case .grouped(let parameter, let truths) = card.dataNeed, case .text(let word)? = values[parameter],
      let grouping = RowGrouping(rawValue: word), grouping != .none
    else { return true }
    let place = fields[parameter]?.place ?? fields.owner
    return caseNames.allSatisfy { name in
      guard case .found(let gridCase) = cases.lookup(name) else { return true }
      guard let set = gridCase.data?.set else {
        report(
          .game, place,
          "players of a game have no \(grouping == .class ? "class" : "corruption"), and the case '\(name)' is a game",
          fix: "write \(parameter): none, or name a case of data")
        return false
      }
      return grouping == .class || knowsCorruption(set, truths, gridCase, parameter, at: place)
    }
  }

  private func knowsCorruption(
    _ set: String, _ truths: [String], _ gridCase: CaseBlock, _ parameter: String, at place: Place
  ) -> Bool {
    guard case .found(let data) = datasets.lookup(set), data.corruption.isEmpty,
      !truths.contains(where: { (data.source.arguments.values[$0] ?? .none) != Value.none })
    else { return true }
    let kind = catalogue.cards[.corruption]?.first?.name ?? "…"
    report(
      .groundTruth, place, "no row of the case '\(gridCase.name)' is known to be corrupted",
      fix: "add corruption: [{kind: \(kind), …}] to datasets.\(set), or write \(parameter): none")
    return false
  }

  /// A column that holds what was found, in numbers or in words.
  func finding(_ node: Node, _ label: Label, _ scope: Scope) -> String? {
    guard let text = column(node, label, scope), let task = scope.task, task.columnNames.contains(text),
      !task.findings.contains(text)
    else { return node.text }
    report(
      .unknownColumn, node.place, "'\(label.name)' must be what was found, and '\(text.shortened)' is a dimension",
      fix: Spelling.advice(text, among: task.findings.map { Word($0) }, called: "there are"))
    return nil
  }
}
