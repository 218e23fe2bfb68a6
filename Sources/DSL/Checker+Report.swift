import Vocabulary

extension Checker {
  /// The kinds of cell, by the key that opens one.
  private static var heads: [String] {
    ["prose", "figure", "table", "worked", "exercise", "theory", "claims", "appendix"]
  }

  /// The kinds of cell that share names, and what they are called in messages.
  private static var namedHeads: [(key: String, what: String)] {
    [("figure", "figure"), ("table", "table"), ("worked", "worked example"), ("claims", "table of claims")]
  }

  /// The report's layout; without `report:` every format and no cell.
  func readReport(_ node: Node?, owner: Place?) -> ReportBlock? {
    guard let node, let owner else { return ReportBlock(formats: ReportBlock.Format.allCases, cells: []) }
    guard
      let fields = fields(
        node, title: "report", owner: owner, words: ["formats", "layouts", "bibliography", "cells"].map { Word($0) })
    else { return nil }
    let formats = fields["formats"].map { options($0, Label("formats"), ReportBlock.Format.self) }
    let layouts = fields["layouts"].map { options($0, Label("layouts"), ReportBlock.Layout.self) }
    let cells = fields["cells"].map(cells)
    let readFormats = formats ?? ReportBlock.Format.allCases
    let readLayouts = layouts ?? [.paper]
    let readCells = cells ?? []
    guard let readFormats, let readLayouts, let readCells else { return nil }
    return ReportBlock(formats: readFormats, layouts: readLayouts, cells: readCells, bibliography: bibliography)
  }

  /// A list of an enumeration's names, or a single one.
  private func options<T: RawRepresentable & CaseIterable>(
    _ node: Node, _ label: Label, _ type: T.Type
  ) -> [T]? where T.RawValue == String {
    let names = T.allCases.map(\.rawValue)
    guard case .list(let items)? = value(node, .list(.choice(names), count: 1...max(1, names.count)), label) else {
      return nil
    }
    return items.compactMap { if case .text(let text) = $0 { T(rawValue: text) } else { nil } }
  }

  private func cells(_ node: Node) -> [ReportBlock.Cell]? {
    guard case .list(let items) = node.content else {
      report(.wrongType, node.place, "'cells' must be a list, found \(node.found)")
      return nil
    }
    reportSharedNames(items)
    reportSharedExercises(items)
    reportRepeatedParts(items)
    reportRepeatedChecks(items)
    return Self.whole(items.map(cell))
  }

  /// Figures and tables are cited by name and written to files of that name.
  private func reportSharedNames(_ items: [Node]) {
    var owners: [String: (what: String, line: Int)] = [:]
    let taken = Self.appendixTables(items)
    for item in items {
      guard let head = Self.namedHeads.first(where: { item.entry($0.key) != nil }),
        let name = item.entry(head.key)?.value, let text = name.text
      else { continue }
      if head.key != "figure", taken.contains(text) {
        report(
          .badName, name.place, "the name '\(text)' is taken by a table of the appendix", fix: "choose another name")
      } else if let owner = owners[text] {
        report(
          .badName, name.place,
          "the name '\(text.shortened)' is taken by \(owner.what == head.what ? "another" : "a") \(owner.what)",
          fix: "choose another name", notes: ["first written at line \(owner.line)"])
      } else {
        owners[text] = (head.what, name.place.span.line)
      }
    }
  }

  /// The parts written in appendices, with their places.
  private static func appendixParts(_ items: [Node]) -> [Node] {
    items.compactMap { $0.entry("appendix")?.value }.flatMap { node in
      if case .list(let parts) = node.content { parts } else { [node] }
    }
  }

  /// The names of tables that the parts of appendices have.
  static func appendixTables(_ items: [Node]) -> Set<String> {
    let tables: [ReportBlock.Appendix: [String]] = [
      .methods: ["estimates"], .environment: ["environment"], .provenance: ["provenance", "sources"],
    ]
    return Set(appendixParts(items).flatMap { $0.text.flatMap(ReportBlock.Appendix.init).flatMap { tables[$0] } ?? [] })
  }

  /// A part comes once, in whichever appendix; within one, the list's own check tells.
  private func reportRepeatedParts(_ items: [Node]) {
    var earlier: [String: Int] = [:]
    for item in items {
      let parts = Self.appendixParts([item])
      for part in parts {
        guard let text = part.text, let line = earlier[text] else { continue }
        report(
          .duplicateItem, part.place, "'\(text.shortened)' is in an appendix already",
          notes: ["first written at line \(line)"])
      }
      for part in parts { if let text = part.text { earlier[text] = earlier[text] ?? part.place.span.line } }
    }
  }

  private func cell(_ node: Node) -> ReportBlock.Cell? {
    guard let head = head(of: node) else { return nil }
    switch head.key {
    case "prose": return prose(node, head).map { .prose($0) }
    case "figure": return figure(node, head).map { .figure($0) }
    case "table": return tableCell(node, head).map { .table($0) }
    case "worked": return workedCell(node, head).map { .worked($0) }
    case "exercise": return exercise(node, head).map { .exercise($0) }
    case "theory": return theoryCell(node, head)
    case "claims": return claimsCell(node, head).map { .claims(name: $0.name, caption: $0.caption) }
    default: return appendix(node, head).map { .appendix($0) }
    }
  }

  /// The key that says what a cell is; `nil` once none, or a second, is reported.
  private func head(of node: Node) -> Node.Entry? {
    let fix = "a cell is one of: " + Self.heads.joined(separator: ", ")
    guard node.isMap else {
      report(.cell, node.place, "a cell must be a map, found \(node.found)", fix: fix)
      return nil
    }
    let heads = node.entries.filter { Self.heads.contains($0.key) }
    if heads.count > 1 {
      report(
        .cell, heads[1].keyPlace, "this cell has '\(heads[0].key)' already, so it cannot have '\(heads[1].key)'",
        fix: "begin a new cell with '- '")
      return nil
    }
    if let head = heads.first { return head }
    let words = Self.heads.map { Word($0) }
    for entry in node.entries where Spelling.guess(entry.key, among: words) != nil {
      report(
        .unknownKey, entry.keyPlace, "unknown key '\(entry.key.shortened)' in report.cells",
        fix: Spelling.advice(entry.key, among: words, called: ""))
      return nil
    }
    if let entry = node.entries.first {
      report(.unknownKey, entry.keyPlace, "unknown key '\(entry.key.shortened)' in report.cells", fix: fix)
    } else {
      report(.cell, node.place, "this cell is empty", fix: fix)
    }
    return nil
  }

  private func prose(_ node: Node, _ head: Node.Entry) -> Template? {
    let fields = fields(node, title: "prose", owner: head.keyPlace, words: [Word("prose")])
    let template = template(head.value, Label("prose"))
    return fields == nil ? nil : template
  }

  private func appendix(_ node: Node, _ head: Node.Entry) -> [ReportBlock.Appendix]? {
    let fields = fields(node, title: "appendix", owner: head.keyPlace, words: [Word("appendix")])
    let parts = options(head.value, Label("appendix"), ReportBlock.Appendix.self)
    return fields == nil ? nil : parts
  }

  /// The text of a `caption:`, which every figure and table has.
  func caption(_ fields: Fields) -> Template? {
    fields["caption"].flatMap { template($0, Label("caption")) }
  }

  /// The name that a figure or table is cited by.
  func cellName(_ head: Node.Entry) -> String? {
    guard let name = scalar(head.value, .text, Label(head.key)), acceptsName(name, at: head.value.place) else {
      return nil
    }
    return name
  }
}
