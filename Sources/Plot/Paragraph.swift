import CPango

/// Text broken into lines, ready to be drawn whole or line by line.
///
/// Fonts of other families stand in for characters that Latin Modern lacks.
public final class Paragraph {
  /// A line of a paragraph, in points from the paragraph's top left corner.
  public struct Line: Sendable, Hashable {
    /// Where the line's share of the height begins; the shares of all lines add up to the paragraph's height.
    public let top: Double
    public let baseline: Double
    public let height: Double
    /// From the left end of the text.
    public let x: Double
    public let width: Double
  }

  /// A part of a line that leads somewhere.
  struct LinkArea {
    let line: Int
    let x: Double
    let width: Double
    let target: LinkTarget
  }

  /// A formula's place in a line.
  struct FormulaArea {
    let line: Int
    let x: Double
    let formula: SetFormula
    let color: Color
  }

  /// The width asked for, or that of the longest line.
  public let width: Double
  /// The sum of the lines' heights, whatever the letters.
  public let height: Double
  public let lines: [Line]
  /// What is shown: with the hyphens and line ends of justified lines.
  public let runs: [TextRun]
  let linkAreas: [LinkArea]
  let formulaAreas: [FormulaArea]
  let layout: OpaquePointer

  /// Breaks runs into lines of a width in points, or only at line ends of the text where `width` is `nil`.
  ///
  /// Justified lines are chosen over the whole paragraph, with English words divided (``LineBreaker``); others are filled
  /// one after the other, and all but the first begin `hanging` points further in.
  /// Baselines stand `lineSpacing` times the largest type size of a line apart, as typographers count: 10 on 12 is 1.2.
  public init(
    _ runs: [TextRun], width: Double?, alignment: TextAlignment = .left, lineSpacing: Double = 1.2, hanging: Double = 0
  ) {
    precondition(width.map { $0 >= 0 } ?? true, "a paragraph \(width ?? 0) points wide")
    let fitted = runs.map { $0.fitted(to: width) }
    let set = TextEngine.locked { context in
      let layout = TextEngine.makeLayout(context)
      let runs = Self.fill(layout, fitted, width, alignment, context)
      if hanging > 0 { pango_layout_set_indent(layout, -pangoUnits(hanging)) }
      let lines = Self.measure(layout, runs, lineSpacing)
      return (
        layout: layout, runs: runs, lines: lines, links: Self.locateLinks(layout, runs),
        formulas: Self.locateFormulas(layout, runs)
      )
    }
    self.runs = set.runs
    (layout, lines, linkAreas, formulaAreas) = (set.layout, set.lines, set.links, set.formulas)
    self.width = width ?? lines.map { $0.x + $0.width }.max() ?? 0
    height = lines.last.map { $0.top + $0.height } ?? 0
  }

  deinit { TextEngine.locked { _ in TextEngine.release(layout) } }

  /// Fills a layout and returns the runs as they stand in it.
  private static func fill(
    _ layout: OpaquePointer, _ runs: [TextRun], _ width: Double?, _ alignment: TextAlignment, _ context: OpaquePointer
  ) -> [TextRun] {
    guard alignment == .justified, let width, let lines = Justification(runs, width: width, context) else {
      fill(layout, runs, width, alignment)
      return runs
    }
    fill(layout, lines.runs, nil, .left)
    setAttributes(layout, lines.runs, lines.spreads(layout))
    return lines.runs
  }

  /// Fills a layout whose lines Pango breaks.
  static func fill(_ layout: OpaquePointer, _ runs: [TextRun], _ width: Double?, _ alignment: TextAlignment) {
    pango_layout_set_text(layout, runs.map(\.text).joined(), -1)
    setAttributes(layout, runs, [])
    if let width { pango_layout_set_width(layout, pangoUnits(width)) }
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    pango_layout_set_alignment(layout, alignment.pango)
    pango_layout_set_justify(layout, alignment == .justified ? 1 : 0)
  }

  private static func setAttributes(_ layout: OpaquePointer, _ runs: [TextRun], _ spreads: [Justification.Spread]) {
    let attributes = pango_attr_list_new()
    // A hyphen in a broken key or path would be read as part of it.
    insert(pango_attr_insert_hyphens_new(0), 0, runs.reduce(0) { $0 + $1.text.utf8.count }, attributes)
    for stretch in stretches(runs) {
      for attribute in Self.attributes(of: stretch.run) {
        insert(attribute, stretch.bytes.lowerBound, stretch.bytes.upperBound, attributes)
      }
    }
    for spread in spreads {
      insert(
        pango_attr_letter_spacing_new(spread.units), spread.bytes.lowerBound, spread.bytes.upperBound, attributes)
    }
    pango_layout_set_attributes(layout, attributes)
    pango_attr_list_unref(attributes)
  }

  /// Neighbouring runs of one look as one: Pango's time grows with the number of attributes times that of lines.
  private static func stretches(_ runs: [TextRun]) -> [(run: TextRun, bytes: Range<Int>)] {
    var (stretches, start) = ([(run: TextRun, bytes: Range<Int>)](), 0)
    for run in runs {
      let end = start + run.text.utf8.count
      if let last = stretches.last, last.run.looksLike(run) {
        stretches[stretches.count - 1].bytes = last.bytes.lowerBound..<end
      } else {
        stretches.append((run, start..<end))
      }
      start = end
    }
    return stretches
  }

  private static func attributes(of run: TextRun) -> [UnsafeMutablePointer<PangoAttribute>?] {
    let font = pango_font_description_from_string(run.style.pangoDescription)
    defer { pango_font_description_free(font) }
    let color = run.style.color
    let parts = [color.red, color.green, color.blue].map { UInt16(($0 * 65535).rounded()) }
    return [
      pango_attr_font_desc_new(font), pango_attr_foreground_new(parts[0], parts[1], parts[2]),
      run.rise == 0 ? nil : pango_attr_rise_new(pangoUnits(run.rise)),
      run.formula.flatMap(shape),
    ]
  }

  /// The room that a formula takes; it is drawn by ``Canvas``.
  private static func shape(_ formula: SetFormula) -> UnsafeMutablePointer<PangoAttribute>? {
    var room = PangoRectangle(
      x: 0, y: -pangoUnits(formula.ascent), width: pangoUnits(formula.width),
      height: pangoUnits(formula.ascent + formula.descent))
    return pango_attr_shape_new(&room, &room)
  }

  private static func insert(
    _ attribute: UnsafeMutablePointer<PangoAttribute>?, _ start: Int, _ end: Int, _ list: OpaquePointer?
  ) {
    guard let attribute else { return }
    attribute.pointee.start_index = UInt32(start)
    attribute.pointee.end_index = UInt32(end)
    pango_attr_list_insert(list, attribute)
  }
}

extension Paragraph {
  /// The named places that some lines link to, in order.
  public func destinations(in lines: Range<Int>) -> [String] {
    linkAreas.filter { lines.contains($0.line) }.compactMap { area in
      if case .destination(let name) = area.target { name } else { nil }
    }
  }

  private static func measure(_ layout: OpaquePointer, _ runs: [TextRun], _ spacing: Double) -> [Line] {
    let iterator = pango_layout_get_iter(layout)
    defer { pango_layout_iter_free(iterator) }
    var lines: [Line] = []
    var top = 0.0
    repeat {
      guard let line = pango_layout_iter_get_line_readonly(iterator) else { continue }
      var logical = PangoRectangle()
      pango_layout_iter_get_line_extents(iterator, nil, &logical)
      let room = vertical(runs, Int(line.pointee.start_index), Int(line.pointee.length), spacing)
      lines.append(
        Line(
          top: top, baseline: top + room.ascent, height: room.ascent + room.descent, x: points(logical.x),
          width: points(logical.width)))
      top += room.ascent + room.descent
    } while pango_layout_iter_next_line(iterator) != 0
    return lines
  }

  /// The room above and below a line's baseline; Pango's own would follow whatever font stands in for a character.
  private static func vertical(
    _ runs: [TextRun], _ start: Int, _ length: Int, _ spacing: Double
  ) -> (ascent: Double, descent: Double) {
    let inside = runsInside(runs, start, length)
    let size = inside.map(\.style.size).max() ?? 0
    let leading = size * (spacing - 1) / 2
    let ascent = max(size, inside.map { $0.style.size + $0.rise / TextMeasure.Share.ascent }.max() ?? 0)
    let descent = max(size, inside.map { $0.style.size - $0.rise / TextMeasure.Share.descent }.max() ?? 0)
    let formulas = inside.compactMap(\.formula)
    return (
      max(ascent * TextMeasure.Share.ascent + leading, tallest(formulas.map(\.ascent))),
      max(descent * TextMeasure.Share.descent + leading, tallest(formulas.map(\.descent)))
    )
  }

  /// A formula may fill the leading of its line, and pushes the lines apart only beyond.
  private static func tallest(_ reaches: [Double]) -> Double { (reaches.max() ?? 0) + formulaClearance }

  /// What stays free above and below a tall formula, in points.
  private static let formulaClearance = 0.6

  /// The runs that a line shows; an empty line takes the run that it stands in.
  private static func runsInside(_ runs: [TextRun], _ start: Int, _ length: Int) -> [TextRun] {
    var found: [TextRun] = []
    var first = 0
    for run in runs {
      let last = first + run.text.utf8.count
      if first < start + max(length, 1) && last > start { found.append(run) }
      first = last
    }
    return found.isEmpty ? Array(runs.suffix(1)) : found
  }

  private static func locateLinks(_ layout: OpaquePointer, _ runs: [TextRun]) -> [LinkArea] {
    var areas: [LinkArea] = []
    var start = 0
    for run in runs {
      let end = start + run.text.utf8.count
      if let target = run.link { areas += locate(target, start, end, layout) }
      start = end
    }
    return areas
  }

  private static func locateFormulas(_ layout: OpaquePointer, _ runs: [TextRun]) -> [FormulaArea] {
    var areas: [FormulaArea] = []
    var start = 0
    for run in runs {
      let end = start + run.text.utf8.count
      if let formula = run.formula {
        areas += ranges(start, end, layout).map {
          FormulaArea(line: $0.line, x: $0.x, formula: formula, color: run.style.color)
        }
      }
      start = end
    }
    return areas
  }

  private static func locate(_ target: LinkTarget, _ start: Int, _ end: Int, _ layout: OpaquePointer) -> [LinkArea] {
    ranges(start, end, layout).map { LinkArea(line: $0.line, x: $0.x, width: $0.width, target: target) }
  }

  /// Where a stretch of text stands.
  private typealias Stretch = (line: Int, x: Double, width: Double)

  /// A stretch may span lines, and in a line of mixed directions it may fall apart.
  private static func ranges(_ start: Int, _ end: Int, _ layout: OpaquePointer) -> [Stretch] {
    var areas: [Stretch] = []
    for index in 0..<pango_layout_get_line_count(layout) {
      guard let line = pango_layout_get_line_readonly(layout, index) else { continue }
      let first = max(start, Int(line.pointee.start_index))
      let last = min(end, Int(line.pointee.start_index + line.pointee.length))
      if first >= last { continue }
      var (ranges, count) = (UnsafeMutablePointer<Int32>?.none, Int32(0))
      pango_layout_line_get_x_ranges(line, Int32(first), Int32(last), &ranges, &count)
      guard let ranges else { continue }
      for pair in 0..<Int(count) {
        let (left, right) = (points(ranges[2 * pair]), points(ranges[2 * pair + 1]))
        areas.append((Int(index), left, right - left))
      }
      g_free(ranges)
    }
    return areas
  }
}

extension TextAlignment {
  var pango: PangoAlignment {
    switch self {
    case .left, .justified: PANGO_ALIGN_LEFT
    case .center: PANGO_ALIGN_CENTER
    case .right: PANGO_ALIGN_RIGHT
    }
  }
}

/// Pango counts in 1024ths of a point.
func pangoUnits(_ points: Double) -> Int32 { Int32((points * Double(PANGO_SCALE)).rounded()) }
func points(_ pangoUnits: Int32) -> Double { Double(pangoUnits) / Double(PANGO_SCALE) }
