import Compute
import Datasets
import Foundation
import Learning
import Testing
import Vocabulary

@testable import Valuation

/// Whether `WORKBENCH_CUDA` names a folder of CUDA's libraries, or of those that stand in for them under `make test`.
private let hasCUDA = ProcessInfo.processInfo.environment["WORKBENCH_CUDA"] != nil

private enum Place: String, CaseIterable, Sendable {
  case reference, cpu, cuda

  static var all: [Place] { hasCUDA ? allCases : [.reference, .cpu] }

  func backend() throws -> any Backend {
    switch self {
    case .reference: ReferenceBackend()
    case .cpu: CPUBackend(threads: 2)
    // Distances keep their digits whatever the precision.
    case .cuda: try Device.cuda(.bfloat16).backend()
    }
  }
}

@Suite struct DeviceValueTests {
  // MARK: Nearest neighbours

  private static let semivalues: [Semivalue] = [.shapley, .leaveOneOut, .banzhaf, .beta(alpha: 4, beta: 1)]

  @Test(arguments: Place.all, [(1, 3), (9, 12), (300, 1), (300, 5), (2100, 40)])
  private func `values by a device's primitives are the processor's, ties included`(
    _ place: Place, _ sizes: (players: Int, neighbours: Int)
  ) throws {
    // Distances of small integers are exact, so that ties are ties everywhere; 133 points are two blocks, the last short.
    let problem = RandomData.integers(train: sizes.players, validation: 133, features: 3, classes: 4, seed: 5)
    let weights = Self.semivalues.map {
      NeighbourWeights($0, players: sizes.players, neighbours: sizes.neighbours)
    }
    let engine = try KNNSemivalue(problem)
    #expect(KNNSemivalue.deviceRows(players: sizes.players) == 128)
    let found = try engine.values(weights: weights, on: place.backend(), in: testRun())
    let expected = try engine.values(weights: weights, in: testRun())
    #expect(found.count == expected.count)
    for (mine, theirs) in zip(found, expected) {
      // Sums of 133 numbers below 1, divided by 133, in two orders.
      #expect(largestDifference(mine, theirs) < 1e-13)
    }
  }

  @Test(arguments: Place.all) private func `without features all examples are tied`(_ place: Place) throws {
    let problem = RandomData.integers(train: 20, validation: 5, features: 0, seed: 6)
    let weights = [NeighbourWeights(.shapley, players: 20, neighbours: 3)]
    let engine = try KNNSemivalue(problem)
    let found = try engine.values(weights: weights, on: place.backend(), in: testRun())
    #expect(largestDifference(found[0], try engine.values(weights: weights, in: testRun())[0]) < 1e-14)
  }

  @Test(arguments: Place.all) private func `real features have the same neighbours`(_ place: Place) throws {
    let problem = RandomData.reals(train: 200, validation: 150, seed: 7)
    let weights = [NeighbourWeights(.shapley, players: 200, neighbours: 5)]
    let engine = try KNNSemivalue(problem)
    let found = try engine.values(weights: weights, on: place.backend(), in: testRun())
    let expected = try engine.values(weights: weights, in: testRun())[0]
    // Distances differ by rounding; a near-tie that swaps moves two values by at most 1 / (150 · 5), and there are few.
    #expect(largestDifference(found[0], expected) < 3e-3)
    #expect(zip(found[0], expected).count { abs($0 - $1) > 1e-12 } <= 4)
  }

  @Test(.enabled(if: hasCUDA, "make test builds stand-ins for CUDA's libraries"))
  func `without room for a block of distances smaller ones have the same values`() throws {
    let problem = RandomData.integers(train: 5000, validation: 150, features: 3, seed: 8)
    let weights = [NeighbourWeights(.shapley, players: 5000, neighbours: 5)]
    let engine = try KNNSemivalue(problem)
    let folder = try #require(ProcessInfo.processInfo.environment["WORKBENCH_CUDA"])
    // 32 MiB are for cuBLAS; a whole block takes some 18 MiB, a half of one fits.
    let device = try CUDADevice(folder: folder, budget: 44 << 20, cache: KernelCache(folder: nil))
    let ends = Progress()
    let run = Run(seeds: SeedStream(root: 1)) { done, _, _ in ends.add(done) }
    let found = try engine.values(weights: weights, on: CUDABackend(on: device, .single), in: run)
    #expect(largestDifference(found[0], try engine.values(weights: weights, in: testRun())[0]) < 1e-13)
    #expect((ends.all.first ?? 128) < 128 && ends.all.last == 150)
  }

  @Test func `blocks stay within their bound, and are never lower than a product needs`() {
    #expect(KNNSemivalue.deviceRows(players: 60_000) == 128)
    #expect(KNNSemivalue.deviceRows(players: 200_000) == 40)
    #expect(KNNSemivalue.deviceRows(players: 1_000_000) == 16)
  }

  @Test func `a valuation on a device tells its blocks and stops between them`() throws {
    let problem = RandomData.reals(train: 50, validation: 600, seed: 3)
    let interruption = Interruption()
    let seen = Progress()
    let run = Run(seeds: SeedStream(root: 1), interruption: interruption) { done, total, _ in
      seen.add(done)
      if done == 256 { interruption.request() }
      #expect(total == 600)
    }
    let weights = [NeighbourWeights(.shapley, players: 50, neighbours: 3)]
    #expect(throws: Interrupted.self) {
      try KNNSemivalue(problem).values(weights: weights, on: CPUBackend(), in: run)
    }
    #expect(seen.all == [128, 256])
  }

  // MARK: Gradients of the last layer

  /// Terms that a training left in main memory, and the same on a device.
  private func terms(on backend: any Backend, examples: Int = 700) throws -> (host: LastLayerTerms, device: DeviceTerms)
  {
    let problem = RandomData.reals(train: examples, validation: 4, features: 20, seed: 79)
    let learner = try #require(makeLearner(testModel) as? any EpochLearner)
    let training = try learner.training(on: problem.train, weights: nil, in: testRun())
    try training.run(epoch: 0, on: nil)
    let host = try training.terms()
    let device = DeviceTerms(
      backend: backend, features: try backend.tensor([examples, 20], host.features.elements),
      residuals: try backend.tensor([examples, 3], host.residuals.elements),
      losses: try backend.tensor([examples], host.losses))
    return (host, device)
  }

  @Test(arguments: Place.all, [GradientPart.lastLayer, .bias])
  private func `gradients on a device have the values of those in main memory`(
    _ place: Place, _ part: GradientPart
  ) throws {
    let (host, device) = try terms(on: place.backend())
    for isWeighted in [false, true] {
      let mine = try EpochTerms.device(device).gradientValues(of: part, weightedByLoss: isWeighted, threads: 1)
      let theirs = try EpochTerms.host(host).gradientValues(of: part, weightedByLoss: isWeighted, threads: 1)
      for rows in [nil, Array(stride(from: 0, to: 700, by: 3)), [4], [6, 5]] as [[Int]?] {
        let (found, expected) = (try mine(rows), try theirs(rows))
        #expect(found.values.count == rows?.count ?? 700)
        let size = expected.values.reduce(expected.fullUtility) { max($0, abs($1)) }
        // Products in main memory are in single precision, and so are losses times residuals.
        #expect(abs(found.fullUtility - expected.fullUtility) < 1e-5 * size)
        #expect(largestDifference(found.values, expected.values) < 1e-5 * size)
        #expect(abs(found.values.reduce(0, +) - found.fullUtility) < 1e-12 * Double(found.values.count) * size)
      }
    }
    #expect(try EpochTerms.device(device).losses() == host.losses)
  }

  @Test(arguments: Place.all) private func `twins are worth the same to the bit on a device`(_ place: Place) throws {
    let (_, device) = try terms(on: place.backend(), examples: 150)
    let values = try EpochTerms.device(device).gradientValues(of: .lastLayer, weightedByLoss: true, threads: 1)(
      Array(0..<150) + [7, 77]
    ).values
    #expect(values[150] == values[7] && values[151] == values[77] && values[7] != values[77])
  }

  // MARK: Whole methods

  private static let network = ComponentValue(
    MLP.card,
    Arguments([
      "epochs": .integer(3), "batch_size": .integer(64), "learning_rate": .real(0.1), "hidden": .list([.integer(6)]),
    ]))

  @Test(
    .enabled(if: hasCUDA, "make test builds stand-ins for CUDA's libraries"),
    arguments: ["chg_shapley", "gradient_shapley", "hardness_shapley"], [false, true])
  func `a training on a device is valued there as on the processor`(_ name: String, _ perClass: Bool) throws {
    let problem = RandomData.reals(train: 300, validation: 4, seed: 87)
    let method = try epochMethod(name, perClass: perClass, model: Self.network)
    let here = try method.values(of: problem, in: testRun())
    let there = try method.values(of: problem, in: Run(seeds: SeedStream(root: 1), device: .cuda(.single)))
    let size = here.values.reduce(0) { max($0, abs($1)) }
    // Three epochs of five updates in single precision, summed in another order.
    #expect(largestDifference(here.values, there.values) < 1e-3 * size)
    #expect(there.modelFits == 1)
  }

  @Test(.enabled(if: hasCUDA, "make test builds stand-ins for CUDA's libraries"))
  func `neighbours are ranked on the run's device`() throws {
    let problem = RandomData.integers(train: 40, validation: 20, features: 3, seed: 9)
    for name in ["knn_shapley", "knn_loo"] {
      let here = try method(name, k: 3).values(of: problem, in: testRun())
      let there = try method(name, k: 3).values(
        of: problem, in: Run(seeds: SeedStream(root: 1), device: .cuda(.tf32)))
      #expect(largestDifference(here.values, there.values) < 1e-14)
      #expect(there.distanceEvaluations == 800)
    }
  }
}

/// Units done, as a run tells them.
private final class Progress: @unchecked Sendable {
  // Blocks of a device follow each other.
  private(set) var all: [Int] = []
  func add(_ done: Int) { all.append(done) }
}
