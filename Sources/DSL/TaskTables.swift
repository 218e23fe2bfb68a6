import Vocabulary

/// A task of the study, or a theory check, with the tables its card declares.
struct TaskTables {
  let block: ComponentBlock
  let card: Card

  /// The one table that a chart of a theory check asks for, where it does.
  var chosen: TableDeclaration?

  var name: String { block.name }
  var tables: [TableDeclaration] { chosen.map { [$0] } ?? card.tables }

  /// A task's results have a case and a method beside what its tables declare; a theory check's tables do not.
  private var given: [String] { card.kind == .theory ? [] : ["case", "method"] }

  /// Every column that a chart of the task may name: those of results first.
  var columnNames: [String] {
    var names = given
    for column in tables.flatMap(\.columns) where !names.contains(column.name) { names.append(column.name) }
    return names
  }

  /// The metrics of all tables: columns that measure instead of telling results apart.
  var metrics: [String] {
    let words = Set(tables.flatMap(\.columns).filter(\.isInWords).map(\.name))
    return findings.filter { !words.contains($0) }
  }

  /// Columns of all tables that do not tell results apart, those in words too.
  var findings: [String] {
    var names: [String] = []
    for column in tables.flatMap(\.columns) where !column.isDimension && !names.contains(column.name) {
      names.append(column.name)
    }
    return names
  }

  /// The columns of all tables that tell results apart.
  var dimensions: [String] {
    var names: [String] = []
    for column in tables.flatMap(\.columns) where column.isDimension && !names.contains(column.name) {
      names.append(column.name)
    }
    return names
  }

  /// The first table that has all the columns.
  func table(having columns: [String]) -> TableDeclaration? {
    tables.first { table in
      columns.allSatisfy { name in
        given.contains(name) || table.columns.contains { $0.name == name }
      }
    }
  }

  /// Whether the task was told to leave a metric out: its parameter `metrics` offers it and was not given it.
  func leavesOut(_ metric: String) -> Bool {
    guard case .list(.choice(let offered), _)? = card.parameter("metrics")?.type, offered.contains(metric),
      case .list(let chosen)? = block.component.arguments.values["metrics"]
    else { return false }
    return !chosen.contains(.text(metric))
  }

  /// The values a dimension takes, where an argument tells: `order` itself, or `fractions` for `fraction`.
  func values(of dimension: String) -> [String]? {
    // What a theory check looks at is its own affair.
    guard card.kind != .theory else { return nil }
    let values = block.component.arguments.values
    switch values[dimension] ?? values[dimension + "s"] {
    case .list(let items): return items.map(\.description)
    case nil, Value.none?, .record, .component: return nil
    case .some(let value): return [value.description]
    }
  }

  /// Dimensions of a table that take, or may take, several values.
  func openDimensions(of table: TableDeclaration) -> [String] {
    table.columns.filter { $0.isDimension && values(of: $0.name)?.count != 1 }.map(\.name)
  }
}

extension Checker {
  /// A task by its name with its tables; `nil` once reported.
  func task(_ name: String, at place: Place) -> TaskTables? {
    guard let block = block(name, tasks, .task, at: place),
      let card = catalogue.card(.task, block.component.name)
    else { return nil }
    return TaskTables(block: block, card: card)
  }

  /// The table that has all the metrics; `nil` once reported.
  func table(_ task: TaskTables, metrics: [(text: String, place: Place)]) -> TableDeclaration? {
    for metric in metrics where !accepts(metric, of: task) { return nil }
    if let table = task.table(having: metrics.map(\.text)) { return table }
    if let last = metrics.last {
      report(
        .noTable, last.place,
        "no table of '\(task.name)' has all of \(metrics.map(\.text).joined(separator: ", "))")
    }
    return nil
  }

  /// The table that has all the metrics and tells them apart by the dimension; `nil` once reported.
  func table(
    _ task: TaskTables, metrics: [(text: String, place: Place)], dimension: String, at place: Place
  ) -> TableDeclaration? {
    for metric in metrics where !accepts(metric, of: task) { return nil }
    let fitting = task.tables.filter { table in
      metrics.allSatisfy { metric in table.columns.contains { $0.name == metric.text } }
    }
    let dimensions = fitting.flatMap(\.columns).filter(\.isDimension).map(\.name)
    if let table = fitting.first(where: { $0.columns.contains { $0.isDimension && $0.name == dimension } }) {
      return table
    }
    report(
      .unknownColumn, place,
      "no table of '\(task.name)' has \(metrics.map(\.text).joined(separator: ", ")) for each "
        + "'\(dimension.shortened)'",
      fix: dimensions.isEmpty
        ? "remove it" : Spelling.advice(dimension, among: dimensions.map { Word($0) }, called: "there are"))
    return nil
  }

  private func accepts(_ metric: (text: String, place: Place), of task: TaskTables) -> Bool {
    guard task.metrics.contains(metric.text) else {
      report(
        .unknownMetric, metric.place, "'\(task.name)' has no metric '\(metric.text.shortened)'",
        fix: Spelling.advice(metric.text, among: task.metrics.map { Word($0) }, called: "its metrics are"))
      return false
    }
    guard task.leavesOut(metric.text) else { return true }
    report(
      .unknownMetric, metric.place, "'\(task.name)' does not compute '\(metric.text)'",
      fix: "add \(metric.text) to tasks.\(task.name).metrics")
    return false
  }

  /// A condition on a dimension, written as the column's values are; `nil` once reported.
  func condition(
    _ column: String, _ text: String, of task: TaskTables, _ table: TableDeclaration, at place: Place, value: Place
  ) -> ColumnCondition? {
    let dimensions = table.columns.filter(\.isDimension).map(\.name)
    guard dimensions.contains(column) else {
      report(
        .unknownColumn, place, "'\(column.shortened)' is no dimension of '\(task.name)'",
        fix: Spelling.advice(column, among: (["case", "method"] + dimensions).map { Word($0) }, called: "there are"))
      return nil
    }
    guard let known = task.values(of: column) else { return ColumnCondition(column: column, text: text) }
    let number = Self.isDecimal(text) ? Double(text) : nil
    if let match = known.first(where: { $0 == text || number != nil && Double($0) == number }) {
      return ColumnCondition(column: column, text: match)
    }
    report(
      .unknownChoice, value, "'\(task.name)' has no \(column) \(text.shortened)",
      fix: number == nil
        ? Spelling.advice(text, among: known.map { Word($0) }, called: "it has")
        : "it has: " + known.prefix(16).joined(separator: ", "))
    return nil
  }
}
