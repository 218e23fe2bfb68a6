import Vocabulary

/// A block of a section before its fields are read.
struct RawBlock {
  let name: String
  /// The block's key.
  let owner: Place
  /// Its map, with the fields of the block it is like; `nil` once that is reported to be impossible.
  let node: Node?
  /// Whether other fields can name it.
  let hasSoundName: Bool
}

extension Checker {
  /// The blocks of a section, `like:` written out; a section that is no map is reported. Blocks that are alike agree in
  /// `kindKey`, where there is one.
  func rawBlocks(_ node: Node?, section: String, kindKey: String?, reserved: [String] = []) -> [RawBlock]? {
    guard let node else { return [] }
    guard node.isMap else {
      reportSection(node, section)
      return nil
    }
    return node.entries.map { entry in
      RawBlock(
        name: entry.key, owner: entry.keyPlace,
        node: likeness(of: entry, in: node, section: section, kindKey: kindKey, chain: [entry.key]),
        hasSoundName: acceptsName(entry.key, at: entry.keyPlace, reserved: reserved))
    }
  }

  /// Reads every block of a section and keeps their names, sound or not.
  func symbols<Block>(_ blocks: [RawBlock]?, _ read: (RawBlock, Node) -> Block?) -> Symbols<Block> {
    var symbols = Symbols<Block>()
    symbols.isUnreadable = blocks == nil
    for raw in blocks ?? [] {
      let block = raw.node.flatMap { read(raw, $0) }
      symbols.add(raw.name, raw.hasSoundName ? block : nil)
    }
    return symbols
  }

  private func reportSection(_ node: Node, _ section: String) {
    report(.wrongType, node.place, "'\(section)' must be a map of names, found \(node.found)")
  }

  /// The map of a block with the fields of the sibling named by `like:` under its own.
  private func likeness(
    of entry: Node.Entry, in section: Node, section title: String, kindKey: String?, chain: [String]
  ) -> Node? {
    guard let like = entry.value.entry("like") else { return entry.value }
    guard let name = scalar(like.value, .text, Label("like")) else { return nil }
    if chain.contains(name) {
      reportCircle(chain, closing: name, in: section)
      return nil
    }
    guard let sibling = section.entry(name) else {
      report(
        .unknownName, like.value.place, "there is no '\(name.shortened)' in \(title)",
        fix: Spelling.advice(name, among: section.entries.map { Word($0.key) }, called: "there are"))
      return nil
    }
    guard
      let model = likeness(of: sibling, in: section, section: title, kindKey: kindKey, chain: chain + [name]),
      model.isMap
    else { return nil }
    return merged(entry.value, over: model, like: name, kindKey: kindKey)
  }

  /// Reports a circle of likenesses once, from its first member in the section's order on.
  private func reportCircle(_ chain: [String], closing name: String, in section: Node) {
    let circle = Array(chain.drop { $0 != name })
    let order = section.entries.map(\.key)
    guard let first = order.first(where: circle.contains), let turn = circle.firstIndex(of: first),
      let place = section.entry(first)?.value.entry("like")?.value.place
    else { return }
    let turned = circle[turn...] + circle[..<turn] + [first]
    report(.like, place, "`like:` goes round in a circle: \(turned.joined(separator: " → "))")
  }

  private func merged(_ own: Node, over model: Node, like name: String, kindKey: String?) -> Node? {
    let mine = own.entries.filter { $0.key != "like" }
    let given = Set(mine.map(\.key))
    if let kindKey, let kind = own.entry(kindKey), let theirs = model.entry(kindKey),
      kind.value.text != theirs.value.text
    {
      report(
        .like, kind.value.place, "like: \(name) copies the \(kindKey) \(theirs.value.found), found \(kind.value.found)",
        fix: "leave out '\(kindKey)', or leave out 'like'")
      return nil
    }
    let copied = model.entries.filter { entry in
      // A headline of values that are overridden here would name an instance that does not exist.
      let isOverriddenHeadline = entry.key == "headline" && entry.value.entries.contains { given.contains($0.key) }
      return !given.contains(entry.key) && !isOverriddenHeadline
    }
    return Node(.map(copied + mine), at: own.place)
  }

  /// Reads a section whose blocks are each one component.
  func componentBlocks(_ node: Node?, _ kind: BlockKind, _ family: ComponentKind, reserved: [String] = [])
    -> Symbols<ComponentBlock>
  {
    symbols(rawBlocks(node, section: kind.key, kindKey: "kind", reserved: reserved)) { raw, node in
      component(node, family, title: "\(kind.key).\(raw.name)", owner: raw.owner, scope: Scope())
        .map { ComponentBlock(name: raw.name, component: $0, lines: lines(of: node)) }
    }
  }

  /// Lines of a block's fields in the study file; what an option of the command line gave has none.
  func lines(of node: Node) -> [String: Int] {
    let own = node.entries.filter { $0.value.place.source.name == source.name }
    return Dictionary(own.map { ($0.key, $0.value.place.span.line) }) { first, _ in first }
  }

  /// Reads `{kind: …, parameters}`.
  func component(
    _ node: Node, _ family: ComponentKind, title: String, owner: Place, scope: Scope
  ) -> ComponentValue? {
    guard let card = card(of: node, family, key: "kind", title: title, owner: owner) else { return nil }
    let words = [Word("kind")] + card.parameters.map(\.word)
    guard let fields = fields(node, title: title, owner: owner, words: words),
      let values = arguments(card.parameters, fields, scope)
    else { return nil }
    return ComponentValue(card, Arguments(values))
  }

  /// The card that a block's `kind` (or `source`) names; `nil` once reported.
  func card(of node: Node, _ family: ComponentKind, key: String, title: String, owner: Place) -> Card? {
    guard node.isMap else {
      report(.wrongType, node.isBlank ? owner : node.place, "\(title) must be a map, found \(node.found)")
      return nil
    }
    guard let kind = node.entry(key) else {
      reportMissingKind(node, key: key, title: title, owner: owner)
      return nil
    }
    guard let name = scalar(kind.value, .text, Label(key)) else { return nil }
    if let card = catalogue.card(family, name) { return card }
    let words = (catalogue.cards[family] ?? []).map(\.word)
    report(
      .unknownKind, kind.value.place, "there is no \(family.rawValue) called '\(name.shortened)'",
      fix: Spelling.advice(name, among: words, called: "there are"))
    return nil
  }

  private func reportMissingKind(_ node: Node, key: String, title: String, owner: Place) {
    for entry in node.entries where Spelling.guess(entry.key, among: [Word(key)]) != nil {
      report(
        .unknownKey, entry.keyPlace, "unknown key '\(entry.key.shortened)' in \(title)", fix: "did you mean '\(key)'?")
      return
    }
    reportMissing(key, title: title, owner: owner)
  }
}
