/// One permutation on its way from nobody to everybody.
struct Walk {
  private let order: [Int]
  private(set) var coalition: Coalition
  /// By player; 0 for those not reached, [n].
  private(set) var marginals: [Double]
  /// v of the coalition reached.
  private(set) var utility: Double
  /// Players reached.
  private(set) var length = 0
  private var closeSteps = 0

  init(_ order: [Int], start: Double) {
    (self.order, utility) = (order, start)
    coalition = Coalition(players: order.count)
    marginals = [Double](repeating: 0, count: order.count)
  }

  /// The marginal contributions, each times the weight of its position, by player.
  func marginals(weightedBy weights: [Double]?) -> [Double] {
    guard let weights else { return marginals }
    var weighted = marginals
    for position in 0..<length { weighted[order[position]] *= weights[position] }
    return weighted
  }

  func isFinished(_ truncation: Truncation?) -> Bool {
    length == order.count || truncation.map { closeSteps >= $0.consecutive } ?? false
  }

  mutating func join() {
    coalition.insert(order[length])
    length += 1
  }

  mutating func arrive(at next: Double, full: Double, _ truncation: Truncation?) {
    marginals[order[length - 1]] = next - utility
    utility = next
    closeSteps = truncation?.accepts(next, full: full) ?? false ? closeSteps + 1 : 0
  }
}
