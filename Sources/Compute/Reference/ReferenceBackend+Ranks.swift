extension ReferenceBackend {
  public func addRanked(
    _ order: Indices, labels: Indices, rowLabels: Indices, own: Doubles, taken: Doubles, to sums: Doubles
  ) {
    let s = RankShape(order, labels: labels, rowLabels: rowLabels, own: own, taken: taken, sums: sums)
    let (ranks, kinds) = (memory(order).elements, memory(labels).elements)
    let (earned, lost, total) = (memory(own).elements, memory(taken).elements, memory(sums))
    for row in 0..<s.rows {
      let players = (0..<s.players).map { s.check(ranks[row * s.players + $0]) }
      let payoffs = players.map { kinds[$0] == memory(rowLabels).elements[row] ? 1.0 : 0.0 }
      for set in 0..<s.sets {
        var tail = 0.0
        for rank in (0..<s.players).reversed() {
          let weight = set * s.players + rank
          total.elements[set * s.players + players[rank]] += payoffs[rank] * earned[weight] - tail
          tail += payoffs[rank] * lost[weight]
        }
      }
    }
  }
}
