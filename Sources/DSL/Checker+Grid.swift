import Vocabulary

extension Checker {
  func readGrid(_ node: Node?, owner: Place?) {
    guard let node, let owner,
      let fields = fields(
        node, title: "grid", owner: owner, words: ["cases", "methods", "exclude"].map { Word($0) },
        required: ["cases"])
    else {
      cases.isUnreadable = true
      return
    }
    readCases(fields["cases"])
    let chosen = gridMethods(fields)
    let takenOut = exclusions(fields)
    guard cases.isWhole, let chosen, let takenOut else { return }
    grid = layout(chosen, takenOut, at: owner)
  }

  private func readCases(_ node: Node?) {
    cases = symbols(node.flatMap { rawBlocks($0, section: "grid.cases", kindKey: "data") }, gridCase)
    guard let node, node.isMap, node.entries.isEmpty else { return }
    report(.count, node.place, "'grid.cases' must have at least 1 case, found 0")
    cases.isUnreadable = true
  }

  private func gridCase(_ raw: RawBlock, _ node: Node) -> CaseBlock? {
    let keys = ["data", "embedding"]
    let game = node.entry("game")
    places[UsedName(kind: .gridCase, name: raw.name)] = raw.owner
    guard
      let fields = fields(
        node, title: "grid.cases.\(raw.name)", owner: raw.owner, words: (keys + ["game"]).map { Word($0) },
        required: game == nil ? keys : [])
    else { return nil }
    if let game { return gameCase(raw, game, fields) }
    let data = fields["data"].flatMap { name($0, .dataset, Label("data"), Scope()) }
    let embedding = fields["embedding"].flatMap { name($0, .embedding, Label("embedding"), Scope()) }
    guard case .text(let data)? = data, case .text(let embedding)? = embedding else { return nil }
    return CaseBlock(name: raw.name, .data(data, embedding: embedding))
  }

  /// The methods of the grid in the order of `methods`; `nil` while they could not be read.
  private func gridMethods(_ fields: Fields) -> [MethodBlock]? {
    guard let node = fields["methods"], node.text != "all" else {
      for name in methods.names { used.insert(UsedName(kind: .method, name: name)) }
      return methods.isWhole && !fields.excused.contains("methods") ? methods.all : nil
    }
    let names = listed(node, Label("methods"))
    let blocks = names?.map { block($0.text, methods, .method, at: $0.place) }
    guard let blocks = blocks.flatMap(Self.whole) else { return nil }
    let chosen = Set(blocks.map(\.name))
    return methods.all.filter { chosen.contains($0.name) }
  }

  /// A name or a list of names, each with its place; `nil` once reported.
  func listed(_ node: Node, _ label: Label) -> [(text: String, place: Place)]? {
    var items = [node]
    if case .list(let written) = node.content { items = written }
    guard !items.isEmpty else {
      report(.count, node.place, "'\(label.name)' must have at least 1 item, found 0")
      return nil
    }
    let read = items.compactMap { item in scalar(item, .text, label).map { ($0, item.place) } }
    reportRepeats(items.map { $0.text.map(Value.text) }, items, label)
    return read.count == items.count ? read : nil
  }

  /// What one item of `exclude` takes out.
  private struct Exclusion {
    let pairs: Set<GridLayout.Pair>
    let place: Place
  }

  private func exclusions(_ fields: Fields) -> [Exclusion]? {
    guard let node = fields["exclude"] else { return fields.excused.contains("exclude") ? nil : [] }
    let items: [Node]
    switch node.content {
    case .list(let written): items = written
    case .map: items = [node]
    case .scalar:
      report(.wrongType, node.place, "'exclude' must be a list of {case, method}, found \(node.found)")
      return nil
    }
    return Self.whole(items.map { item in exclusion(item).map { Exclusion(pairs: $0, place: item.place) } })
  }

  /// The pairs that one item of `exclude` takes out; leaving out `case` or `method` means all of them.
  private func exclusion(_ node: Node) -> Set<GridLayout.Pair>? {
    let words = [Word("case", synonyms: ["cases"]), Word("method", synonyms: ["methods"])]
    guard let fields = fields(node, title: "grid.exclude", owner: node.place.start, words: words) else { return nil }
    guard fields["case"] != nil || fields["method"] != nil else {
      if fields.excused.isEmpty { report(.exclude, node.place, "an exclusion names a case, a method, or both") }
      return nil
    }
    let (caseNames, labels) = (excludedCases(fields["case"]), excludedLabels(fields["method"]))
    guard fields.excused.isEmpty, let caseNames, let labels else { return nil }
    return Set(
      caseNames.flatMap { caseName in labels.map { GridLayout.Pair(caseName: caseName, label: $0) } })
  }

  private func excludedCases(_ node: Node?) -> [String]? {
    guard let node else { return cases.names }
    let read = listed(node, Label("case"))?.map { block($0.text, cases, .gridCase, at: $0.place)?.name }
    return read.flatMap(Self.whole)
  }

  private func excludedLabels(_ node: Node?) -> [String]? {
    guard let node else { return methods.all.flatMap { $0.instances.map(\.label) } }
    let read = listed(node, Label("method"))?.map { instances($0.text, at: $0.place)?.map(\.label) }
    return read.flatMap(Self.whole)?.flatMap { $0 }
  }

  /// The items if none is missing.
  static func whole<T>(_ items: [T?]) -> [T]? {
    let sound = items.compactMap { $0 }
    return sound.count == items.count ? sound : nil
  }

  private func layout(_ chosen: [MethodBlock], _ exclusions: [Exclusion], at owner: Place) -> GridLayout? {
    let takenOut = exclusions.reduce(into: Set<GridLayout.Pair>()) { $0.formUnion($1.pairs) }
    let labels = Set(chosen.flatMap { $0.instances.map(\.label) })
    for exclusion in exclusions where !exclusion.pairs.contains(where: { labels.contains($0.label) }) {
      report(
        .exclude, exclusion.place, "this takes out nothing: grid.methods does not list the method", fix: "remove it")
    }
    var cells: [GridCell] = []
    var excluded: [(caseName: String, method: String)] = []
    for gridCase in cases.all {
      for method in chosen {
        let out = method.instances.filter {
          takenOut.contains(GridLayout.Pair(caseName: gridCase.name, label: $0.label))
        }
        let labels = out.count == method.instances.count ? [method.name] : out.map(\.label)
        excluded += labels.map { (gridCase.name, $0) }
        cells += method.instances.filter { !out.contains($0) }
          .map { GridCell(caseName: gridCase.name, method: method.name, instance: $0) }
      }
    }
    reportMisfits(cells)
    guard !cells.isEmpty else {
      report(.exclude, owner, "the grid has no pair of case and method left to value")
      return nil
    }
    return GridLayout(cells: cells, excluded: excluded, takenOut: takenOut)
  }

  /// Reports a pair that the grid does not have; silent while the grid could not be worked out.
  func requireCell(_ caseName: String, _ label: String, at place: Place) {
    guard let grid, !grid.hasCell(caseName, label) else { return }
    let reason =
      grid.isExcluded(caseName, label) ? "grid.exclude takes the pair out" : "grid.methods does not list the method"
    report(.noCell, place, "'\(label)' is not valued on case '\(caseName)': \(reason)")
  }
}
