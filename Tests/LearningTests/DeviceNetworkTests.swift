import Compute
import Datasets
import Foundation
import Testing
import Vocabulary

@testable import Learning

private func models(_ population: any Population, _ memberships: [Membership]) throws -> [any Model] {
  try stride(from: 0, to: memberships.count, by: population.width).flatMap { first in
    try population.models(Array(memberships[first..<min(first + population.width, memberships.count)]), in: run)
  }
}

/// Networks with their bits, and constant classifiers.
private func identities(_ models: [any Model]) throws -> [AnyHashable] {
  try models.map { model in
    if let network = model as? NetworkModel { return network }
    return try #require(model as? LogisticModel)
  }
}

@Suite struct DeviceNetworkTests {
  private let examples = clouds(131, features: 13, classes: 5)
  private let learners = [
    network(["steps": .integer(20)]),
    network(["steps": .integer(9), "hidden": .integer(19), "activation": .text("tanh"), "l2": .real(0.1)]),
  ]

  @Test func `a coalition's network on a device has the same bits alone, at any place and in any block`() throws {
    let members = memberships(of: examples)
    for backend in try populationDevices() {
      for learner in learners {
        let one = try DeviceNetworkPopulation(learner, examples, on: backend, width: 1)
        let alone = try identities(models(one, members))
        for (round, width) in [2, 7, 25].enumerated() {
          let population = try DeviceNetworkPopulation(learner, examples, on: backend, width: width)
          let order = SeedStream(root: 77).branch(round).permutation(members.count)
          let together = try identities(models(population, order.map { members[$0] }))
          #expect(zip(order, together).allSatisfy { alone[$0] == $1 }, "blocks of \(width)")
        }
      }
    }
  }

  @Test func `examples that are no members do not reach a network's bits`() throws {
    var features = examples.features
    for feature in 0..<features.columns { features[0, feature] = 1e38 }
    let others = Examples(features: features, labels: examples.labels, classes: 5, rows: examples.rows)
    let members = memberships(of: examples).filter { $0.positions.first != 0 }.prefix(6)
    for backend in try populationDevices() {
      for learner in learners {
        let among = try DeviceNetworkPopulation(learner, examples, on: backend)
        let beside = try DeviceNetworkPopulation(learner, others, on: backend)
        let expected = try identities(models(among, Array(members)))
        #expect(try identities(models(beside, Array(members))) == expected)
        for (membership, network) in zip(members, expected) {
          let own = try DeviceNetworkPopulation(learner, examples.subset(membership.positions), on: backend)
          let all = Membership(Array(0..<membership.positions.count), weights: membership.weights)
          #expect(try identities(models(own, [all])) == [network])
        }
      }
    }
  }

  @Test func `two threads that share a device give each network its bits`() throws {
    let members = memberships(of: examples)
    for backend in try populationDevices() {
      let population = try DeviceNetworkPopulation(learners[0], examples, on: backend)
      let alone = try identities(models(population, members))
      let parallel = try mapBlocks(members.count, threads: 2) { try models(population, [members[$0]])[0] }
      #expect(try identities(parallel) == alone)
    }
  }

  /// The same steps in another order of sums; a rounding that moves an input of a ReLU across 0 moves a whole slope.
  @Test(arguments: [(131, 13, 5), (90, 64, 10), (40, 3, 2)], Activation.allCases)
  func `a device's networks are the processor's up to rounding`(
    _ size: (count: Int, features: Int, classes: Int), _ activation: Activation
  ) throws {
    let learner = network(["steps": .integer(60), "activation": .text(activation.rawValue), "hidden": .integer(16)])
    let examples = clouds(size.count, features: size.features, classes: size.classes)
    let members = memberships(of: examples)
    let expected = try models(NetworkPopulation(learner, examples), members)
    for backend in try populationDevices() + [ReferenceBackend()] {
      let some = backend is ReferenceBackend ? 3 : members.count
      let found = try models(DeviceNetworkPopulation(learner, examples, on: backend), Array(members.prefix(some)))
      for (mine, theirs) in zip(found, expected) { try expectNear(mine, theirs) }
    }
  }

  private func expectNear(_ mine: any Model, _ theirs: any Model) throws {
    guard let theirs = theirs as? NetworkModel else {
      return #expect(mine as? LogisticModel == theirs as? LogisticModel)
    }
    let mine = try #require(mine as? NetworkModel)
    #expect(mine.labels == theirs.labels && mine.activation == theirs.activation)
    for (mine, theirs) in [(mine.weights.hidden, theirs.weights.hidden), (mine.weights.output, theirs.weights.output)] {
      let scale = theirs.elements.map(abs).max() ?? 0
      let error = zip(mine.elements, theirs.elements).map { abs($0 - $1) }.max() ?? .infinity
      #expect(mine.rows == theirs.rows && mine.columns == theirs.columns)
      #expect(error <= 1e-4 * scale, "off by \(error) of \(scale)")
    }
  }

  @Test func `a membership of one label gives its constant classifier, beside others and alone`() throws {
    let lone = Membership([1, 6, 11])
    for backend in try populationDevices() {
      let population = try DeviceNetworkPopulation(learners[0], examples, on: backend)
      let constant = try identities(models(NetworkPopulation(learners[0], examples), [lone]))
      #expect(try identities(models(population, [lone])) == constant)
      #expect(try identities(models(population, [Membership(Array(0..<40)), lone]))[1] == constant[0])
      #expect(try models(population, []).isEmpty)
    }
  }

  @Test func `an example of weight two counts as two examples, and one of weight zero as none`() throws {
    let doubled = examples.subset((0..<30).flatMap { $0 % 2 == 0 ? [$0, $0] : [$0] })
    for backend in try populationDevices() {
      let population = try DeviceNetworkPopulation(learners[0], examples, on: backend)
      let weighted = try models(
        population,
        [
          Membership(Array(0..<40), weights: (0..<40).map { $0 >= 30 ? 0 : $0 % 2 == 0 ? 2 : 1 }),
          Membership(Array(0..<30), weights: (0..<30).map { $0 % 2 == 0 ? 2 : 1 }),
        ])
      #expect(try identities([weighted[0]]) == identities([weighted[1]]))
      let repeated = try learners[0].fit(doubled, weights: nil, in: run).outputs(for: examples.features)
      // The same sums in another order.
      #expect(try difference(weighted[0].outputs(for: examples.features), repeated) < 1e-4)
    }
  }

  @Test func `a membership without weight fails, but only after those before it`() throws {
    let (none, sound) = (Membership([3], weights: [0]), Membership(Array(0..<40)))
    for backend in try populationDevices() {
      let population = try DeviceNetworkPopulation(learners[0], examples, on: backend)
      #expect(throws: LearningError.noMembers(of: 1)) { try models(population, [sound, none]) }
    }
  }

  /// One example is so large that the first steps with it leave no finite weights.
  @Test(arguments: [40, 16, 7])
  func `a network that diverges fails as on the processor and leaves its neighbours alone`(_ steps: Int) throws {
    var features = examples.features
    for feature in 0..<features.columns { features[0, feature] = 3e30 }
    let spoilt = Examples(features: features, labels: examples.labels, classes: 5, rows: examples.rows)
    let learner = network(["steps": .integer(steps)])
    let (sound, bad) = (Membership(Array(1..<50)), Membership(Array(0..<50)))
    let error = LearningError.diverged(epoch: min(15, steps - 1), learningRate: 0.1)
    #expect(throws: error) { try models(NetworkPopulation(learner, spoilt), [bad]) }
    for backend in try populationDevices() {
      let population = try DeviceNetworkPopulation(learner, spoilt, on: backend)
      #expect(throws: error) { try models(population, [sound, bad, sound]) }
      let initial = NetworkWeights(learner, inputs: 13, classes: 5, stream: run.seeds.branch("initial weights"))
      let block = MembershipBlock([sound, bad, sound], of: spoilt)
      let fits = try DeviceNetworkDescent(block, initial, of: population).fits(in: run)
      let alone = try identities(models(population, [sound]))
      let labels = Array(0..<5)
      #expect(try [0, 2].map { try fits.model($0, labels: labels, of: population) as AnyHashable } == alone + alone)
      #expect(throws: error) { try fits.model(1, labels: labels, of: population) }
    }
  }

  @Test func `a run that is interrupted stops between steps`() throws {
    let interruption = Interruption()
    interruption.request()
    let stopped = Run(seeds: run.seeds, interruption: interruption)
    let population = try DeviceNetworkPopulation(learners[0], examples, on: CPUBackend())
    #expect(throws: Interrupted.self) { try population.models([Membership(Array(0..<40))], in: stopped) }
  }

  @Test func `blocks of large data are narrow`() throws {
    let learner = network(["hidden": .integer(7)])
    #expect(
      DeviceNetworkDescent.bytesOfModel(learner, examples) == 4 * ((2 * 8 + 6) * 131 + 3 * (8 * 14 + 5 * 8)))
    let backend = CPUBackend()
    #expect(try DeviceNetworkPopulation(learner, examples, on: backend).width == 512)
    let wide = try DeviceNetworkPopulation(
      network(["hidden": .integer(100)]), clouds(4000, features: 3, classes: 4), on: backend)
    #expect(wide.width == (1 << 28) / DeviceNetworkDescent.bytesOfModel(wide.settings, wide.examples))
    #expect(wide.width < 100)
  }

  @Test func `the run's device decides where networks are fitted`() throws {
    #expect(try learners[0].population(of: examples, in: run) is NetworkPopulation)
    guard hasCUDA else { return }
    let device = Run(seeds: SeedStream(root: 7), device: .cuda(.single))
    let population = try learners[0].population(of: examples, in: device)
    #expect(population is DeviceNetworkPopulation)
    #expect(population.blocksAtOnce == 2)
  }
}
