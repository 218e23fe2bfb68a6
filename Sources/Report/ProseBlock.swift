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
