import Vocabulary

extension Checker {
  /// Reads `theory:`; a check may name methods, models and cases.
  func readTheory(_ node: Node?) {
    theory = symbols(rawBlocks(node, section: "theory", kindKey: "kind"), theoryBlock)
  }

  private func theoryBlock(_ raw: RawBlock, _ node: Node) -> TheoryBlock? {
    let title = "theory.\(raw.name)"
    guard let card = card(of: node, .theory, key: "kind", title: title, owner: raw.owner) else { return nil }
    let words = [Word("kind"), Word("required")] + card.parameters.map(\.word)
    guard let fields = fields(node, title: title, owner: raw.owner, words: words) else { return nil }
    let values = arguments(card.parameters, fields, Scope())
    guard let isRequired = isRequired(fields, default: true), let values else { return nil }
    for parameter in card.parameters where parameter.type == .name(.gridCase) {
      if let node = fields[parameter.name], let name = node.text { requireData(name, at: node.place) }
    }
    let component = ComponentValue(card, Arguments(values))
    return TheoryBlock(
      check: ComponentBlock(name: raw.name, component: component, lines: lines(of: node)), isRequired: isRequired)
  }

  /// The value of `required:`; `nil` once reported.
  func isRequired(_ fields: Fields, default fallback: Bool) -> Bool? {
    guard let node = fields["required"] else { return fields.excused.contains("required") ? nil : fallback }
    return boolean(node, Label("required"))
  }

  /// What a cell may show of its checks, the default first.
  static var theoryParts: [String] { ["details", "verdict"] }

  /// The checks that a cell shows; `nil` once reported.
  func theoryCell(_ node: Node, _ head: Node.Entry) -> ReportBlock.Cell? {
    let fields = fields(node, title: "theory", owner: head.keyPlace, words: [Word("theory"), Word("show")])
    let names = listed(head.value, Label("theory"))?.map { isCheck($0.text, at: $0.place) ? $0.text : nil }
    let asked = fields?["show"].map { value($0, .choice(Self.theoryParts), Label("show")) }
    let shown = asked ?? .text(Self.theoryParts[0])
    guard fields != nil, let shown, let names = names.flatMap(Self.whole) else { return nil }
    return .theory(names, isBrief: shown == .text("verdict"))
  }

  /// Whether the study has a sound check of that name; an unknown one is reported, a broken one has been.
  private func isCheck(_ name: String, at place: Place) -> Bool {
    switch theory.lookup(name) {
    case .found: return true
    case .broken: return false
    case .unknown:
      report(
        .unknownName, place, "there is no theory check '\(name.shortened)'",
        fix: theory.names.isEmpty
          ? "the study has no theory"
          : Spelling.advice(name, among: theory.names.map { Word($0) }, called: "the checks are"))
      return false
    }
  }

  /// A check is shown once in a report; repeats within a cell are reported with it.
  func reportRepeatedChecks(_ cells: [Node]) {
    var lines: [String: Int] = [:]
    for cell in cells {
      guard let head = cell.entry("theory")?.value else { continue }
      var items = [head]
      if case .list(let written) = head.content { items = written }
      let named = items.compactMap { item in item.text.map { (name: $0, place: item.place) } }
      for item in named {
        guard let line = lines[item.name] else { continue }
        report(
          .duplicateItem, item.place, "the check '\(item.name.shortened)' is shown already",
          notes: ["first shown at line \(line)"])
      }
      for item in named where lines[item.name] == nil { lines[item.name] = item.place.span.line }
    }
  }
}
