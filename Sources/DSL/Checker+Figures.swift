import Vocabulary

extension Checker {
  func figure(_ node: Node, _ head: Node.Entry) -> FigureCell? {
    let charts = catalogue.cards[.chart] ?? []
    let words = [Word("figure"), Word("caption")] + charts.map(\.word)
    let name = cellName(head)
    let title = "figure \(head.value.text?.shortened ?? "")"
    guard
      let fields = fields(node, title: title, owner: head.keyPlace, words: words, required: ["caption"])
    else { return nil }
    let caption = caption(fields)
    guard let chart = recipe(fields, node, charts) else { return nil }
    let checked = self.chart(chart.card, chart.entry)
    guard let name, let caption, let checked else { return nil }
    return FigureCell(
      name: name, chart: checked.component, table: checked.table, filter: checked.filter, caption: caption)
  }

  /// The one chart of a figure; `nil` once none, or a second, is reported.
  private func recipe(_ fields: Fields, _ node: Node, _ charts: [Card]) -> (card: Card, entry: Node.Entry)? {
    let given = node.entries.compactMap { entry in
      charts.first { $0.name == entry.key }.map { (card: $0, entry: entry) }
    }
    if given.count > 1 {
      report(.cell, given[1].entry.keyPlace, "a figure has one chart, and '\(given[0].card.name)' is given already")
      return nil
    }
    if given.isEmpty, !charts.contains(where: { fields.excused.contains($0.name) }) {
      report(
        .missingKey, fields.owner, "\(fields.title) needs a chart",
        fix: "add one of: " + charts.map(\.name).joined(separator: ", "))
    }
    return given.first
  }

  /// A recipe checked against its card, the task's table and the grid.
  private struct CheckedChart {
    let component: ComponentValue
    let table: String?
    let filter: CellFilter
  }

  private func chart(_ card: Card, _ entry: Node.Entry) -> CheckedChart? {
    let words = card.parameters.map(\.word)
    guard let fields = fields(entry.value, title: card.name, owner: entry.keyPlace, words: words) else { return nil }
    let scope = scope(card, fields)
    guard hasOneSource(card, fields, scope.task), let values = arguments(card.parameters, fields, scope) else {
      return nil
    }
    guard spansTwoColumns(card, values, fields) else { return nil }
    let table = scope.task.map { self.table($0, card, values, fields) }
    let filter = filter(card, values, scope, fields)
    if case .some(.none) = table { return nil }
    guard let filter, let table = table ?? .some(nil) else { return nil }
    if let task = scope.task, let table, leavesOpen(card, values, task, table, filter, fields) { return nil }
    return CheckedChart(
      component: ComponentValue(card, Arguments(values)), table: table?.name, filter: filter)
  }

  /// Whether the columns that a chart cannot do without, its two axes, are different ones; reports it otherwise.
  private func spansTwoColumns(_ card: Card, _ values: [String: Value], _ fields: Fields) -> Bool {
    let axes = card.parameters.filter { $0.type == .column && $0.fallback == nil }
    for (index, axis) in axes.enumerated() {
      guard let first = axes[..<index].first(where: { values[$0.name] == values[axis.name] }),
        let node = fields[axis.name]
      else { continue }
      report(
        .cell, node.place, "'\(axis.name)' and '\(first.name)' are the same column, \(node.found)",
        fix: "give one of them another column")
      return false
    }
    return true
  }

  /// The task and the choice of instances come first, since columns and methods are read by them.
  private func scope(_ card: Card, _ fields: Fields) -> Scope {
    var scope = Scope()
    scope.task = chartSource(card, fields)
    scope.showsAllInstances = card.parameter("instances") != nil && fields["instances"]?.text == "all"
    return scope
  }

  /// A column of the task, or `case` or `method`, or of a theory check.
  func column(_ node: Node, _ label: Label, _ scope: Scope) -> String? {
    guard let text = scalar(node, .column, label) else { return nil }
    guard let task = scope.task, !task.columnNames.contains(text) else { return text }
    report(
      .unknownColumn, node.place, "'\(task.name)' has no column '\(text.shortened)'",
      fix: Spelling.advice(text, among: task.columnNames.map { Word($0) }, called: "its columns are"))
    return nil
  }

  /// A column of the task that is no dimension: what a line or a point stands at must be a number.
  func measure(_ node: Node, _ label: Label, _ scope: Scope) -> String? {
    guard let text = column(node, label, scope), let task = scope.task, task.columnNames.contains(text),
      !task.metrics.contains(text)
    else { return node.text }
    report(
      .unknownColumn, node.place,
      "'\(label.name)' must be a measure, and '\(text.shortened)' "
        + (task.findings.contains(text) ? "holds words" : "is a dimension"),
      fix: Spelling.advice(text, among: task.metrics.map { Word($0) }, called: "the measures are"))
    return nil
  }

  /// Names of a kind that a chart's arguments hold.
  private func names(_ card: Card, _ values: [String: Value], _ wanted: ParameterType) -> [String] {
    card.parameters.flatMap { parameter in
      values[parameter.name].map { parameter.type.texts(in: $0) { $0 == wanted } } ?? []
    }
  }

  /// Columns and measures that a chart's arguments hold.
  private func columns(_ card: Card, _ values: [String: Value]) -> [String] {
    card.parameters.flatMap { parameter in
      values[parameter.name].map { parameter.type.texts(in: $0) { [.column, .measure, .finding].contains($0) } } ?? []
    }
  }

  private func table(
    _ task: TaskTables, _ card: Card, _ values: [String: Value], _ fields: Fields
  ) -> TableDeclaration? {
    let columns = columns(card, values)
    if let table = task.table(having: columns) {
      return knows(task, table, names(card, values, .measure) + names(card, values, .finding), fields)
    }
    report(
      .noTable, fields.owner, "no table of '\(task.name)' has all of \(columns.joined(separator: ", "))",
      fix: task.tables.map { "\($0.name) has \($0.columns.map(\.name).joined(separator: ", "))" }
        .joined(separator: "; "))
    return nil
  }

  /// The table, unless a metric of it was not asked for; tables of other names have all their columns.
  private func knows(
    _ task: TaskTables, _ table: TableDeclaration, _ measures: [String], _ fields: Fields
  ) -> TableDeclaration? {
    let missing = table.name == "metrics" ? measures.filter(task.leavesOut) : []
    for metric in missing {
      report(
        .unknownMetric, fields.owner, "'\(task.name)' does not compute '\(metric)'",
        fix: "add \(metric) to tasks.\(task.name).metrics")
    }
    return missing.isEmpty ? table : nil
  }

  /// The rows a chart shows; `nil` once a method without headline, or a pair outside the grid, is reported.
  private func filter(
    _ card: Card, _ values: [String: Value], _ scope: Scope, _ fields: Fields
  ) -> CellFilter? {
    if scope.task?.card.kind == .theory { return CellFilter(cases: [], methods: []) }
    let named = names(card, values, .name(.gridCase))
    let casePlace = place(of: .name(.gridCase), card, fields)
    if scope.task == nil, card.dataNeed == .always { for name in named { requireData(name, at: casePlace) } }
    guard knowsRows(card, values, named, fields) else { return nil }
    guard let caseNames = shownCases(named, scope.task, at: casePlace) else { return nil }
    let labels = names(card, values, .name(.method))
    guard labels.isEmpty else {
      for label in labels {
        let place = place(of: label, card, values, fields)
        guard isOf(scope.task?.card.judges ?? .method, label, at: place) else { return nil }
        requireCells([label], caseNames, at: place)
      }
      return CellFilter(cases: caseNames, methods: labels)
    }
    // Only results of a task have methods to choose among.
    guard let task = scope.task else { return CellFilter(cases: caseNames, methods: []) }
    return everyMethod(task.card.judges, caseNames, showsAll: scope.showsAllInstances, at: fields.owner)
      .map { CellFilter(cases: caseNames, methods: $0) }
  }

  /// The cases a chart shows: those named, on which its task must be evaluated, or all on which it is; none stands for all.
  private func shownCases(_ named: [String], _ task: TaskTables?, at place: Place) -> [String]? {
    guard let task else { return named }
    guard named.isEmpty else { return named.filter { !requireTask(task, on: $0, at: place) }.isEmpty ? named : nil }
    let evaluated = cases(of: task)
    return evaluated.count == cases.names.count ? [] : evaluated
  }

  /// Where a chart's parameter of a type is given.
  private func place(of wanted: ParameterType, _ card: Card, _ fields: Fields) -> Place {
    let parameter = card.parameters.first { parameter in
      if case .list(wanted, _) = parameter.type { return fields[parameter.name] != nil }
      return parameter.type == wanted && fields[parameter.name] != nil
    }
    return parameter.flatMap { fields[$0.name]?.place } ?? fields.owner
  }

  /// Where a method's label is given.
  private func place(of label: String, _ card: Card, _ values: [String: Value], _ fields: Fields) -> Place {
    let parameter = card.parameters.first { parameter in
      values[parameter.name].map { parameter.type.texts(in: $0) { $0 == .name(.method) } }?.contains(label) ?? false
    }
    return parameter.flatMap { fields[$0.name]?.place } ?? fields.owner
  }

  /// Each method named must be valued on some of the cases; on the case, where it is one.
  private func requireCells(_ labels: [String], _ caseNames: [String], at place: Place) {
    let shown = caseNames.isEmpty ? cases.names : caseNames
    guard let grid else { return }
    for label in labels where !shown.contains(where: { grid.hasCell($0, label) }) {
      if let first = shown.first { requireCell(first, label, at: place) }
    }
  }

  /// Labels of the grid's methods, or strategies, on some cases: headline instances, or all; `nil` once a swept method
  /// without a headline is reported.
  func everyMethod(_ kind: ComponentKind, _ caseNames: [String], showsAll: Bool, at place: Place) -> [String]? {
    guard let grid else { return nil }
    let cells = grid.cells.filter { caseNames.isEmpty || caseNames.contains($0.caseName) }
    let present = Set(cells.map(\.instance.label))
    var labels: [String?] = []
    for method in methods.all where method.card.kind == kind {
      let valued = method.instances.map(\.label).filter { present.contains($0) }
      if valued.isEmpty { continue }
      if showsAll || valued.count == 1 {
        labels += valued
      } else if let headline = method.headline {
        labels += [method.instances[headline].label].filter { present.contains($0) }
      } else {
        reportNoHeadline(method, at: place)
        labels.append(nil)
      }
    }
    return Self.whole(labels)
  }

  private func reportNoHeadline(_ method: MethodBlock, at place: Place) {
    report(
      .headline, place, "'\(method.name)' is swept and has no headline, so it is not clear which instance is shown",
      fix: "add a headline to \(method.section).\(method.name), or write `instances: all` here")
  }

  /// Whether a dimension with several values stands on no channel; reports it.
  private func leavesOpen(
    _ card: Card, _ values: [String: Value], _ task: TaskTables, _ table: TableDeclaration, _ filter: CellFilter,
    _ fields: Fields
  ) -> Bool {
    let assigned = Set(columns(card, values))
    var open: [(name: String, what: String)] = []
    if casesShown(filter) > 1 { open.append(("case", "\(casesShown(filter)) cases")) }
    if filter.methods.count > 1 { open.append(("method", "\(filter.methods.count) methods")) }
    open += task.openDimensions(of: table).map { name in
      (name, task.values(of: name).map { "\($0.count) values of \(name)" } ?? "a row for each \(name)")
    }
    open.removeAll { assigned.contains($0.name) }
    for dimension in open {
      report(
        .openDimension, fields.owner, "\(dimension.what) would be drawn on top of each other",
        fix: "give '\(dimension.name)' to one of: \(channels(card)), or show one value only")
    }
    return !open.isEmpty
  }

  /// How many cases have any of the methods shown.
  private func casesShown(_ filter: CellFilter) -> Int {
    let named = filter.cases.isEmpty ? cases.names : filter.cases
    return named.filter { name in filter.methods.contains { grid?.hasCell(name, $0) ?? false } }.count
  }

  /// The parameters of a recipe that take a column.
  private func channels(_ card: Card) -> String {
    card.parameters.filter { $0.type.takesColumn }.map(\.name).joined(separator: ", ")
  }
}

extension ParameterType {
  /// Whether a column may be named somewhere in it.
  var takesColumn: Bool {
    switch self {
    case .column: true
    case .list(let item, _): item.takesColumn
    case .either(let first, let second): first.takesColumn || second.takesColumn
    default: false
    }
  }
}
