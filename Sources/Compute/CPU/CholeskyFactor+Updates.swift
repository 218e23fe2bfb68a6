extension CholeskyFactor {
  /// Makes this the factor of A bordered by a row and column, [order], and a diagonal element. O(order²).
  ///
  /// Throws ``ComputeError/notANumber(what:index:)`` and ``ComputeError/notPositiveDefinite(row:)``, and then leaves
  /// the factor as it was.
  public mutating func append(_ row: [Double], diagonal: Double) throws(ComputeError) {
    precondition(row.count == order, "a border of \(row.count) elements for order \(order)")
    if let index = (row + [diagonal]).firstIndex(where: { !$0.isFinite }) {
      throw .notANumber(what: "matrix element", index: index)
    }
    let border = solveLower(row)
    let rest = diagonal - border.reduce(0) { $0 + $1 * $1 }
    guard rest > 0 else { throw .notPositiveDefinite(row: order) }
    elements.append(contentsOf: border)
    elements.append(rest.squareRoot())
    order += 1
  }

  /// Makes this the factor of A + vvᵀ for a vector v, [order]. O(order²), by one plane rotation for each row.
  ///
  /// Throws ``ComputeError/notANumber(what:index:)`` for an undefined element, and then leaves the factor as it was.
  public mutating func add(outerSquareOf vector: [Double]) throws(ComputeError) {
    precondition(vector.count == order, "a vector of \(vector.count) elements for order \(order)")
    if let index = vector.firstIndex(where: { !$0.isFinite }) {
      throw .notANumber(what: "vector element", index: index)
    }
    var rest = vector
    for pivot in 0..<order {
      let old = self[pivot, pivot]
      let new = (old * old + rest[pivot] * rest[pivot]).squareRoot()
      let (cosine, sine) = (old / new, rest[pivot] / new)
      elements[Self.start(of: pivot) + pivot] = new
      for row in pivot + 1..<max(order, pivot + 1) { rotate(row, pivot, cosine, sine, &rest[row]) }
    }
  }

  /// Turns an element of the pivot's column and what is left of the vector in the same row.
  private mutating func rotate(_ row: Int, _ pivot: Int, _ cosine: Double, _ sine: Double, _ rest: inout Double) {
    let position = Self.start(of: row) + pivot
    let element = elements[position]
    elements[position] = cosine * element + sine * rest
    rest = cosine * rest - sine * element
  }
}
