import Compute
import Datasets
import Foundation
import Testing
import Vocabulary

@testable import Learning

/// Learners that train populations, with few steps.
let populationLearners: [any PopulationLearner] = [
  logistic(), logistic(["penalty": .real(0.01), "steps": .integer(7)]),
  RidgeRegression(Arguments()), network(["steps": .integer(12)]),
  network(["steps": .integer(5), "hidden": .integer(19), "activation": .text("tanh")]),
]

/// Memberships of many sizes, some weighted, one of a single label.
func memberships(of examples: Examples) -> [Membership] {
  let stream = SeedStream(root: 31)
  return (0..<24).map { index in
    let size = 1 + stream.integer(index, below: examples.count)
    let members = stream.branch(index).choose(size, from: examples.count).sorted()
    guard index % 3 == 0 else { return Membership(members) }
    return Membership(members, weights: members.map { Float(1 + stream.integer($0, below: 4)) })
  } + [Membership((0..<examples.count).filter { examples.labels[$0] == 1 })]
}

private func outputs(
  _ population: any Population, _ memberships: [Membership], _ questions: Matrix
) throws -> [Outputs] {
  try stride(from: 0, to: memberships.count, by: population.width).flatMap { first in
    try population.models(Array(memberships[first..<min(first + population.width, memberships.count)]), in: run)
      .map { try $0.outputs(for: questions) }
  }
}

@Test("a coalition's model has the same bits alone, at any place of a block, beside any neighbours and on any thread")
func purity() throws {
  if let core = ProcessInfo.processInfo.environment[Processor.expectedCore] {
    #expect(LinearAlgebra.openBLASCore == core)
  }
  for examples in [
    clouds(131, features: 13, classes: 5), clouds(90, features: 64, classes: 10), clouds(40, features: 3, classes: 2),
  ] {
    let (questions, members) = (
      clouds(37, features: examples.features.columns, classes: examples.classes, seed: 8).features,
      memberships(of: examples)
    )
    for learner in populationLearners {
      let population = try learner.population(of: examples, in: run)
      let alone = try members.map { try outputs(population, [$0], questions)[0] }
      for round in 0..<4 {
        let order = SeedStream(root: 77).branch(round).permutation(members.count)
        let together = try outputs(population, order.map { members[$0] }, questions)
        #expect(zip(order, together).allSatisfy { alone[$0] == $1 })
      }
      let parallel = try mapBlocks(members.count, threads: 3) { try outputs(population, [members[$0]], questions)[0] }
      #expect(parallel == alone)
    }
  }
}

@Test("a model fitted on a subset of its own has the bits of the population's")
func subsets() throws {
  let examples = clouds(60, features: 5, classes: 3)
  for learner in populationLearners {
    let population = try learner.population(of: examples, in: run)
    for membership in memberships(of: examples) {
      let subset = try learner.fit(examples.subset(membership.positions), weights: membership.weights, in: run)
      #expect(try outputs(population, [membership], examples.features) == [subset.outputs(for: examples.features)])
    }
  }
}

@Test("an example of weight two counts as two examples")
func weightsCount() throws {
  let examples = clouds(30, features: 4, classes: 3)
  let doubled = examples.subset((0..<30).flatMap { $0 % 2 == 0 ? [$0, $0] : [$0] })
  for learner in populationLearners {
    let weighted = try learner.fit(examples, weights: (0..<30).map { $0 % 2 == 0 ? 2 : 1 }, in: run)
    let repeated = try learner.fit(doubled, weights: nil, in: run)
    // The same sums in another order, in single precision, over at most a few hundred steps.
    #expect(try difference(weighted.outputs(for: examples.features), repeated.outputs(for: examples.features)) < 1e-4)
  }
}

/// Largest difference of two outputs of the same kind.
func difference(_ one: Outputs, _ other: Outputs) -> Float {
  switch (one, other) {
  case (.probabilities(let a), .probabilities(let b)), (.scores(let a), .scores(let b)):
    zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0
  default: .infinity
  }
}
