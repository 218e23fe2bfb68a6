/// A pipe table whose columns line up in a text editor too.
struct MarkdownGrid {
  let alignments: [ReportTable.Alignment]
  /// Markdown texts, the heading first.
  let rows: [[String]]

  /// The lines; cells wider than this stand out rather than widen every row.
  private static let widest = 40

  var text: String {
    let widths = alignments.indices.map { column in
      max(3, rows.map { $0[column].count }.filter { $0 <= Self.widest }.max() ?? 3)
    }
    let rules = zip(alignments, widths).map { Self.rule($0, $1) }
    return (rows.prefix(1).map { line($0, widths) } + [join(rules)] + rows.dropFirst().map { line($0, widths) })
      .joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    join(cells.indices.map { Self.pad(cells[$0], widths[$0], alignments[$0]) })
  }

  private func join(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  private static func pad(_ text: String, _ width: Int, _ alignment: ReportTable.Alignment) -> String {
    let missing = max(0, width - text.count)
    let before =
      switch alignment {
      case .left: 0
      case .center: missing / 2
      case .right, .decimal: missing
      }
    return String(repeating: " ", count: before) + text + String(repeating: " ", count: missing - before)
  }

  private static func rule(_ alignment: ReportTable.Alignment, _ width: Int) -> String {
    let dashes = String(repeating: "-", count: width)
    return switch alignment {
    case .left: ":" + dashes.dropFirst()
    case .center: ":" + dashes.dropFirst(2) + ":"
    case .right, .decimal: dashes.dropFirst() + ":"
    }
  }
}
