import Vocabulary

extension Checker {
  /// The component of the block that a field refers to.
  func reference(_ node: Node, _ kind: BlockKind, _ label: Label) -> ComponentValue? {
    guard let text = scalar(node, .reference(kind), label) else { return nil }
    switch kind {
    case .model: return block(text, models, kind, at: node.place)?.component
    case .embedding: return block(text, embeddings, kind, at: node.place)?.component
    case .task: return block(text, tasks, kind, at: node.place)?.component
    case .method:
      return headline(text, at: node.place).flatMap { isOf(.method, $0.label, at: node.place) ? $0.component : nil }
    case .dataset, .gridCase, .strategy, .theory:
      preconditionFailure("a card refers to a \(kind.rawValue); it is not one component, so use .name instead")
    }
  }

  /// The name of a block as a text, or a list of labels where a method's name means several instances.
  func name(_ node: Node, _ kind: BlockKind, _ label: Label, _ scope: Scope) -> Value? {
    guard let text = scalar(node, .name(kind), label) else { return nil }
    switch kind {
    case .model: return block(text, models, kind, at: node.place).map { .text($0.name) }
    case .embedding: return block(text, embeddings, kind, at: node.place).map { .text($0.name) }
    case .dataset: return block(text, datasets, kind, at: node.place).map { .text($0.name) }
    case .task: return block(text, tasks, kind, at: node.place).map { .text($0.name) }
    case .theory: return block(text, theory, kind, at: node.place).map { .text($0.check.name) }
    case .gridCase: return block(text, cases, kind, at: node.place).map { .text($0.name) }
    case .method, .strategy:
      guard scope.showsAllInstances else { return headline(text, at: node.place).map { .text($0.label) } }
      let labels = instances(text, at: node.place)?.map { Value.text($0.label) }
      return labels.map { $0.count == 1 ? $0[0] : .list($0) }
    }
  }

  /// A block by its name; an unknown one is reported, a broken one has been.
  func block<Block>(_ name: String, _ symbols: Symbols<Block>, _ kind: BlockKind, at place: Place) -> Block? {
    used.insert(UsedName(kind: kind, name: name))
    switch symbols.lookup(name) {
    case .found(let block): return block
    case .broken: return nil
    case .unknown:
      let nothing = symbols.names.isEmpty ? "the study has no \(kind.key)" : nil
      report(
        .unknownName, place, "there is no \(kind.rawValue) '\(name.shortened)'",
        fix: nothing
          ?? Spelling.advice(
            name, among: symbols.names.map { Word($0) }, called: "the \(kind == .theory ? "checks" : kind.key) are"))
      return nil
    }
  }

  /// The one instance that a method's name or label means.
  func headline(_ text: String, at place: Place) -> MethodInstance? {
    guard let (method, instances) = method(text, at: place) else { return nil }
    if instances.count == 1 { return instances[0] }
    if let headline = method.headline { return method.instances[headline] }
    report(
      .headline, place, "'\(method.name)' is swept and has no headline, so its name means no single instance",
      fix:
        "add \(Self.headlineExample(method)) to \(method.section).\(method.name), or write '\(method.instances[0].label)'"
    )
    return nil
  }

  private static func headlineExample(_ method: MethodBlock) -> String {
    let inside = method.instances[0].label.dropFirst(method.name.count + 1).dropLast()
    let fields = inside.split(separator: ",").map { $0.split(separator: "=").joined(separator: ": ") }
    return "`headline: {\(fields.joined(separator: ", "))}`"
  }

  /// Whether a label is that of a method, or of a strategy; reports the other.
  func isOf(_ kind: ComponentKind, _ label: String, at place: Place) -> Bool {
    guard case .found(let block) = methods.lookup(InstanceLabel(reading: label).name), block.card.kind != kind else {
      return true
    }
    report(
      .noCell, place,
      kind == .method
        ? "'\(label.shortened)' is a strategy, which gives no values"
        : "'\(label.shortened)' is a method, which steers no training",
      fix: "name a block of \(kind == .method ? BlockKind.method.key : BlockKind.strategy.key)")
    return false
  }

  /// The instances that a method's name, or the one that a label, means.
  func instances(_ text: String, at place: Place) -> [MethodInstance]? { method(text, at: place)?.instances }

  /// A method and its instances that a text names: all for the plain name, one for a label such as `knn[k=5]`.
  private func method(_ text: String, at place: Place) -> (method: MethodBlock, instances: [MethodInstance])? {
    let label = InstanceLabel(reading: text)
    guard let method = block(label.name, methods, .method, at: place) else { return nil }
    guard !label.settings.isEmpty || text.contains("[") else { return (method, method.instances) }
    if let instance = method.instances.first(where: { $0.label == text })
      ?? method.instances.first(where: { InstanceLabel(reading: $0.label).matches(label) })
    {
      return (method, [instance])
    }
    report(
      .unknownName, place, "'\(method.name)' has no instance '\(text.shortened)'",
      fix: method.instances.map(\.label) == [method.name]
        ? "it is not swept; write '\(method.name)'"
        : "its instances are: " + method.instances.prefix(16).map(\.label).joined(separator: ", "))
    return nil
  }

  /// A component written in place, as `{kind: …}`.
  func nested(_ node: Node, _ kind: ComponentKind, _ label: Label, _ scope: Scope) -> ComponentValue? {
    guard node.isMap else {
      let known = node.text.flatMap { catalogue.card(kind, $0) }
      reportWrongType(node, .component(kind), label, fix: known.map { "write {kind: \($0.name)}" })
      return nil
    }
    return component(node, kind, title: "'\(label.name)'", owner: node.place, scope: scope)
  }
}
