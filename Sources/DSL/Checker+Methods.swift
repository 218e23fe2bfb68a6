import Vocabulary

extension Checker {
  /// Instances a single method may be swept into.
  private static var instanceLimit: Int { 1000 }

  /// Reads `methods:` and `strategies:`, both of which the grid may have; their names share one space.
  func readMethods(_ node: Node?, strategies: Node?) {
    methods = rows(node, .method, .method)
    let steering = rows(strategies, .strategy, .strategy)
    for name in steering.names where methods.names.contains(name) {
      guard let place = strategies?.entry(name)?.keyPlace else { continue }
      report(.badName, place, "'\(name)' is a method already", fix: "choose another name for the strategy")
    }
    methods.append(steering)
  }

  private func rows(_ node: Node?, _ section: BlockKind, _ family: ComponentKind) -> Symbols<MethodBlock> {
    symbols(rawBlocks(node, section: section.key, kindKey: "kind", reserved: ["all"])) { raw, node in
      method(raw, node, title: "\(section.key).\(raw.name)", family)
    }
  }

  private func method(_ raw: RawBlock, _ node: Node, title: String, _ family: ComponentKind) -> MethodBlock? {
    places[UsedName(kind: .method, name: raw.name)] = raw.owner
    guard let card = card(of: node, family, key: "kind", title: title, owner: raw.owner) else { return nil }
    let words = [Word("kind"), Word("headline")] + card.parameters.map(\.word)
    guard let fields = fields(node, title: title, owner: raw.owner, words: words) else { return nil }
    let choices = card.parameters.map { alternatives($0, fields) }
    let read = choices.compactMap { $0 }
    guard read.count == choices.count, let instances = instances(raw, card, read, title: title)
    else { return nil }
    guard let headline = headline(fields, card, instances, name: raw.name) else { return nil }
    return MethodBlock(
      name: raw.name, card: card, instances: instances, headline: headline.index, lines: lines(of: node))
  }

  /// What a parameter is given: one value, or the values of a sweep with the settings that name them.
  private struct Alternatives {
    let parameter: String
    let values: [(value: Value, setting: InstanceLabel.Setting?)]
  }

  private func alternatives(_ declaration: ParameterDeclaration, _ fields: Fields) -> Alternatives? {
    if let node = fields[declaration.name], let sweep = node.entry("sweep") {
      return self.sweep(sweep, of: node, declaration, title: fields.title)
    }
    return argument(declaration, fields, Scope()).map {
      Alternatives(parameter: declaration.name, values: [($0, nil)])
    }
  }

  private func sweep(
    _ sweep: Node.Entry, of node: Node, _ declaration: ParameterDeclaration, title: String
  ) -> Alternatives? {
    guard declaration.type.isScalar else {
      report(
        .sweep, sweep.keyPlace, "'\(declaration.name)' cannot be swept: it is \(declaration.type.phrase)",
        fix: "write one block for each value")
      return nil
    }
    guard fields(node, title: "'\(declaration.name)'", owner: node.place, words: [Word("sweep")]) != nil else {
      return nil
    }
    guard case .list(let items) = sweep.value.content, !items.isEmpty else {
      report(.sweep, sweep.value.place, "'sweep' must be a list of at least 1 value, found \(emptyOr(sweep.value))")
      return nil
    }
    let label = Label(declaration.name, unit: declaration.unit)
    let read = items.compactMap { item in
      value(item, declaration.type, label).map {
        (value: $0, setting: InstanceLabel.Setting(declaration.name, $0, written: item.text ?? ""))
      }
    }
    guard read.count == items.count else { return nil }
    reportRepeats(read.map { .text($0.setting.text) }, items, Label("sweep"))
    guard Set(read.map(\.setting)).count == read.count else { return nil }
    return Alternatives(parameter: declaration.name, values: read.map { ($0.value, $0.setting) })
  }

  private func emptyOr(_ node: Node) -> String { node.isList ? "an empty list" : node.found }

  /// Every combination, the first swept parameter varying slowest.
  private func instances(
    _ raw: RawBlock, _ card: Card, _ choices: [Alternatives], title: String
  ) -> [MethodInstance]? {
    let count = choices.reduce(1) { min($0 * $1.values.count, Self.instanceLimit + 1) }
    guard count <= Self.instanceLimit else {
      report(.sweep, raw.owner, "\(title) is swept into more than \(Self.instanceLimit) instances")
      return nil
    }
    var drafts: [(values: [String: Value], settings: [InstanceLabel.Setting])] = [([:], [])]
    for choice in choices {
      drafts = drafts.flatMap { draft in
        choice.values.map { value, setting in
          (draft.values.merging([choice.parameter: value]) { $1 }, draft.settings + (setting.map { [$0] } ?? []))
        }
      }
    }
    return drafts.map { draft in
      let label = InstanceLabel(name: raw.name, settings: draft.settings)
      return MethodInstance(
        label: label.text, fileLabel: label.fileText, component: ComponentValue(card, Arguments(draft.values)))
    }
  }

  /// The index of the headline instance, if there is one; `nil` once reported.
  private func headline(
    _ fields: Fields, _ card: Card, _ instances: [MethodInstance], name: String
  ) -> (index: Int?, Void)? {
    guard let entry = fields.entry("headline") else {
      return fields.excused.contains("headline") ? nil : (instances.count == 1 ? 0 : nil, ())
    }
    let swept = card.parameters.filter { fields[$0.name]?.entry("sweep") != nil }
    guard !swept.isEmpty else {
      report(.headline, entry.keyPlace, "\(fields.title) is not swept, so it needs no headline", fix: "remove it")
      return nil
    }
    guard
      let chosen = self.fields(
        entry.value, title: "\(fields.title).headline", owner: entry.keyPlace, words: swept.map(\.word),
        required: swept.map(\.name))
    else { return nil }
    let settings = swept.map { parameter -> InstanceLabel.Setting? in
      guard let node = chosen[parameter.name] else { return nil }
      return value(node, parameter.type, Label(parameter.name, unit: parameter.unit))
        .map { InstanceLabel.Setting(parameter.name, $0, written: node.text ?? "") }
    }
    guard let settings = Self.whole(settings) else { return nil }
    let label = InstanceLabel(name: name, settings: settings).text
    if let index = instances.firstIndex(where: { $0.label == label }) { return (index, ()) }
    report(
      .headline, entry.value.place, "the headline names no instance of '\(fields.title)'",
      fix: "its instances are: " + instances.prefix(16).map(\.label).joined(separator: ", "))
    return nil
  }
}
