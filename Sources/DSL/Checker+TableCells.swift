import Vocabulary

extension Checker {
  func tableCell(_ node: Node, _ head: Node.Entry) -> TableCell? {
    let name = cellName(head)
    let title = "table \(head.value.text?.shortened ?? "")"
    let words = ["table", "rows", "cell", "caption"].map { Word($0) }
    guard
      let fields = fields(
        node, title: title, owner: head.keyPlace, words: words, required: ["rows", "cell", "caption"])
    else { return nil }
    let rows = fields["rows"].flatMap { choice($0, ["method"], Label("rows")) }
    let caption = caption(fields)
    guard let entry = fields.entry("cell"), let content = content(entry) else { return nil }
    guard let name, rows != nil, let caption else { return nil }
    return TableCell(
      name: name, task: content.task, table: content.table, metrics: content.metrics, filter: content.filter,
      conditions: content.conditions, hasIntervals: content.hasIntervals, marksBest: content.marksBest,
      caption: caption)
  }

  /// What stands in the cells of a table.
  private struct Content {
    let task: String
    let table: String
    let metrics: [String]
    let filter: CellFilter
    let conditions: [ColumnCondition]
    let hasIntervals: Bool
    let marksBest: Bool
  }

  private func content(_ entry: Node.Entry) -> Content? {
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
    let table = task.flatMap { task in metrics.flatMap { self.table(task, metrics: $0) } }
    guard let task, let table, let metrics, let show, let best, let instances,
      let rows = rows(fields, task, table, showsAll: instances == "all")
    else { return nil }
    return Content(
      task: task.name, table: table.name, metrics: metrics.map(\.text), filter: rows.filter,
      conditions: rows.conditions, hasIntervals: show == "mean_ci", marksBest: best == "bold")
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
    _ fields: Fields, _ task: TaskTables, _ table: TableDeclaration, showsAll: Bool
  ) -> (filter: CellFilter, conditions: [ColumnCondition])? {
    let place = fields.entry("where")?.keyPlace ?? fields.owner
    guard let chosen = conditions(fields, task, table, at: place),
      let caseName = tableCase(fields, at: place),
      let labels = tableMethods(fields, caseName, showsAll: showsAll)
    else { return nil }
    return (CellFilter(cases: [caseName], methods: labels), chosen)
  }

  private func conditions(
    _ fields: Fields, _ task: TaskTables, _ table: TableDeclaration, at place: Place
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
    return leavesOpen(conditions, task, table, at: place) ? nil : conditions
  }

  private func tableCase(_ fields: Fields, at place: Place) -> String? {
    if let node = fields["where"]?.entry("case")?.value {
      return scalar(node, .name(.gridCase), Label("case"))
        .flatMap { block($0, cases, .gridCase, at: node.place)?.name }
    }
    guard cases.isWhole else { return nil }
    if cases.names.count == 1 { return cases.names[0] }
    report(
      .openDimension, place, "the table's rows are methods, and no case is chosen",
      fix: "add `where: {case: …}` with one of: " + cases.names.joined(separator: ", "))
    return nil
  }

  private func tableMethods(_ fields: Fields, _ caseName: String, showsAll: Bool) -> [String]? {
    guard let node = fields["methods"] else {
      return everyMethod([caseName], showsAll: showsAll, at: fields.owner)
    }
    let read = listed(node, Label("methods"))?.map { name -> [String]? in
      let found = showsAll ? instances(name.text, at: name.place) : headline(name.text, at: name.place).map { [$0] }
      for instance in found ?? [] { requireCell(caseName, instance.label, at: name.place) }
      return found?.map(\.label)
    }
    return read.flatMap(Self.whole)?.flatMap { $0 }
  }
}
