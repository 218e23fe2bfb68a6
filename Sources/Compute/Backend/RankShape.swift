/// The sizes that take part in a sum over ranked players, checked against each other.
struct RankShape: Sendable {
  let rows: Int
  let players: Int
  let sets: Int

  /// Stops where the shapes do not fit each other.
  init(_ order: Indices, labels: Indices, rowLabels: Indices, own: Doubles, taken: Doubles, sums: Doubles) {
    precondition(order.shape.count == 2 && own.shape.count == 2, "ranks \(order.shape) with weights \(own.shape)")
    (rows, players, sets) = (order.shape[0], order.shape[1], own.shape[0])
    labels.require([players], "labels of players")
    rowLabels.require([rows], "labels of rows")
    for weights in [own, taken, sums] { weights.require([sets, players], "weights or sums by rank") }
  }

  /// A player read from an order; stops where there is none.
  @inline(__always)
  func check(_ player: Int32) -> Int {
    precondition(player >= 0 && player < players, "player \(player) of \(players)")
    return Int(player)
  }
}
