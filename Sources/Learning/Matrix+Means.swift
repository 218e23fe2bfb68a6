import Compute

extension Matrix {
  /// Mean of each column in double precision, [columns], summed in row order.
  var columnMeans: [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for row in 0..<rows { for column in 0..<columns { sums[column] += Double(self[row, column]) } }
    return sums.map { $0 / Double(rows) }
  }
}
