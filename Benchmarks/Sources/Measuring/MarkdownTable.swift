/// Rows of text as a table in Markdown.
package struct MarkdownTable {
  private var lines: [String]

  package init(_ header: [String]) {
    lines = [Self.line(header), Self.line(header.indices.map { $0 == 0 ? "---" : "---:" })]
  }

  package mutating func add(_ cells: [String]) { lines.append(Self.line(cells)) }

  package func printUnder(_ title: String) { print("### \(title)\n\n\(lines.joined(separator: "\n"))\n") }

  /// The cells of one row.
  package static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}
