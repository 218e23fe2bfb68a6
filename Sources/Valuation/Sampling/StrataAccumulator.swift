import Vocabulary

/// Gathers contributions by player and stratum into values.
struct StrataAccumulator: ValueAccumulator {
  private let method: String
  private let needed: String
  /// Known parts of the values, times the surplus v(N) − v(∅).
  private let surplusShare: Double
  private let notes: [String]
  private let read: @Sendable (Artifact) -> [Contribution]
  private var means: StrataMeans
  private var head: BatchHead?

  /// `needed` tells what would determine the values.
  init(
    method: String, players: Int, strata: Strata, surplusShare: Double = 0, needed: String, notes: [String] = [],
    read: @escaping @Sendable (Artifact) -> [Contribution]
  ) {
    (self.method, self.needed, self.surplusShare) = (method, needed, surplusShare)
    (self.notes, self.read) = (notes, read)
    means = StrataMeans(players: players, strata: strata)
  }

  var draws: Int { head?.draws ?? 0 }

  mutating func add(_ batch: Artifact) {
    let other = BatchHead(batch)
    head = head?.adding(other) ?? other
    for contribution in read(batch) { means.add(contribution) }
  }

  func values() throws -> DataValues {
    guard let head, means.isComplete else {
      throw ValuationError.tooFewDraws(method: method, draws: draws, needed: needed)
    }
    let values = means.values.map { $0 + surplusShare * head.surplus }
    let errors = means.standardErrors
    return DataValues(
      values: values, standardErrors: errors, modelFits: head.evaluations + 1,
      facts: head.facts(draws: "draws", of: values), notes: notes + spreadNotes(errors))
  }

  private func spreadNotes(_ errors: [Double]?) -> [String] {
    if errors == nil { return ["No player has two draws in a stratum, so there are no standard errors."] }
    guard means.hasLoneDraws else { return [] }
    return [
      "Strata with a single draw take the variance within the player's other strata, so standard errors are rough."
    ]
  }
}
