extension CUDABackend {
  /// Columns that a block of a kernel over parts of rows adds, `SUM_COLUMNS` there.
  private static let tile = 32

  /// Blocks for so many columns.
  static func tiles(_ columns: Int) -> Int { (columns + tile - 1) / tile }

  /// sums [width] ← sums over rows, divided.
  ///
  /// `body` puts in a kernel that writes the sums of every part, [parts, width], and divides them; they are then added.
  func sumByParts(
    rows: Int, width: Int, dividedBy divisor: Float = 1, into sums: DeviceAddress,
    _ body: (_ parts: RowParts, _ partial: DeviceAddress, _ divisor: Float) -> Void
  ) {
    let parts = RowParts(rows: rows)
    guard parts.count > 1 else { return body(parts, sums, divisor) }
    withScratch(bytes: 4 * parts.count * width) { partial in
      body(parts, partial, 1)
      sumParts(partial, rows: parts.count, width: width, RowParts(rows: parts.count), dividedBy: divisor, into: sums)
    }
  }

  /// partial [parts, width] ← the sums of each part's rows of a matrix [rows, width], divided.
  func sumParts(
    _ matrix: DeviceAddress, rows: Int, width: Int, _ parts: RowParts, dividedBy divisor: Float,
    into partial: DeviceAddress
  ) {
    launch(
      "sum_parts", blocks: Self.tiles(width), by: parts.count, .address(matrix), .address(partial), .long(rows),
      .int(width), .long(parts.size), .float(divisor))
  }
}
