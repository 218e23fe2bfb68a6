/// Rows of text as a table in Markdown.
struct MarkdownTable {
  private var lines: [String]

  init(_ header: [String]) {
    lines = [Self.line(header), Self.line(header.indices.map { $0 == 0 ? "---" : "---:" })]
  }

  mutating func add(_ cells: [String]) { lines.append(Self.line(cells)) }

  func printUnder(_ title: String) { print("### \(title)\n\n\(lines.joined(separator: "\n"))\n") }

  private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}
