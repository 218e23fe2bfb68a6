import Vocabulary

extension Checker {
  func tableCell(_ node: Node, _ head: Node.Entry) -> TableCell? {
    let name = cellName(head)
    let title = "table \(head.value.text?.shortened ?? "")"
    let words = ["table", "rows", "columns", "cell", "caption"].map { Word($0) }
    guard
      let fields = fields(
        node, title: title, owner: head.keyPlace, words: words, required: ["rows", "cell", "caption"])
    else { return nil }
    let rows = fields["rows"].flatMap { choice($0, ["method"], Label("rows")) }
    let caption = caption(fields)
    // Without the misspelt columns the cell would seem to leave their dimension open.
    guard let entry = fields.entry("cell"), !fields.excused.contains("columns"),
      let content = content(entry, columns: fields.entry("columns"))
    else {
      return nil
    }
    guard let name, rows != nil, let caption else { return nil }
    return TableCell(
      name: name, task: content.task, table: content.table, metrics: content.metrics,
      columnDimension: content.columns?.dimension, columnValues: content.columns?.values ?? [], filter: content.filter,
      conditions: content.conditions, hasIntervals: content.hasIntervals, marksBest: content.marksBest,
      caption: caption)
  }

  /// What stands in the cells of a table.
  private struct Content {
    let task: String
    let table: String
    let metrics: [String]
    let columns: DimensionColumns?
    let filter: CellFilter
    let conditions: [ColumnCondition]
    let hasIntervals: Bool
    let marksBest: Bool
  }

  /// The dimension that `columns:` names, with its values.
  private struct DimensionColumns {
    let dimension: String
    let values: [String]
  }

  private func content(_ entry: Node.Entry, columns: Node.Entry?) -> Content? {
    let words = [
      Word("task"), Word("metrics", synonyms: ["columns"]), Word("metric"), Word("where"), Word("methods"),
      Word("show"), Word("best"), Word("instances"),
    ]
    guard let fields = fields(entry.value, title: "cell", owner: entry.keyPlace, words: words, required: ["task"])
    else { return nil }
    let task = fields["task"].flatMap { node in
      scalar(node, .name(.task), Label("task")).flatMap { self.task($0, at: node.place) }
    }
    let show = fields["show"].map { choice($0, ["mean_ci", "mean"], Label("show")) } ?? "mean_ci"
    let best = fields["best"].map { choice($0, ["bold", "plain"], Label("best")) } ?? "plain"
    let instances = fields["instances"].map { choice($0, ["headline", "all"], Label("instances")) } ?? "headline"
    let metrics = metrics(fields)
    let shown = task.flatMap { task in metrics.flatMap { self.shown(task, $0, columns, fields) } }
    guard let task, let metrics, let shown, let show, let best, let instances,
      let rows = rows(fields, task, shown.table, columns: shown.columns, showsAll: instances == "all")
    else { return nil }
    return Content(
      task: task.name, table: shown.table.name, metrics: metrics.map(\.text), columns: shown.columns,
      filter: rows.filter, conditions: rows.conditions, hasIntervals: show == "mean_ci", marksBest: best == "bold")
  }

  /// The table that is shown, and the dimension that makes its columns, if any; `nil` once reported.
  private func shown(
    _ task: TaskTables, _ metrics: [(text: String, place: Place)], _ columns: Node.Entry?, _ fields: Fields
  ) -> (table: TableDeclaration, columns: DimensionColumns?)? {
    guard let columns else { return table(task, metrics: metrics).map { ($0, nil) } }
    let dimension = scalar(columns.value, .column, Label("columns"))
    guard let dimension, hasRoom(for: dimension, metrics, fields),
      let table = table(task, metrics: metrics, dimension: dimension, at: columns.value.place)
    else { return nil }
    guard let values = task.values(of: dimension) else {
      report(
        .openDimension, columns.value.place, "the values of '\(dimension)' are known only when '\(task.name)' runs",
        fix: "draw it in a figure, or choose one value under `where`")
      return nil
    }
    return (table, DimensionColumns(dimension: dimension, values: values))
  }

  /// Whether nothing else makes columns, and nothing fixes the dimension that does.
  private func hasRoom(
    for dimension: String, _ metrics: [(text: String, place: Place)], _ fields: Fields
  ) -> Bool {
    if metrics.count > 1 {
      report(
        .cell, metrics[1].place, "'columns' makes a column of each \(dimension), so there is room for one metric only",
        fix: "keep one metric, or remove 'columns'")
    }
    let fixed = fields["where"]?.entry(dimension)
    if let fixed {
      report(
        .cell, fixed.keyPlace, "'\(dimension)' makes the columns, so it cannot be fixed here",
        fix: "remove it, or remove 'columns'")
    }
    return metrics.count == 1 && fixed == nil
  }

  private func metrics(_ fields: Fields) -> [(text: String, place: Place)]? {
    switch (fields["metrics"], fields.entry("metric")) {
    case (let node?, nil): return listed(node, Label("metrics"))
    case (nil, let entry?):
      return scalar(entry.value, .column, Label("metric")).map { [($0, entry.value.place)] }
    case (_?, let entry?):
      report(.cell, entry.keyPlace, "'metrics' is given already, so 'metric' has no place", fix: "keep one of them")
      return nil
    case (nil, nil):
      if !fields.excused.contains("metrics"), !fields.excused.contains("metric") {
        reportMissing("metrics", title: fields.title, owner: fields.owner)
      }
      return nil
    }
  }

  /// The rows a table shows: one case, the methods, and a value of each further dimension.
  private func rows(
    _ fields: Fields, _ task: TaskTables, _ table: TableDeclaration, columns: DimensionColumns?, showsAll: Bool
  ) -> (filter: CellFilter, conditions: [ColumnCondition])? {
    let place = fields.entry("where")?.keyPlace ?? fields.owner
    guard let chosen = conditions(fields, task, table, columns: columns, at: place),
      let caseName = tableCase(fields, task, at: place), requireTask(task, on: caseName, at: place),
      let labels = tableMethods(fields, task, caseName, showsAll: showsAll)
    else { return nil }
    return (CellFilter(cases: [caseName], methods: labels), chosen)
  }

  private func conditions(
    _ fields: Fields, _ task: TaskTables, _ table: TableDeclaration, columns: DimensionColumns?, at place: Place
  ) -> [ColumnCondition]? {
    let entries = fields["where"]?.entries ?? []
    if let node = fields["where"], !node.isMap {
      report(.wrongType, node.place, "'where' must be a map such as {case: …}, found \(node.found)")
      return nil
    }
    let read = entries.filter { $0.key != "case" }.map { entry -> ColumnCondition? in
      guard let text = scalar(entry.value, .text, Label(entry.key)) else { return nil }
      return condition(entry.key, text, of: task, table, at: entry.keyPlace, value: entry.value.place)
    }
    guard let conditions = Self.whole(read) else { return nil }
    return leavesOpen(conditions, task, table, besides: Set([columns?.dimension].compactMap { $0 }), at: place)
      ? nil : conditions
  }

  private func tableCase(_ fields: Fields, _ task: TaskTables, at place: Place) -> String? {
    if let node = fields["where"]?.entry("case")?.value {
      return scalar(node, .name(.gridCase), Label("case"))
        .flatMap { block($0, cases, .gridCase, at: node.place)?.name }
    }
    guard cases.isWhole else { return nil }
    if cases.names.count == 1 { return cases.names[0] }
    report(
      .openDimension, place, "the table's rows are methods, and no case is chosen",
      fix: "add `where: {case: …}` with one of: " + casesOffered(for: task).joined(separator: ", "))
    return nil
  }

  private func tableMethods(
    _ fields: Fields, _ task: TaskTables, _ caseName: String, showsAll: Bool
  ) -> [String]? {
    guard let node = fields["methods"] else {
      return everyMethod(task.card.judges, [caseName], showsAll: showsAll, at: fields.owner)
    }
    let read = listed(node, Label("methods"))?.map { name -> [String]? in
      let found = showsAll ? instances(name.text, at: name.place) : headline(name.text, at: name.place).map { [$0] }
      for instance in found ?? [] {
        guard isOf(task.card.judges, instance.label, at: name.place) else { return nil }
        requireCell(caseName, instance.label, at: name.place)
      }
      return found?.map(\.label)
    }
    return read.flatMap(Self.whole)?.flatMap { $0 }
  }
}
