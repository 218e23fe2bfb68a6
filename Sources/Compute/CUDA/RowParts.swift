/// How the rows of a matrix are cut into parts whose sums are then added: by their number alone, so that the order of a sum
/// is the same on every device.
struct RowParts {
  /// Rows of a part; the last may have fewer.
  let size: Int
  /// At least one, which is empty where there are no rows.
  let count: Int

  /// Rows of the smallest part, and the most parts, so that these make one part themselves.
  static let limit = 512

  init(rows: Int) {
    size = max(Self.limit, (rows + Self.limit - 1) / Self.limit)
    count = max(1, (rows + size - 1) / size)
  }
}
