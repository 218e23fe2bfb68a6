extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: error: message [id]`, the line with a caret under the mistake, and help.
  public var description: String {
    var lines = ["\(span.file):\(span.line):\(span.column): \(severity.rawValue): \(message) [\(id.rawValue)]"]
    lines += excerptLines
    if let fix { lines.append("  help: \(fix)") }
    lines += notes.map { "  note: \($0)" }
    return lines.joined(separator: "\n")
  }

  /// The source line and the carets under it, both cut to a window around the mistake.
  private var excerptLines: [String] {
    let shown = excerpt.unicodeScalars.map(ShownScalar.init)
    guard shown.contains(where: { $0.text != " " }) else { return [] }
    let first = min(span.column - 1, shown.count)
    let last = span.endLine == span.line ? min(max(span.endColumn - 1, first), shown.count) : shown.count
    let window = Self.window(around: first, in: shown)
    let number = "\(span.line)"
    let margin = String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number + " | "
    let gutter = String(repeating: " ", count: margin.utf8.count - 2) + "| "
    let opening = window.lowerBound > 0 ? "…" : ""
    let closing = window.upperBound < shown.count ? "…" : ""
    let text = opening + shown[window].map(\.text).joined() + closing
    let before = shown[window.lowerBound..<first].reduce(opening.isEmpty ? 0 : 1) { $0 + $1.width }
    let under = shown[first..<max(first, min(last, window.upperBound))].reduce(0) { $0 + $1.width }
    let carets = String(repeating: " ", count: before) + String(repeating: "^", count: max(1, under))
    return [margin + text, gutter + carets]
  }

  /// At most a hundred scalars, the mistake's first among them.
  private static func window(around first: Int, in shown: [ShownScalar]) -> Range<Int> {
    let width = 100
    guard shown.count > width else { return 0..<shown.count }
    let start = first < width - 20 ? 0 : min(first - 30, shown.count - width)
    return start..<min(start + width, shown.count)
  }
}

/// A scalar as a terminal shows it.
private struct ShownScalar {
  let text: String
  /// In terminal columns.
  let width: Int

  init(_ scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .control where scalar == "\t": (text, width) = ("    ", 4)
    case .control, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: (text, width) = ("\u{FFFD}", 1)
    case .nonspacingMark, .enclosingMark, .format: (text, width) = (String(scalar), 0)
    default: (text, width) = (String(scalar), Self.isWide(scalar.value) ? 2 : 1)
    }
  }

  /// The East Asian wide blocks and the emoji, which terminals draw over two columns.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
