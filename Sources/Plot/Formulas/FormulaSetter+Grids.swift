import Vocabulary

extension FormulaSetter {
  /// Distances of a grid, as shares of the type size; those of LaTeX's arrays and amsmath's displays.
  private struct Pitch {
    var ascent = 0.84
    var descent = 0.36
    /// Between rows that are taller than a line.
    var rowGap = 0.15
    var columnGap = 1.0

    init(_ grid: FormulaGrid) {
      switch grid.spacing {
      case .matrix where grid.left == "{" && grid.right.isEmpty: (ascent, descent) = (1.0, 0.44)
      case .matrix: break
      case .small: (ascent, descent, columnGap) = (0.7, 0.3, 0.56)
      case .aligned: rowGap = 0.3
      }
    }
  }

  /// Rows and columns, centred on the axis, between the grid's delimiters.
  func grid(_ grid: FormulaGrid, _ style: FormulaStyle) -> FormulaBox {
    let body = centred(self.body(grid, style), style)
    guard !grid.left.isEmpty || !grid.right.isEmpty else { return body }
    let axis = axis(style)
    let height = 2 * max(body.ascent - axis, body.descent + axis)
    let least = max(height * 0.901, height - 0.5 * size)
    var result = delimiter(grid.left, atLeast: least, style)
    (result.nucleus, result.italicCorrection) = (nil, 0)
    result.append(body)
    result.append(delimiter(grid.right, atLeast: least, style))
    return result
  }

  private func body(_ grid: FormulaGrid, _ style: FormulaStyle) -> FormulaBox {
    let cells = self.cells(grid, style)
    let (pitch, size) = (Pitch(grid), size(cellStyle(grid, style)))
    let columns = cells.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      cells.map { column < $0.count ? $0[column].width : 0 }.max() ?? 0
    }
    var (result, baseline) = (FormulaBox(), 0.0)
    for (index, row) in cells.enumerated() {
      let ascent = max(pitch.ascent * size, (row.map(\.ascent).max() ?? 0) + pitch.rowGap * size / 2)
      let descent = max(pitch.descent * size, (row.map(\.descent).max() ?? 0) + pitch.rowGap * size / 2)
      if index > 0 { baseline -= ascent + (grid.spacing == .aligned ? pitch.rowGap * size : 0) }
      if index == 0 { result.ascent = ascent }
      place(row, of: grid, widths, pitch.columnGap * size, at: baseline, on: &result)
      baseline -= descent
    }
    result.descent = -baseline
    return result
  }

  private func place(
    _ row: [FormulaBox], of grid: FormulaGrid, _ widths: [Double], _ gap: Double, at baseline: Double,
    on result: inout FormulaBox
  ) {
    var x = 0.0
    for (column, width) in widths.enumerated() {
      if column < row.count {
        let free = width - row[column].width
        let indent: Double =
          switch grid.alignment(column) {
          case .left: 0
          case .center: free / 2
          case .right: free
          }
        result.place(row[column], x: x + indent, raised: baseline)
      }
      x += width
      result.width = max(result.width, x)
      // The halves of an equation meet.
      let meets = grid.spacing == .aligned && grid.alignment(column) == .right
      x += meets ? 0 : gap
    }
  }

  private func cellStyle(_ grid: FormulaGrid, _ style: FormulaStyle) -> FormulaStyle {
    switch grid.spacing {
    case .aligned: style.with(.display)
    case .matrix: style.with(max(.text, style.size))
    case .small: style.with(.script)
    }
  }

  /// What follows an alignment mark keeps its distance to what stands before.
  private func cells(_ grid: FormulaGrid, _ style: FormulaStyle) -> [[FormulaBox]] {
    let cellStyle = cellStyle(grid, style)
    return grid.rows.map { row in
      row.enumerated().map { column, cell in
        guard grid.spacing == .aligned, column % 2 == 1 else { return box(cell, cellStyle) }
        if case .row(let items) = cell { return self.row([.row([])] + items, cellStyle) }
        return self.row([.row([]), cell], cellStyle)
      }
    }
  }
}
