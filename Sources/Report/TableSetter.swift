import Plot

/// Sets a table with rules above, below its heading and at its end, in the largest type that fits the width.
struct TableSetter {
  /// A text that can be set in any size.
  enum Cell {
    case prose([Inline])
    case plain(ReportTable.Cell)
  }

  private let alignments: [ReportTable.Alignment]
  private let head: [Cell]
  private let rows: [[Cell]]
  private let setter: RunSetter
  private let style: TextStyle
  private let page: PageStyle

  private static let gap = 15.0
  private static let padding = 2.2
  /// Beyond this share of a page a row may be cut between its lines.
  private var tallest: Double { page.textHeight * 0.4 }

  init(_ table: ReportTable, _ setter: RunSetter, _ page: PageStyle = .paper) {
    alignments = table.columns.map(\.alignment)
    head = table.columns.map { .plain(.init($0.heading)) }
    rows = table.rows.map { $0.map(Cell.plain) }
    (self.setter, self.page, style) = (setter, page, page.body)
  }

  init(_ table: ProseTable, _ setter: RunSetter, _ style: TextStyle, _ page: PageStyle = .paper) {
    alignments = table.alignments
    head = table.head.map(Cell.prose)
    rows = table.rows.map { $0.map(Cell.prose) }
    (self.setter, self.style, self.page) = (setter, style, page)
  }

  /// A table in its place.
  struct Placed {
    let strips: [Strip]
    let left: Double
  }

  /// The heading, the rows and the closing rule; a page may begin with any row but the first two and the last.
  func placed(x: Double, width: Double) -> Placed {
    let size = fittingSize(width)
    let widths = columns(size).fitted(to: width - gaps)
    let left = x + max(0, (width - gaps - widths.map(\.width).reduce(0, +)) / 2)
    let total = widths.map(\.width).reduce(0, +) + gaps
    let frame = Frame(left: left, width: total, columns: widths, style: style.with(size: size))
    let heading = headStrip(frame)
    let continuation = Strip.Continuation(head: [heading], closing: frame.rule(at: 0, 0.8))
    var strips = [heading] + rows.indices.flatMap { row($0, frame, continuation) }
    strips.append(Strip(height: Self.padding + 1, mayBeginPage: false, marks: [frame.rule(at: Self.padding, 0.8)]))
    return Placed(strips: strips, left: left)
  }

  private var gaps: Double { Self.gap * Double(max(0, alignments.count - 1)) }

  /// Where the columns of a table stand.
  private struct Frame {
    let left: Double
    let width: Double
    let columns: [TableColumn]
    let style: TextStyle

    func x(_ column: Int) -> Double {
      left + columns[..<column].map { $0.width + TableSetter.gap }.reduce(0, +)
    }

    func rule(at y: Double, _ thickness: Double) -> Strip.Mark {
      .rule(from: Point(left, y), length: width, width: thickness, Typography.ink)
    }
  }

  // MARK: Sizes

  /// The largest size at which only headings wrap, else the largest at which no word breaks, else the smallest.
  private func fittingSize(_ width: Double) -> Double {
    let largest = page.tableSizes[0]
    let measured = columns(largest)
    // Smaller designs of a face are relatively wider, by less than this.
    let fits = { (size: Double, needed: Double) in needed * size / largest * 1.05 <= width - gaps }
    let preferred = measured.map(\.preferred).reduce(0, +)
    let least = measured.map(\.least).reduce(0, +)
    if measured.map(\.natural).reduce(0, +) <= width - gaps { return largest }
    return page.tableSizes.dropLast().first { fits($0, preferred) } ?? page.tableSizes.dropFirst()
      .first { fits($0, least) } ?? page.tableSizes.last ?? largest
  }

  private func columns(_ size: Double) -> [TableColumn] {
    let style = style.with(size: size)
    return alignments.indices.map { index in
      TableColumn(
        alignments[index], head: runs(head[index], style.with(isBold: true)),
        cells: rows.map { runs($0[index], style) })
    }
  }

  private func runs(_ cell: Cell, _ style: TextStyle) -> [TextRun] {
    switch cell {
    case .prose(let inlines): setter.runs(inlines, style)
    case .plain(let cell) where cell.isCode:
      [TextRun(RunSetter.breakable(cell.text), style: RunSetter.code(style).with(isBold: cell.isBold))]
    case .plain(let cell) where cell.isAlarm:
      [RunSetter.plain(cell.text, style.with(isBold: true, color: Typography.alarm))]
    case .plain(let cell): [RunSetter.plain(cell.text, cell.isBold ? style.with(isBold: true) : style)]
    }
  }

  // MARK: Rows

  /// Headings stand on the rule.
  private func headStrip(_ frame: Frame) -> Strip {
    let cells = head.indices.map { index in
      Paragraph(
        runs(head[index], frame.style.with(isBold: true)), width: frame.columns[index].width,
        alignment: frame.columns[index].headAlignment, lineSpacing: Typography.denseSpacing)
    }
    let tallest = cells.map(\.height).max() ?? 0
    let height = tallest + 2 * Self.padding + 1
    var marks = [frame.rule(at: 0, 0.8), frame.rule(at: height, 0.5)]
    for (index, cell) in cells.enumerated() {
      let point = Point(frame.x(index), Self.padding + tallest - cell.height)
      marks.append(.lines(cell, cell.lines.indices, at: point))
    }
    return Strip(height: height, spaceBelow: Self.padding, marks: marks)
  }

  private func row(_ index: Int, _ frame: Frame, _ continuation: Strip.Continuation) -> [Strip] {
    let cells = rows[index].indices.map { column in
      frame.columns[column].set(runs(rows[index][column], frame.style), at: frame.x(column))
    }
    let strips = strips(cells)
    let isLoose = strips[0].height > 2 * frame.style.size + 2 * Self.padding
    return strips.enumerated().map { part, strip in
      var strip = strip
      strip.mayBeginPage = part > 0 || index > 1 && rows.count - index > 1
      if index > 0 || part > 0 { strip.continuation = continuation }
      if isLoose, part == 0, index > 0 { strip.spaceAbove = 2 }
      return strip
    }
  }

  /// One strip for a row, or one for each of its lines where it would fill much of a page.
  private func strips(_ cells: [TableColumn.SetCell]) -> [Strip] {
    let baseline = cells.compactMap { $0.paragraph.lines.first?.baseline }.max() ?? 0
    let placed = cells.map { cell in
      (cell: cell, y: baseline - (cell.paragraph.lines.first?.baseline ?? 0))
    }
    let height = placed.map { $0.y + $0.cell.paragraph.height }.max() ?? 0
    if height <= tallest {
      let marks = placed.map { item in
        Strip.Mark.lines(
          item.cell.paragraph, item.cell.paragraph.lines.indices, at: Point(item.cell.x, Self.padding + item.y))
      }
      return [Strip(height: height + 2 * Self.padding, marks: marks)]
    }
    let count = cells.map(\.paragraph.lines.count).max() ?? 0
    return (0..<count).map { line in
      let here = cells.filter { line < $0.paragraph.lines.count }
      return Strip(
        height: here.map { $0.paragraph.lines[line].height }.max() ?? 0,
        marks: here.map { .lines($0.paragraph, line..<line + 1, at: Point($0.x, 0)) })
    }
  }
}
