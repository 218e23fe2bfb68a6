/// Where the window through which an image is seen stands.
struct ImageMove {
  private let down: Int
  private let right: Int
  private let isMirrored: Bool

  init(down: Int32, right: Int32, mirror: Int32) {
    (self.down, self.right, isMirrored) = (Int(down), Int(right), mirror != 0)
  }

  /// The row of the image seen at a row, if it is inside.
  @inline(__always)
  func source(row: Int, of height: Int) -> Int? { 0..<height ~= row + down ? row + down : nil }

  /// The column of the image seen at a column, if it is inside.
  @inline(__always)
  func source(column: Int, of width: Int) -> Int? {
    let source = (isMirrored ? width - 1 - column : column) + right
    return 0..<width ~= source ? source : nil
  }
}
