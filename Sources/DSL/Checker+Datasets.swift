import Vocabulary

extension Checker {
  func readDatasets(_ node: Node?) {
    datasets = symbols(rawBlocks(node, section: "datasets", kindKey: "source"), dataset)
  }

  private func dataset(_ raw: RawBlock, _ node: Node) -> DatasetBlock? {
    let title = "datasets.\(raw.name)"
    guard let card = card(of: node, .source, key: "source", title: title, owner: raw.owner) else { return nil }
    let words = ["source", "split", "corruption"].map { Word($0) } + card.parameters.map(\.word)
    guard let fields = fields(node, title: title, owner: raw.owner, words: words) else { return nil }
    let values = arguments(card.parameters, fields, Scope())
    let split = splitRequest(fields, card, values)
    let corruption = corruption(fields, title: title)
    guard let values, let split, let corruption else { return nil }
    return DatasetBlock(
      name: raw.name, source: ComponentValue(card, Arguments(values)), split: split.request, corruption: corruption,
      lines: lines(of: node))
  }

  /// The split, or none for a source that is given its parts; `nil` once reported.
  private func splitRequest(
    _ fields: Fields, _ card: Card, _ values: [String: Value]?
  ) -> (request: SplitRequest?, Void)? {
    let hasParts = card.parameter("train") != nil && fields["train"].map { !$0.isNull } ?? false
    guard let entry = fields.entry("split") else {
      if hasParts { return (nil, ()) }
      if !fields.excused.contains("split") {
        reportMissing(
          "split", title: fields.title, owner: fields.owner, fix: "write split: {train: …, validation: …, test: …}")
      }
      return nil
    }
    if hasParts {
      report(
        .split, entry.keyPlace, "\(fields.title) names its train part, so there is nothing to split",
        fix: "remove 'split', or give one file instead of parts")
      return nil
    }
    return split(entry, title: fields.title).map { ($0, ()) }
  }

  private func split(_ entry: Node.Entry, title: String) -> SplitRequest? {
    let parts = ["train", "validation", "test"]
    guard
      let fields = fields(
        entry.value, title: "\(title).split", owner: entry.keyPlace, words: (parts + ["stratify"]).map { Word($0) },
        required: parts)
    else { return nil }
    let counts = parts.map { part in
      fields[part].flatMap { integer($0, 1...1_000_000_000, Label(part)) }
    }
    let stratify = fields["stratify"].map { boolean($0, Label("stratify")) } ?? true
    guard let train = counts[0], let validation = counts[1], let test = counts[2], let stratify,
      !fields.excused.contains("stratify")
    else { return nil }
    return SplitRequest(train: train, validation: validation, test: test, stratify: stratify)
  }

  private func corruption(_ fields: Fields, title: String) -> [ComponentValue]? {
    guard let node = fields["corruption"] else { return fields.excused.contains("corruption") ? nil : [] }
    let items: [Node]
    switch node.content {
    case .list(let written): items = written
    case .map: items = [node]
    case .scalar:
      report(.wrongType, node.place, "'corruption' must be a list of maps with `kind:`, found \(node.found)")
      return nil
    }
    let read = items.map {
      component($0, .corruption, title: "\(title).corruption", owner: $0.place.start, scope: Scope())
    }
    let sound = read.compactMap { $0 }
    return sound.count == read.count ? sound : nil
  }
}
