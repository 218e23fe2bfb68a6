extension CPUBackend {
  /// Sets of weights are independent of each other; the rows of one follow each other.
  public func addRanked(
    _ order: Indices, labels: Indices, rowLabels: Indices, own: Doubles, taken: Doubles, to sums: Doubles
  ) {
    let s = RankShape(order, labels: labels, rowLabels: rowLabels, own: own, taken: taken, sums: sums)
    let (ranks, kinds, rowKinds) = (integers(order), integers(labels), integers(rowLabels))
    let (earned, lost, total) = (doubles(own), doubles(taken), doubles(sums))
    forEachBlock(s.sets, threads: threads) { set in
      let first = set * s.players
      for row in 0..<s.rows {
        Self.addRow(
          s, players: ranks + row * s.players, labels: kinds.start, label: rowKinds.start[row], own: earned + first,
          taken: lost + first, to: total + first)
      }
    }
  }

  /// One row from the farthest rank to the nearest.
  private static func addRow(
    _ s: RankShape, players: UnsafeMutablePointer<Int32>, labels: UnsafeMutablePointer<Int32>, label: Int32,
    own: UnsafeMutablePointer<Double>, taken: UnsafeMutablePointer<Double>, to sums: UnsafeMutablePointer<Double>
  ) {
    var tail = 0.0
    for rank in stride(from: s.players - 1, through: 0, by: -1) {
      let player = s.check(players[rank])
      let payoff: Double = labels[player] == label ? 1 : 0
      sums[player] += payoff * own[rank] - tail
      tail += payoff * taken[rank]
    }
  }
}
