import Compute

/// Last-layer gradients of a few examples with two classes and one feature, all powers of two apart: exact in any
/// precision.
struct SmallGradients: Sendable {
  /// p − e_y, [n, 2].
  let residuals: [[Rational]]
  /// [n]
  let features: [Rational]
  /// [n]
  let losses: [Rational]

  /// Data of an index; every fourth repeats its first example as its last.
  init(players: Int, index: Int, stream: SeedStream) {
    let stream = stream.branch(players).branch(index)
    var rows = Array(0..<players)
    if index % 4 == 0, players > 1 { rows[players - 1] = 0 }
    features = rows.map { Rational(stream.branch("feature").integer($0, below: 9) - 4, over: 2) }
    losses = rows.map { Rational(stream.branch("loss").integer($0, below: 16) + 1, over: 8) }
    residuals = rows.map { row in
      let chance = Rational(stream.branch("chance").integer(row, below: 7) + 1, over: 8)
      let label = stream.branch("label").integer(row, below: 2)
      return label == 0 ? [chance - 1, 1 - chance] : [chance, -chance]
    }
  }

  /// r_i, or l_i r_i, as a matrix of the product.
  func residuals(weightedByLoss: Bool) -> [[Rational]] {
    weightedByLoss ? zip(losses, residuals).map { loss, row in row.map { loss * $0 } } : residuals
  }

  /// x_i = r_i ⊗ (h_i, 1), [n, 4].
  func vectors(weightedByLoss: Bool) -> [[Rational]] {
    zip(residuals(weightedByLoss: weightedByLoss), features).map { row, feature in
      row.map { $0 * feature } + row
    }
  }
}
