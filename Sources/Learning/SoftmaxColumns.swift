/// Softmax over the columns of class-by-class logits, four examples at a time without a horizontal sum.
///
/// Only IEEE additions, multiplications and divisions in a fixed order; a column's bits depend on the column alone.
struct SoftmaxColumns {
  typealias Vector = SIMD4<Float>

  /// [classes, stride]; aligned to whole vectors.
  let elements: UnsafeMutablePointer<Float>
  let classes: Int
  /// A multiple of four.
  let stride: Int

  /// Turns the logits of the first `count` columns, rounded up to whole vectors, into probabilities times `weights`, or
  /// times one.
  func normalise(_ count: Int, weights: UnsafePointer<Float>?) {
    for first in Swift.stride(from: 0, to: count, by: 4) {
      let column = UnsafeMutableRawPointer(elements + first)
      let weight = weights.map { UnsafeRawPointer($0 + first).load(as: Vector.self) } ?? Vector(repeating: 1)
      normalise(column, weight)
    }
  }

  @inline(__always)
  private func normalise(_ column: UnsafeMutableRawPointer, _ weight: Vector) {
    let row = stride * 4
    var top = column.load(as: Vector.self)
    for cls in 1..<max(1, classes) {
      let logits = column.load(fromByteOffset: cls * row, as: Vector.self)
      top = top.replacing(with: logits, where: logits .> top)
    }
    var sum = Vector.zero
    for cls in 0..<classes {
      let power = Vector.exponential(ofNonPositive: column.load(fromByteOffset: cls * row, as: Vector.self) - top)
      column.storeBytes(of: power, toByteOffset: cls * row, as: Vector.self)
      sum += power
    }
    let factor = weight / sum
    for cls in 0..<classes {
      let power = column.load(fromByteOffset: cls * row, as: Vector.self)
      column.storeBytes(of: power * factor, toByteOffset: cls * row, as: Vector.self)
    }
  }

  /// Turns the logits of the examples into weighted residuals, w (p − e_y).
  func residuals(of rows: borrowing MemberRows) {
    normalise(rows.count, weights: rows.weights)
    for slot in 0..<rows.count { elements[Int(rows.labels[slot]) * stride + slot] -= rows.weights[slot] }
  }
}
