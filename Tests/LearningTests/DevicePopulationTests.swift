import Compute
import Datasets
import Foundation
import Testing
import Vocabulary

@testable import Learning

private func models(_ population: any Population, _ memberships: [Membership]) throws -> [LogisticModel] {
  try stride(from: 0, to: memberships.count, by: population.width).flatMap { first in
    try population.models(Array(memberships[first..<min(first + population.width, memberships.count)]), in: run)
      .map { try #require($0 as? LogisticModel) }
  }
}

@Suite struct DevicePopulationTests {
  private let examples = clouds(131, features: 13, classes: 5)

  @Test func `a coalition's model on a device has the same bits alone, at any place and in blocks of any width`() throws
  {
    let members = memberships(of: examples)
    for backend in try populationDevices() {
      let one = try DeviceLogisticPopulation(logistic(), examples, on: backend, width: 1)
      let alone = try models(one, members)
      for (round, width) in [2, 3, 7, 25].enumerated() {
        let population = try DeviceLogisticPopulation(logistic(), examples, on: backend, width: width)
        let order = SeedStream(root: 77).branch(round).permutation(members.count)
        let together = try models(population, order.map { members[$0] })
        #expect(zip(order, together).allSatisfy { alone[$0] == $1 }, "blocks of \(width)")
      }
    }
  }

  @Test func `two threads that share a device give each model its bits`() throws {
    let members = memberships(of: examples)
    for backend in try populationDevices() {
      let population = try DeviceLogisticPopulation(logistic(), examples, on: backend)
      let alone = try models(population, members)
      let parallel = try mapBlocks(members.count, threads: 2) { try models(population, [members[$0]])[0] }
      #expect(parallel == alone)
    }
  }

  /// The same steps in another order of sums, some dozens of roundings of numbers of like size.
  @Test(arguments: [(131, 13, 5), (90, 64, 10), (40, 3, 2)])
  func `a device's models are the processor's up to rounding`(_ size: (count: Int, features: Int, classes: Int)) throws
  {
    let examples = clouds(size.count, features: size.features, classes: size.classes)
    let questions = clouds(200, features: size.features, classes: size.classes, seed: 8)
    let members = memberships(of: examples)
    let expected = try models(LogisticPopulation(logistic(), examples), members)
    for backend in try populationDevices() {
      let found = try models(DeviceLogisticPopulation(logistic(), examples, on: backend), members)
      for (mine, theirs) in zip(found, expected) {
        #expect(mine.labels == theirs.labels)
        let scale = theirs.weights.elements.map(abs).max() ?? 0
        let error = zip(mine.weights.elements, theirs.weights.elements).map { abs($0 - $1) }.max() ?? .infinity
        #expect(error <= 1e-4 * scale)
        let accuracies = try [mine, theirs].map {
          try Score.accuracy.value(of: $0.outputs(for: questions.features), on: questions)
        }
        #expect(accuracies[0] == accuracies[1])
      }
    }
  }

  @Test func `the definition in double precision takes the steps that the processor takes`() throws {
    let examples = clouds(30, features: 4, classes: 3)
    let members = Array(memberships(of: examples).prefix(6))
    let expected = try models(LogisticPopulation(logistic(), examples), members)
    let found = try models(DeviceLogisticPopulation(logistic(), examples, on: ReferenceBackend()), members)
    for (mine, theirs) in zip(found, expected) {
      #expect(zip(mine.weights.elements, theirs.weights.elements).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test func `features far from zero and features of one value are no harder than others`() throws {
    var far = examples.features
    for row in 0..<far.rows {
      for feature in 0..<far.columns { far[row, feature] = feature == 2 ? 7 : far[row, feature] + 1000 }
    }
    let moved = Examples(features: far, labels: examples.labels, classes: 5, rows: examples.rows)
    let members = memberships(of: moved)
    let expected = try models(LogisticPopulation(logistic(), moved), members)
    for backend in try populationDevices() {
      let found = try models(DeviceLogisticPopulation(logistic(), moved, on: backend), members)
      for (mine, theirs) in zip(found, expected) {
        // Features of some thousand steps of rounding each: their weights, less so the bias a thousand away.
        #expect(difference(mine.outputs(for: moved.features), theirs.outputs(for: moved.features)) < 1e-2)
      }
    }
  }

  @Test func `a membership of one label gives its constant classifier, beside others and alone`() throws {
    let lone = Membership([1, 6, 11])
    for backend in try populationDevices() {
      let population = try DeviceLogisticPopulation(logistic(), examples, on: backend)
      let constant = try models(LogisticPopulation(logistic(), examples), [lone])
      #expect(try models(population, [lone]) == constant)
      #expect(try models(population, [Membership(Array(0..<40)), lone])[1] == constant[0])
      #expect(try models(population, []).isEmpty)
    }
  }

  @Test func `an example of weight two counts as two examples, and one of weight zero as none`() throws {
    let doubled = examples.subset((0..<30).flatMap { $0 % 2 == 0 ? [$0, $0] : [$0] })
    for backend in try populationDevices() {
      let population = try DeviceLogisticPopulation(logistic(), examples, on: backend)
      let weighted = try models(
        population,
        [
          Membership(Array(0..<40), weights: (0..<40).map { $0 >= 30 ? 0 : $0 % 2 == 0 ? 2 : 1 }),
          Membership(Array(0..<30), weights: (0..<30).map { $0 % 2 == 0 ? 2 : 1 }),
        ])
      #expect(weighted[0] == weighted[1])
      let repeated = try logistic().fit(doubled, weights: nil, in: run).outputs(for: examples.features)
      // The same sums in another order and about another origin.
      #expect(difference(weighted[0].outputs(for: examples.features), repeated) < 1e-4)
    }
  }

  @Test func `a membership without weight fails, but only after those before it`() throws {
    let (none, sound) = (Membership([3], weights: [0]), Membership(Array(0..<40)))
    for backend in try populationDevices() {
      let population = try DeviceLogisticPopulation(logistic(), examples, on: backend)
      #expect(throws: LearningError.noMembers(of: 1)) { try models(population, [sound, none]) }
    }
  }

  @Test func `features too large for single precision fail as on the processor, and their neighbours do not`() throws {
    var large = examples.features
    for feature in 0..<large.columns { large[0, feature] = 3e25 }
    let scaled = Examples(features: large, labels: examples.labels, classes: 5, rows: examples.rows)
    for backend in try populationDevices() {
      let population = try DeviceLogisticPopulation(logistic(), scaled, on: backend)
      #expect(throws: LearningError.self) { try models(population, [Membership(Array(0..<40))]) }
    }
    #expect(throws: LearningError.self) {
      try models(LogisticPopulation(logistic(), scaled), [Membership(Array(0..<40))])
    }
  }

  @Test func `blocks of large data are narrow, and of data beyond all bounds hold one model`() {
    #expect(DeviceLogisticDescent.bytesOfModel(examples) == 4 * (6 * 131 + 9 * 5 * 14 + 2 * 14 * 14))
    let backend = CPUBackend()
    #expect(throws: Never.self) {
      let small = try DeviceLogisticPopulation(logistic(), examples, on: backend)
      #expect(small.width == 512)
      let wide = try DeviceLogisticPopulation(logistic(), clouds(4000, features: 3, classes: 40), on: backend)
      #expect(wide.width < 512 && wide.width * 4 * 4000 * 41 <= 1 << 28)
    }
  }

  @Test func `the run's device decides where a population is fitted`() throws {
    #expect(try logistic().population(of: examples, in: run) is LogisticPopulation)
    guard hasCUDA else { return }
    let device = Run(seeds: SeedStream(root: 7), device: .cuda(.single))
    let population = try logistic().population(of: examples, in: device)
    #expect(population is DeviceLogisticPopulation)
    #expect(population.blocksAtOnce == 2)
  }
}
