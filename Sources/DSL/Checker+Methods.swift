import Vocabulary

extension Checker {
  /// Instances a single method may be swept into.
  private static var instanceLimit: Int { 1000 }

  func readMethods(_ node: Node?) {
    methods = symbols(rawBlocks(node, section: "methods", kindKey: "kind", reserved: ["all"]), method)
  }

  private func method(_ raw: RawBlock, _ node: Node) -> MethodBlock? {
    let title = "methods.\(raw.name)"
    guard let card = card(of: node, .method, key: "kind", title: title, owner: raw.owner) else { return nil }
    let words = [Word("kind"), Word("headline")] + card.parameters.map(\.word)
    guard let fields = fields(node, title: title, owner: raw.owner, words: words) else { return nil }
    let choices = card.parameters.map { alternatives($0, fields) }
    let read = choices.compactMap { $0 }
    guard read.count == choices.count, let instances = instances(raw, card, read) else { return nil }
    guard let headline = headline(fields, card, instances) else { return nil }
    return MethodBlock(
      name: raw.name, card: card, instances: instances, headline: headline.index, lines: lines(of: node))
  }

  /// What a parameter is given: one value, or the values of a sweep with the texts that name them.
  private struct Alternatives {
    let parameter: String
    let values: [(value: Value, text: String)]
    let isSwept: Bool
  }

  private func alternatives(_ declaration: ParameterDeclaration, _ fields: Fields) -> Alternatives? {
    if let node = fields[declaration.name], let sweep = node.entry("sweep") {
      return self.sweep(sweep, of: node, declaration, title: fields.title)
    }
    return argument(declaration, fields, Scope()).map {
      Alternatives(parameter: declaration.name, values: [($0, "")], isSwept: false)
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
    let values = items.map { value($0, declaration.type, label) }
    reportRepeats(values, items, Label("sweep"))
    let read = zip(values, items).compactMap { value, item in value.map { ($0, item.text ?? "") } }
    guard read.count == items.count, Set(read.map(\.0)).count == items.count else { return nil }
    return Alternatives(parameter: declaration.name, values: read, isSwept: true)
  }

  private func emptyOr(_ node: Node) -> String { node.isList ? "an empty list" : node.found }

  /// Every combination, the first swept parameter varying slowest.
  private func instances(_ raw: RawBlock, _ card: Card, _ choices: [Alternatives]) -> [MethodInstance]? {
    let count = choices.reduce(1) { min($0 * $1.values.count, Self.instanceLimit + 1) }
    guard count <= Self.instanceLimit else {
      report(.sweep, raw.owner, "methods.\(raw.name) is swept into more than \(Self.instanceLimit) instances")
      return nil
    }
    var drafts: [(values: [String: Value], settings: [InstanceLabel.Setting])] = [([:], [])]
    for choice in choices {
      drafts = drafts.flatMap { draft in
        choice.values.map { value, text in
          let setting = InstanceLabel.Setting(choice.parameter, value, written: text)
          return (
            draft.values.merging([choice.parameter: value]) { $1 }, draft.settings + (choice.isSwept ? [setting] : [])
          )
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
    _ fields: Fields, _ card: Card, _ instances: [MethodInstance]
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
    let values = swept.map { parameter in
      chosen[parameter.name].flatMap { value($0, parameter.type, Label(parameter.name, unit: parameter.unit)) }
    }
    guard values.allSatisfy({ $0 != nil }) else { return nil }
    let index = instances.firstIndex { instance in
      zip(swept, values).allSatisfy { instance.component.arguments.values[$0.name] == $1 }
    }
    if let index { return (index, ()) }
    report(
      .headline, entry.value.place, "the headline names no instance of '\(fields.title)'",
      fix: "its instances are: " + instances.prefix(16).map(\.label).joined(separator: ", "))
    return nil
  }
}
