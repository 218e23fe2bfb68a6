import Compute
import Datasets
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

private let both: [Card] = [KNNShapley.card, KNNLeaveOneOut.card]

private func order(_ methods: [Card] = both, k: Int = 5, _ more: [String: Value] = [:]) -> OrderPreservation {
  let components = methods.map { Value.component(ComponentValue($0, Arguments(["k": .integer(k)]))) }
  return OrderPreservation(Arguments(["methods": .list(components)].merging(more) { $1 }))
}

@Test("every small case: 1,855,968 pairs, none of them reversed, and leave-one-out tells none beyond K apart")
func smallCases() {
  let enumeration = OrderEnumeration([.shapley, .leaveOneOut])
  for counts in enumeration.counts {
    #expect(counts.total.pairs == 1_855_968 && counts.total.discordant == 0 && counts.total.undecided == 0)
  }
  let (shapley, loo) = (enumeration.counts[0], enumeration.counts[1])
  #expect(loo[.none].valueTied == loo[.none].pairs && loo[.none].pairs == 580_800)
  #expect(loo[.one].concordant == 377_196 && shapley[.none].concordant == 239_980)
  // Within K both values are differences of the same labels, so they separate the same pairs.
  #expect(loo[.both] == shapley[.both])
}
