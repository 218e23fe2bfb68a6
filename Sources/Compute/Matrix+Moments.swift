extension Matrix {
  /// Mean of each column in double precision, [columns], summed in row order. O(rows · columns).
  public var columnMeans: [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for row in 0..<rows { for column in 0..<columns { sums[column] += Double(self[row, column]) } }
    return sums.map { $0 / Double(rows) }
  }

  /// Standard deviation of each column about ``columnMeans``, divisor rows, [columns]; 0 exactly where all numbers of a
  /// column are equal. O(rows · columns).
  public var columnDeviations: [Double] {
    let means = columnMeans
    var squares = means.map { _ in 0.0 }
    var isConstant = means.map { _ in true }
    for row in 0..<rows {
      for column in 0..<columns {
        let offset = Double(self[row, column]) - means[column]
        squares[column] += offset * offset
        // Compared exactly: the mean of equal numbers may be rounded, and a deviation of 10⁻¹⁷ would blow up.
        isConstant[column] = isConstant[column] && self[row, column] == self[0, column]
      }
    }
    return zip(squares, isConstant).map { $1 ? 0 : ($0 / Double(rows)).squareRoot() }
  }
}
