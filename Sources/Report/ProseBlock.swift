/// A block of CommonMark prose after reading.
indirect enum ProseBlock: Sendable, Hashable {
  case paragraph([Inline])
  case heading(level: Int, [Inline])
  case code(String, language: String)
  case quote([ProseBlock])
  case list(ProseList)
  case table(ProseTable)
  case rule

  /// Every inline below it, depth first, for finding references.
  var inlines: [Inline] {
    switch self {
    case .paragraph(let inlines), .heading(_, let inlines): inlines
    case .code, .rule: []
    case .quote(let blocks): blocks.flatMap(\.inlines)
    case .list(let list): list.items.flatMap { $0.flatMap(\.inlines) }
    case .table(let table): (table.head + table.rows.flatMap { $0 }).flatMap { $0 }
    }
  }

  /// The same with other running text.
  func mapped(_ change: ([Inline]) -> [Inline]) -> ProseBlock {
    switch self {
    case .paragraph(let inlines): .paragraph(change(inlines))
    case .heading(let level, let inlines): .heading(level: level, change(inlines))
    case .code, .rule: self
    case .quote(let blocks): .quote(blocks.map { $0.mapped(change) })
    case .list(let list):
      .list(
        ProseList(
          start: list.start, isTight: list.isTight, items: list.items.map { $0.map { $0.mapped(change) } }))
    case .table(let table):
      .table(
        ProseTable(
          alignments: table.alignments, head: table.head.map(change), rows: table.rows.map { $0.map(change) }))
    }
  }
}

/// A bulleted or numbered list.
struct ProseList: Sendable, Hashable {
  /// The first number; `nil` for bullets.
  let start: Int?
  /// Whether items follow each other without space between.
  let isTight: Bool
  let items: [[ProseBlock]]
}

/// A pipe table.
struct ProseTable: Sendable, Hashable {
  let alignments: [ReportTable.Alignment]
  let head: [[Inline]]
  let rows: [[[Inline]]]
}
