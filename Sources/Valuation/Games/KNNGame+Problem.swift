import Compute
import Datasets

extension KNNGame {
  /// The game of some data: Euclidean distances, ties in the order of the training examples. O(M N (d + log N)).
  ///
  /// Distances are computed one by one as ‖x‖² − 2⟨z, x⟩ in single precision, as the fast path does; the two agree
  /// exactly wherever products of features are exact, for small integers for example.
  public init(_ problem: ValuationProblem, neighbours: Int) {
    let (train, validation) = (problem.train, problem.validation)
    let norms = (0..<train.count).map { Self.product(of: train.features, $0, with: train.features, $0) }
    let rankings = (0..<validation.count).map { point in
      let distances = (0..<train.count).map { player in
        norms[player] - 2 * Self.product(of: validation.features, point, with: train.features, player)
      }
      return (0..<train.count).sorted { (distances[$0], $0) < (distances[$1], $1) }
    }
    self.init(
      rankings: rankings,
      payoffs: validation.labels.map { label in train.labels.map { $0 == label ? 1 : 0 } },
      neighbours: neighbours)
  }

  /// A semivalue of every player by the closed form, one rank after the other. O(M N).
  public func values(_ semivalue: Semivalue) -> [Double] {
    let weights = NeighbourWeights(semivalue, players: players, neighbours: neighbours)
    var sums = [Double](repeating: 0, count: players)
    for (ranking, payoffs) in zip(rankings, payoffs) {
      var taken = 0.0
      for (rank, player) in ranking.enumerated().reversed() {
        sums[player] += payoffs[player] * weights.own[rank] - taken
        taken += payoffs[player] * weights.taken[rank]
      }
    }
    return sums.map { $0 / Double(rankings.count) }
  }

  private static func product(of left: Matrix, _ row: Int, with right: Matrix, _ other: Int) -> Float {
    (0..<left.columns).reduce(0) { $0 + left[row, $1] * right[other, $1] }
  }
}
