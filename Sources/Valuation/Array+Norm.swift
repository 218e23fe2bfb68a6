extension [Double] {
  /// The Euclidean length, squares summed in index order.
  var norm: Double { reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
