import Plot

/// The widths that a column of a table needs and the one that it gets, in points.
struct TableColumn {
  let alignment: ReportTable.Alignment
  /// Without any line break.
  let natural: Double
  /// Without any line break below the heading.
  let preferred: Double
  /// With breaks between words only; long words count up to a bound.
  let least: Double
  var width: Double
  /// The widest part before the decimal point, and the widest from it on.
  private let (beforePoint, afterPoint): (Double, Double)

  /// A cell in its place.
  struct SetCell {
    let paragraph: Paragraph
    let x: Double
  }

  private static let longestWord = 110.0

  /// Measures a heading and the cells below it.
  init(_ alignment: ReportTable.Alignment, head: [TextRun], cells: [[TextRun]]) {
    self.alignment = alignment
    let content = alignment == .decimal ? Self.measureDecimals(cells) : (0, cells.map(Self.width).max() ?? 0)
    (beforePoint, afterPoint) = content
    // A heading may take two lines or, with long words, three.
    let headWord = max(Self.width(head) * 0.55, Self.widestWord([head]))
    natural = max(Self.width(head), content.0 + content.1)
    preferred = max(headWord, content.0 + content.1)
    least =
      alignment == .decimal
      ? preferred
      : max(
        min(headWord, Self.longestWord), min(Self.longestWord, Self.widestWord(cells)))
    width = natural
  }

  var headAlignment: TextAlignment {
    switch alignment {
    case .left: .left
    case .right: .right
    case .center, .decimal: .center
    }
  }

  /// A cell's lines; `x` is the column's left edge.
  func set(_ runs: [TextRun], at x: Double) -> SetCell {
    // A hair wider than measured, since rounding must not break a line.
    let slack = 0.5
    if alignment == .decimal, beforePoint + afterPoint <= width + slack {
      let point = x + (width - beforePoint - afterPoint) / 2 + beforePoint
      let paragraph = Paragraph(runs, width: nil, lineSpacing: Typography.denseSpacing)
      return SetCell(paragraph: paragraph, x: point - Self.width(Self.integerPart(runs)))
    }
    let isRight = alignment == .right
    let paragraph = Paragraph(
      runs, width: width + slack, alignment: alignment == .decimal ? .left : headAlignment,
      lineSpacing: Typography.denseSpacing)
    return SetCell(paragraph: paragraph, x: isRight ? x - slack : x)
  }

  private static func width(_ runs: [TextRun]) -> Double { Paragraph(runs, width: nil).width }

  private static func measureDecimals(_ cells: [[TextRun]]) -> (Double, Double) {
    let parts = cells.map { (before: width(integerPart($0)), whole: width($0)) }
    return (parts.map(\.before).max() ?? 0, parts.map { $0.whole - $0.before }.max() ?? 0)
  }

  /// The runs up to the end of the first number's integer part; all of them where there is no number.
  static func integerPart(_ runs: [TextRun]) -> [TextRun] {
    let letters = runs.map(\.text).joined()
    guard let first = letters.firstIndex(where: \.isNumber) else { return runs }
    let end = letters[first...].firstIndex { !$0.isNumber && !",\u{2009}\u{202F}\u{A0}".contains($0) }
    var left = letters.distance(from: letters.startIndex, to: end ?? letters.endIndex)
    return runs.compactMap { run in
      var cut = run
      cut.text = String(run.text.prefix(left))
      left -= cut.text.count
      return cut.text.isEmpty ? nil : cut
    }
  }

  /// The widest is looked for among the words with the most letters: measuring each of a long table takes seconds.
  private static func widestWord(_ cells: [[TextRun]]) -> Double {
    let words = cells.flatMap(words).map { (runs: $0, count: $0.map(\.text.count).reduce(0, +)) }
    return words.sorted { $0.count > $1.count }.prefix(50).map { width($0.runs) }.max() ?? 0
  }

  /// Pieces that a line break may stand between.
  private static func words(_ runs: [TextRun]) -> [[TextRun]] {
    var words: [[TextRun]] = [[]]
    for run in runs {
      let pieces = run.text.split(omittingEmptySubsequences: false) { " \n\u{200B}".contains($0) }
      for (index, piece) in pieces.enumerated() {
        if index > 0 { words.append([]) }
        var part = run
        part.text = String(piece)
        words[words.count - 1].append(part)
      }
    }
    return words
  }
}

extension [TableColumn] {
  /// Columns that share a width: natural where they fit, else headings wrap, else columns are as even as their words
  /// allow.
  func fitted(to available: Double) -> [TableColumn] {
    if map(\.natural).reduce(0, +) <= available { return self }
    if map(\.preferred).reduce(0, +) <= available { return widened(to: available) }
    let least = map(\.least).reduce(0, +)
    if least >= available { return map { $0.with(width: $0.least * available / least) } }
    // The level at which narrow columns are natural and wide ones equal; bisection ends after 60 halvings.
    var (low, high) = (0.0, available)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if map({ $0.width(atLevel: middle) }).reduce(0, +) > available { high = middle } else { low = middle }
    }
    return map { $0.with(width: $0.width(atLevel: low)) }
  }

  /// What the cells leave goes to the headings, each the same share of what it lacks.
  private func widened(to available: Double) -> [TableColumn] {
    let preferred = map(\.preferred).reduce(0, +)
    let share = (available - preferred) / (map(\.natural).reduce(0, +) - preferred)
    return map { $0.with(width: $0.preferred + ($0.natural - $0.preferred) * share) }
  }
}

extension TableColumn {
  fileprivate func width(atLevel level: Double) -> Double { Swift.min(preferred, Swift.max(least, level)) }

  fileprivate func with(width: Double) -> TableColumn {
    var column = self
    column.width = width
    return column
  }
}
