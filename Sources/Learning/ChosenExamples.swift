/// Some of a training's examples, with how much each counts.
public struct ChosenExamples: Sendable, Hashable {
  /// Their positions, ascending.
  public let positions: [Int]
  /// Not negative, some positive, [positions.count]; `nil` for ones.
  public let weights: [Float]?

  /// At least one example; positions in any order, each once.
  public init(_ positions: [Int], weights: [Float]? = nil) {
    precondition(!positions.isEmpty && Set(positions).count == positions.count, "no choice of examples: \(positions)")
    precondition(weights?.count ?? positions.count == positions.count, "\(positions.count) examples with other weights")
    precondition(weights?.contains { $0 > 0 } ?? true, "no example has weight")
    precondition(weights?.allSatisfy { $0 >= 0 && $0.isFinite } ?? true, "a weight is negative or no finite number")
    let order = positions.indices.sorted { positions[$0] < positions[$1] }
    self.positions = order.map { positions[$0] }
    self.weights = weights.map { weights in order.map { weights[$0] } }
  }

  /// Those that have weight.
  var members: ChosenExamples {
    guard let weights, weights.contains(0) else { return self }
    let kept = positions.indices.filter { weights[$0] > 0 }
    return ChosenExamples(kept.map { positions[$0] }, weights: kept.map { weights[$0] })
  }
}
