import Plot

/// Distances and colours of the typeset report, and the sizes of the paper; ``PageStyle`` has those of other layouts. In
/// points.
enum Typography {
  static let page = Size.a4
  static let textWidth = 424.0
  static let textHeight = 688.0
  static let top = 70.0
  static var left: Double { (page.width - textWidth) / 2 }
  static var footer: Double { top + textHeight + 30 }

  static let body = TextStyle(.serif, size: 10.5, color: ink)
  static let title = TextStyle(.serif, size: 22, color: ink)
  static let question = TextStyle(.serif, size: 13, isItalic: true, color: muted)
  static let answer = TextStyle(.serif, size: 11.5, color: ink)
  static let label = TextStyle(.sans, size: 9, isBold: true, color: accent)
  static let caption = TextStyle(.sans, size: 9, color: ink)
  static let note = TextStyle(.sans, size: 8, color: muted)
  static let hint = TextStyle(.serif, size: 9.5, color: muted)
  static let footnote = TextStyle(.serif, size: 8.7, color: ink)
  static let running = TextStyle(.sans, size: 8, color: muted)
  static let code = TextStyle(.mono, size: 9, color: ink)
  static let smallestCode = 8.2
  /// Sizes that a table tries, largest first.
  static let tableSizes = [9.5, 9, 8.5, 8, 7.5]

  /// Mono letters look larger than the roman ones around them.
  static let codeShare = 0.92
  /// Marks of footnotes beside the letters that they stand at: as large, and as far above the line.
  static let raisedShare = 0.7
  static let rise = 0.225
  /// Of the fonts' own distance of baselines.
  static let lineSpacing = 1.34
  static let denseSpacing = 1.2
  static let codeSpacing = 1.28

  static let ink = Color(0.1, 0.1, 0.12)
  static let muted = Color(0.38, 0.38, 0.42)
  static let accent = Color(0.0, 0.32, 0.55)
  static let answerTint = Color(0.925, 0.95, 0.975)
  static let exerciseTint = Color(0.975, 0.972, 0.96)
  static let exerciseBar = Color(0.74, 0.66, 0.48)
  static let codeTint = Color(0.955, 0.955, 0.945)
  static let codeTextTint = Color(0.25, 0.2, 0.15)
  static let alarm = Color(0.7, 0.1, 0.1)
  static let alarmTint = Color(0.99, 0.93, 0.92)
  static let hairline = Color(0.75, 0.75, 0.78)

  static let paragraphSpace = 7.0
  static let tightSpace = 2.5
  static let formulaSpace = 8.0
  static let formulaLineSpace = 4.0
  static let blockSpace = 11.0
  static let floatSpace = 17.0
  /// Above and below the rule over footnotes.
  static let footSpace = 12.0
  static let noteSpace = 2.0
  static let workSpace = 4.0
  static let hangingIndent = 16.0

  /// A heading's look by level, 1 being a section.
  static func heading(_ level: Int) -> TextStyle {
    let size = level == 1 ? 15.0 : level == 2 ? 12 : 10.5
    return TextStyle(.serif, size: size, isBold: true, isItalic: level > 3, color: ink)
  }

  /// The space above a heading.
  static func spaceAbove(_ level: Int) -> Double { level == 1 ? 24 : level == 2 ? 17 : 12 }

  /// Ink and ground of a verdict: blue-green, red and grey are told apart without colour vision, and a word says it too.
  static func colors(of tone: Notice.Tone) -> (ink: Color, tint: Color) {
    switch tone {
    case .good: (Color(0.0, 0.42, 0.32), Color(0.92, 0.97, 0.95))
    case .bad: (alarm, alarmTint)
    case .open: (Color(0.35, 0.35, 0.35), Color(0.95, 0.95, 0.95))
    }
  }
}
