import Vocabulary

extension Checker {
  /// Reads `claims:`, comparisons checked as those in prose are.
  func readClaims(_ node: Node?) {
    claims = symbols(rawBlocks(node, section: "claims", kindKey: nil), claim)
  }

  private func claim(_ raw: RawBlock, _ node: Node) -> ClaimBlock? {
    let title = "claims.\(raw.name)"
    guard
      let fields = fields(
        node, title: title, owner: raw.owner,
        words: [
          Word("from", synonyms: ["source", "citation"]), Word("says", synonyms: ["claim", "text"]), Word("holds_if"),
          Word("required"),
        ], required: ["says", "holds_if"])
    else { return nil }
    let from = fields["from"].map { scalar($0, .text, Label("from")) } ?? ""
    let says = fields["says"].flatMap { scalar($0, .text, Label("says")) }
    let comparison = fields.entry("holds_if").flatMap { self.comparison($0, title: "\(title).holds_if") }
    guard let from, let says, let comparison, let isRequired = isRequired(fields, default: false) else { return nil }
    return ClaimBlock(
      name: raw.name, from: from, says: says, metric: comparison.metric, left: comparison.sides.left,
      right: comparison.sides.right, relation: comparison.relation, margin: comparison.margin, isRequired: isRequired,
      line: raw.owner.span.line)
  }

  /// What `holds_if` says.
  private struct Comparison {
    let metric: Query.MetricQuery
    let sides: (left: String, right: String)
    let relation: Relation
    let margin: Double
  }

  /// Keys that every comparison has; dimensions of the task's tables come beside them.
  private static let comparisonWords = [
    Word("task"), Word("metric", synonyms: ["measure"]), Word("case"), Word("left"), Word("is"), Word("right"),
    Word("margin", synonyms: ["by"]),
  ]

  private func comparison(_ entry: Node.Entry, title: String) -> Comparison? {
    let task = entry.value.entry("task").flatMap { claimedTask($0.value) }
    guard
      let fields = fields(
        entry.value, title: title, owner: entry.keyPlace, words: comparisonWords(task, entry.value),
        required: ["task", "metric", "left", "is", "right"])
    else { return nil }
    let metric = fields["metric"].flatMap { node in
      scalar(node, .column, Label("metric")).map { (text: $0, place: node.place) }
    }
    let table = task.flatMap { task in metric.flatMap { self.table(task, metrics: [$0]) } }
    let caseName = claimedCase(fields, task)
    if let task, let caseName {
      guard requireTask(task, on: caseName, at: fields["case"]?.place ?? fields.owner) else { return nil }
    }
    let sides = sides(fields, caseName, task)
    let relation = fields["is"].flatMap { choice($0, Relation.allCases.map(\.rawValue), Label("is")) }
      .flatMap(Relation.init)
    let margin =
      fields["margin"].map { real($0, .finite, Label("margin")) }
      ?? (fields.excused.contains("margin") ? nil : 0)
    guard let task, let table, let metric,
      let conditions = conditions(entry.value, fields, task, table, metric.text), let caseName, let sides, let relation,
      let margin
    else { return nil }
    let rows = Query.MetricQuery(
      task: task.name, table: table.name, metric: metric.text, caseName: caseName, conditions: conditions)
    return Comparison(metric: rows, sides: sides, relation: relation, margin: margin)
  }

  private func claimedTask(_ node: Node) -> TaskTables? {
    scalar(node, .name(.task), Label("task")).flatMap { task($0, at: node.place) }
  }

  /// The keys a comparison may have. While its task is not known, any key that resembles none of them may be a
  /// dimension.
  private func comparisonWords(_ task: TaskTables?, _ node: Node) -> [Word] {
    let fixed = Self.comparisonWords
    guard task == nil else { return fixed + (task?.dimensions ?? []).map { Word($0) } }
    return fixed + node.entries.map(\.key).filter { Spelling.guess($0, among: fixed) == nil }.map { Word($0) }
  }

  private func claimedCase(_ fields: Fields, _ task: TaskTables?) -> String? {
    if let node = fields["case"] {
      return scalar(node, .name(.gridCase), Label("case"))
        .flatMap { block($0, cases, .gridCase, at: node.place)?.name }
    }
    guard cases.isWhole, !fields.excused.contains("case") else { return nil }
    if cases.names.count == 1 { return cases.names[0] }
    let offered = task.map { casesOffered(for: $0) } ?? cases.names
    report(
      .openDimension, fields.owner, "this claim leaves the case open",
      fix: "add `case:` with one of: " + offered.joined(separator: ", "))
    return nil
  }

  /// The labels compared: two different instances that are valued on the case.
  private func sides(_ fields: Fields, _ caseName: String?, _ task: TaskTables?) -> (left: String, right: String)? {
    let labels = ["left", "right"].map { key -> String? in
      guard let node = fields[key], let text = scalar(node, .name(.method), Label(key)),
        let label = headline(text, at: node.place)?.label
      else { return nil }
      if let task, !isOf(task.card.judges, label, at: node.place) { return nil }
      if let caseName { requireCell(caseName, label, at: node.place) }
      return label
    }
    guard let left = labels[0], let right = labels[1] else { return nil }
    guard left == right else { return (left, right) }
    report(
      .claim, fields["right"]?.place ?? fields.owner, "left and right are both '\(left)', so nothing is compared",
      fix: "name another method, or another instance of it")
    return nil
  }

  /// The dimensions that a comparison fixes; a misspelt one is not reported as left open too.
  private func conditions(
    _ node: Node, _ fields: Fields, _ task: TaskTables, _ table: TableDeclaration, _ metric: String
  ) -> [ColumnCondition]? {
    let extra = node.entries.filter { task.dimensions.contains($0.key) }
    let read = extra.map { entry -> ColumnCondition? in
      guard table.columns.contains(where: { $0.isDimension && $0.name == entry.key }) else {
        report(
          .unknownColumn, entry.keyPlace, "'\(metric)' of '\(task.name)' has no dimension '\(entry.key)'",
          fix: "remove it")
        return nil
      }
      guard let text = scalar(entry.value, .text, Label(entry.key)) else { return nil }
      return condition(entry.key, text, of: task, table, at: entry.keyPlace, value: entry.value.place)
    }
    guard let conditions = Self.whole(read) else { return nil }
    return leavesOpen(conditions, task, table, besides: fields.excused, at: fields.owner) ? nil : conditions
  }

  /// The name and caption of a verdict table; `nil` once reported.
  func claimsCell(_ node: Node, _ head: Node.Entry) -> (name: String, caption: Template)? {
    let name = cellName(head)
    let title = "claims \(head.value.text?.shortened ?? "")"
    let words = ["claims", "caption"].map { Word($0) }
    guard let fields = fields(node, title: title, owner: head.keyPlace, words: words, required: ["caption"]) else {
      return nil
    }
    let caption = caption(fields)
    if claims.names.isEmpty, !claims.isUnreadable {
      report(
        .claim, head.keyPlace, "the study makes no claims, so there is nothing to judge",
        fix: "add `claims:` above `report:`, or remove this cell")
    }
    guard let name, let caption else { return nil }
    return (name, caption)
  }

  /// Claims under too few replicates: the study runs, and the report says that there is no verdict.
  func fewReplicates(_ replicates: Int, _ fields: Fields) -> [Diagnostic] {
    guard !claims.names.isEmpty, replicates < Relation.fewestReplicates, let node = fields["replicates"] else {
      return []
    }
    return [
      Diagnostic(
        .fewReplicates, node.place,
        "claims need at least \(Relation.fewestReplicates) replicates, found \(replicates): they will get no verdict",
        fix: "write `replicates: \(Relation.fewestReplicates)` or more", severity: .warning)
    ]
  }
}
