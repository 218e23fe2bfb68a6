import Plot

/// Sets code: long lines shrink as far as they can be read, then go on below behind an arrow; YAML is quietly coloured.
struct CodeLines {
  /// Of the column, in points.
  let width: Double
  let page: PageStyle

  /// The runs of a code, a line end between lines.
  func runs(_ code: String, language: String) -> [TextRun] {
    let text = code.map { $0 == "\t" ? "    " : String($0) }.joined()
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { RunSetter.printable(String($0)) }
    let style = style(of: lines)
    let letter = Paragraph([TextRun(String(repeating: "0", count: 100), style: style)], width: nil).width / 100
    let capacity = max(8, Int(width / letter))
    let isYAML = ["yaml", "yml"].contains(language.lowercased())
    var colors = YAMLColors()
    let set = lines.map { line -> [TextRun] in
      let pieces = isYAML ? colors.pieces(of: line) : [YAMLColors.Piece(text: line, kind: .text)]
      return wrapped(pieces.map { TextRun($0.text, style: Self.colored(style, $0.kind)) }, line, capacity, style)
    }
    return Array(set.joined(separator: [TextRun("\n", style: style)]))
  }

  private func style(of lines: [String]) -> TextStyle {
    let longest = lines.max { $0.count < $1.count } ?? ""
    let natural = Paragraph([TextRun(longest, style: page.code)], width: nil).width
    guard natural > width else { return page.code }
    let size = page.code.size * width / natural * 0.98
    return size >= Typography.smallestCode ? page.code.with(size: size) : page.code
  }

  private static func colored(_ style: TextStyle, _ kind: YAMLColors.Kind) -> TextStyle {
    switch kind {
    case .text: style
    case .key: style.with(color: Typography.accent)
    case .comment: style.with(color: Typography.muted)
    }
  }

  // MARK: Long lines

  /// The runs of a line cut where it is too long, each further part behind the line's own indentation and an arrow.
  private func wrapped(_ runs: [TextRun], _ line: String, _ capacity: Int, _ style: TextStyle) -> [TextRun] {
    let cuts = Self.cuts(Array(line), capacity)
    if cuts.isEmpty { return runs }
    let indent = Self.indent(Array(line), capacity)
    let blank = TextRun("\n" + String(repeating: " ", count: indent), style: style)
    let arrow = TextRun("↪", style: style.with(family: .math, color: Typography.muted))
    let bounds = [0] + cuts + [line.count]
    let parts = zip(bounds, bounds.dropFirst()).map { Self.slice(runs, $0..<$1) }
    return Array(parts.joined(separator: [blank, arrow, TextRun(" ", style: style)]))
  }

  /// The arrow and its blank take two letters and a little.
  private static let arrowLetters = 3

  private static func indent(_ letters: [Character], _ capacity: Int) -> Int {
    min(letters.prefix { $0 == " " }.count, capacity / 2)
  }

  /// How many letters stand before each cut: behind a blank or a mark where there is one not too far from the end.
  static func cuts(_ letters: [Character], _ capacity: Int) -> [Int] {
    var (cuts, start, room) = ([Int](), 0, capacity)
    while letters.count - start > room {
      let end = start + room
      let place = (start + room * 2 / 3..<end).last { " ,;/=&|".contains(letters[$0]) }
      cuts.append(place.map { $0 + 1 } ?? end)
      start = cuts[cuts.count - 1]
      room = max(4, capacity - indent(letters, capacity) - arrowLetters)
    }
    return cuts
  }

  private static func slice(_ runs: [TextRun], _ range: Range<Int>) -> [TextRun] {
    var (result, start) = ([TextRun](), 0)
    for run in runs {
      let end = start + run.text.count
      let (first, last) = (max(start, range.lowerBound), min(end, range.upperBound))
      if first < last {
        var part = run
        part.text = String(run.text.dropFirst(first - start).prefix(last - first))
        result.append(part)
      }
      start = end
    }
    return result
  }
}
