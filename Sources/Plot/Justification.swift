import CPango

/// A justified paragraph with its lines chosen: runs with a line end at the end of each line, hyphens where words are
/// divided, and what each blank takes or gives so that lines fill the width.
struct Justification {
  /// What is added to a blank, in Pango's units.
  struct Spread {
    let bytes: Range<Int>
    let units: Int32
  }

  let runs: [TextRun]
  private let width: Double
  /// For each line whether it ends the paragraph or stands before a line end of the text.
  private let isLast: [Bool]

  /// `nil` where Pango must break the lines: a word is wider than a line, or the text does not run from left to right.
  init?(_ runs: [TextRun], width: Double, _ context: OpaquePointer) {
    var (broken, isLast) = ([TextRun](), [Bool]())
    let parts = Self.paragraphs(runs)
    for (index, part) in parts.enumerated() {
      guard let lines = Self.lines(part, width, context) else { return nil }
      broken += lines.runs
      isLast += Array(repeating: false, count: lines.count - 1) + [true]
      if index < parts.count - 1 { broken.append(TextRun("\n", style: (part.last ?? runs[0]).style)) }
    }
    (self.runs, self.width, self.isLast) = (broken, width, isLast)
  }

  /// The runs between line ends.
  private static func paragraphs(_ runs: [TextRun]) -> [[TextRun]] {
    var parts: [[TextRun]] = [[]]
    for run in runs {
      for (index, text) in run.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { parts.append([]) }
        var part = run
        part.text = String(text)
        if !text.isEmpty { parts[parts.count - 1].append(part) }
      }
    }
    return parts
  }

  private static func lines(
    _ runs: [TextRun], _ width: Double, _ context: OpaquePointer
  ) -> (runs: [TextRun], count: Int)? {
    if runs.isEmpty { return ([], 1) }
    let layout = TextEngine.makeLayout(context)
    defer { TextEngine.release(layout) }
    Paragraph.fill(layout, runs, nil, .left)
    guard let ends = LineEnds(runs, layout) else { return nil }
    let places = ends.places()
    var hyphens: [TextStyle: Double] = [:]
    let pieces = ends.pieces(places) { style in
      if let width = hyphens[style] { return width }
      let width = Paragraph([TextRun("-", style: style)], width: nil).width
      hyphens[style] = width
      return width
    }
    guard let choice = LineBreaker(pieces: pieces, width: width).choice() else { return nil }
    let cuts = choice.lines.map { places[$0.upperBound - 1] }
    return (broken(runs, ends, cuts), cuts.count)
  }

  /// The runs with the blanks at each line's end replaced by a line end; the last cut takes trailing blanks.
  private static func broken(_ runs: [TextRun], _ ends: LineEnds, _ cuts: [LineEnds.Place]) -> [TextRun] {
    var (result, start) = ([TextRun](), 0)
    for (number, cut) in cuts.enumerated() {
      result += slice(runs, ends, start..<cut.end)
      start = cut.next
      if number == cuts.count - 1 { break }
      let last = runs[ends.owners[cut.end - 1]]
      if cut.divides { result.append(TextRun("-", style: last.style, link: last.link, rise: last.rise)) }
      result.append(TextRun("\n", style: last.style))
    }
    return result
  }

  private static func slice(_ runs: [TextRun], _ ends: LineEnds, _ range: Range<Int>) -> [TextRun] {
    var (result, start) = ([TextRun](), range.lowerBound)
    while start < range.upperBound {
      let owner = ends.owners[start]
      let end = ends.owners[start..<range.upperBound].firstIndex { $0 != owner } ?? range.upperBound
      var run = runs[owner]
      run.text = String(String.UnicodeScalarView(ends.scalars[start..<end]))
      result.append(run)
      start = end
    }
    return result
  }

  /// What each blank of the laid out runs takes or gives; last lines only give.
  func spreads(_ layout: OpaquePointer) -> [Spread] {
    isLast.indices.flatMap { index -> [Spread] in
      guard let line = pango_layout_get_line_readonly(layout, Int32(index)) else { return [] }
      var logical = PangoRectangle()
      pango_layout_line_get_extents(line, nil, &logical)
      let gap = pangoUnits(width) - logical.width
      if gap == 0 || isLast[index] && gap > 0 { return [] }
      let start = Int(line.pointee.start_index)
      return Self.shared(gap, blanks(start..<start + Int(line.pointee.length)))
    }
  }

  private struct Blank {
    let bytes: Range<Int>
    let size: Double
  }

  private func blanks(_ bytes: Range<Int>) -> [Blank] {
    var (blanks, offset) = ([Blank](), 0)
    for run in runs {
      let end = offset + run.text.utf8.count
      if end > bytes.lowerBound, offset < bytes.upperBound {
        var place = offset
        for scalar in run.text.unicodeScalars {
          let next = place + UTF8.width(scalar)
          if bytes.contains(place), LineEnds.gives(scalar, run) {
            blanks.append(Blank(bytes: place..<next, size: run.style.size))
          }
          place = next
        }
      }
      offset = end
    }
    return blanks
  }

  /// A gap dealt out by the blanks' sizes, to the last unit.
  private static func shared(_ gap: Int32, _ blanks: [Blank]) -> [Spread] {
    let total = blanks.map(\.size).reduce(0, +)
    var (sum, given) = (0.0, Int32(0))
    return blanks.map { blank in
      sum += blank.size
      let due = Int32((Double(gap) * (sum / total)).rounded())
      defer { given = due }
      return Spread(bytes: blank.bytes, units: due - given)
    }
  }
}
