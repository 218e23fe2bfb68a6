/// Type and greys of charts, readable where a chart is a column wide.
enum ChartType {
  static let tick = TextStyle(.sans, size: 8, color: .grey(0.25))
  static let axis = TextStyle(.sans, size: 8.5, color: .grey(0.1))
  static let panel = TextStyle(.sans, size: 8.5, isBold: true, color: .grey(0.1))
  static let legend = TextStyle(.sans, size: 8.5, color: .grey(0.1))
  static let note = TextStyle(.sans, size: 8.5, isItalic: true, color: .grey(0.45))
  static let grid = Stroke(.grey(0.88), width: 0.5)
  static let fineGrid = Stroke(.grey(0.94), width: 0.4)
  static let baseline = Stroke(.grey(0.35), width: 0.6)

  /// The text broken at spaces into lines no longer than a length, where words allow.
  static func wrapped(_ text: String, _ style: TextStyle, width: Double) -> String {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let longer = lines.last.map { "\($0) \(word)" }
      if let longer, TextMeasure(longer, style).size.width <= width {
        lines[lines.count - 1] = longer
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }
}
