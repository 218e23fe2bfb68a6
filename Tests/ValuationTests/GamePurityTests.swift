import Compute
import Datasets
import Foundation
import Learning
import Testing
import Valuation
import Vocabulary

/// Games of every learner, on classes and on real targets where it takes them.
private enum LearnerGames {
  static func classes(_ learner: any Learner.Type) throws -> UtilityGame? {
    let problem = RandomData.reals(train: 24, validation: 31, features: 3, classes: 3, seed: 95)
    // A log loss shows differences of the last bit that an accuracy would hide.
    return try game(learner, .negativeLogLoss, problem) ?? game(learner, .accuracy, problem)
  }

  static func targets(_ learner: any Learner.Type) throws -> UtilityGame? {
    let examples = try Friedman(Arguments(["features": .integer(6)]))
      .load(
        from: DataFiles(study: "", bundled: [], benchmarks: nil), seeds: SeedStream(root: 96), requested: 50
      ).examples
    let problem = ValuationProblem(
      train: examples.subset(Array(0..<24)), validation: examples.subset(Array(24..<50)))
    return try game(learner, .negativeSquaredError, problem)
  }

  /// Images of 8 by 8 pixels, for the learners that want them.
  static func images(_ learner: any Learner.Type) throws -> UtilityGame? {
    let plain = RandomData.reals(train: 24, validation: 11, features: 64, classes: 3, seed: 99)
    func images(_ examples: Examples) -> Examples {
      Examples(
        features: examples.features, labels: examples.labels, classes: examples.classes, rows: examples.rows,
        imageShape: ImageShape(channels: 1, height: 8, width: 8))
    }
    return try game(
      learner, .negativeLogLoss, ValuationProblem(train: images(plain.train), validation: images(plain.validation)))
  }

  /// `nil` where learner, data and score do not fit together.
  private static func game(
    _ learner: any Learner.Type, _ score: Score, _ problem: ValuationProblem
  ) throws -> UtilityGame? {
    let model = ComponentValue(learner.card, Arguments(given[learner.card.name] ?? [:]))
    do {
      let game = try UtilityGame(model: model, score: score, on: problem, in: testRun())
      _ = try game.utilities(of: [.everyone(of: 24)], in: testRun())
      return game
    } catch is LearningError {
      return nil
    } catch is DatasetError {
      return nil
    }
  }

  /// Fewer steps and trees than by default.
  private static let given: [String: [String: Value]] = [
    "softmax_regression": ["epochs": .integer(5)], "neural_network": ["steps": .integer(15)],
    "random_forest": ["trees": .integer(7)], "cnn": ["epochs": .integer(1)],
    "resnet9": ["epochs": .integer(1), "learning_rate": .real(1e-3)],
    "resnet18": ["epochs": .integer(1), "learning_rate": .real(1e-3)],
  ]

  /// More coalitions than a block of any population holds, of all sizes.
  static let coalitions: [Coalition] = {
    let stream = SeedStream(root: 97)
    return (0..<90).map { index in
      let size = 1 + stream.integer(index, below: 24)
      return Coalition(players: 24, members: stream.branch(index).choose(size, from: 24))
    }
  }()
}

/// Expects the bits that each coalition has alone in batches of any size and order, at any number of threads and under any
/// limit on memory.
private func expectPurity(_ game: UtilityGame, _ name: String) throws {
  let coalitions = LearnerGames.coalitions
  let alone = try coalitions.map { try game.utilities(of: [$0], in: testRun())[0].bitPattern }
  #expect(Set(alone).count > 5, "\(name)")
  for (round, size) in [1, 2, 7, 16, 33, 90].enumerated() {
    let order = SeedStream(root: 98).branch(round).permutation(coalitions.count)
    let run = Run(
      seeds: SeedStream(root: 1), threads: 1 + round % 3, memory: [nil, 1, 100_000, 1 << 30][round % 4])
    let batches = stride(from: 0, to: order.count, by: size).map { Array(order[$0..<min($0 + size, order.count)]) }
    let found = try batches.flatMap { batch in
      try game.utilities(of: batch.map { coalitions[$0] }, in: run).map(\.bitPattern)
    }
    #expect(found == order.map { alone[$0] }, "\(name), batches of \(size)")
  }
  for threads in 1...3 {
    for memory in [Int?.none, 1, 1 << 20] {
      let run = Run(seeds: SeedStream(root: 1), threads: threads, memory: memory)
      #expect(try game.utilities(of: coalitions, in: run).map(\.bitPattern) == alone, "\(name), \(threads) threads")
    }
  }
}

/// The same for three coalitions in one batch, for learners whose fits take long.
private func expectPurityBriefly(_ game: UtilityGame, _ name: String) throws {
  let coalitions = Array(LearnerGames.coalitions.prefix(3))
  let alone = try coalitions.map { try game.utilities(of: [$0], in: testRun())[0].bitPattern }
  let together = try game.utilities(of: coalitions.reversed(), in: testRun(threads: 2)).map(\.bitPattern)
  #expect(together == alone.reversed() && Set(alone).count > 1, "\(name)")
}

@Test("a utility has the same bits alone, at any place of any batch, on any threads and under any limit on memory")
func purityOfUtilities() throws {
  if let core = ProcessInfo.processInfo.environment[GameProcess.expectedCore] {
    #expect(LinearAlgebra.openBLASCore == core)
  }
  for learner in learners {
    let games = [try LearnerGames.classes(learner), try LearnerGames.targets(learner)].compactMap { $0 }
    for game in games { try expectPurity(game, learner.card.name) }
    guard games.isEmpty else { continue }
    let game = try #require(
      try LearnerGames.images(learner), "\(learner.card.name) takes neither classes nor targets nor images")
    try expectPurityBriefly(game, learner.card.name)
  }
}

@Test(
  "a utility on a device is as pure, near the processor's, and of another family",
  .enabled(if: ProcessInfo.processInfo.environment["WORKBENCH_CUDA"] != nil),
  arguments: [LogisticRegression.card, NeuralNetwork.card])
func purityOfUtilitiesOnDevice(learner: Card) throws {
  let problem = RandomData.reals(train: 24, validation: 31, features: 3, classes: 3, seed: 95)
  let model = ComponentValue(learner, Arguments())
  let games = try [Device.cpu, .cuda(.single)].map { device in
    try UtilityGame(
      model: model, score: .negativeLogLoss, on: problem, in: Run(seeds: testRun().seeds, device: device))
  }
  try expectPurity(games[1], "\(learner.name) on a device")
  #expect(games[0].family != games[1].family)
  let utilities = try games.map { try $0.utilities(of: LearnerGames.coalitions, in: testRun()) }
  // The same steps of the same descent in single precision.
  #expect(zip(utilities[0], utilities[1]).allSatisfy { abs($0 - $1) < 1e-4 })
  #expect(utilities[0] != utilities[1])
}

@Test(
  "utilities are pure with OpenBLAS's kernels of 256 and of 512 bits",
  .enabled(if: GameProcess.isFirst), arguments: GameProcess.cores)
func purityOfUtilitiesWithKernels(core: String) throws {
  let process = Process()
  process.executableURL = URL(filePath: "/proc/self/exe")
  process.arguments = ["--testing-library", "swift-testing", "--filter", #"ValuationTests\.purityOfUtilities\(\)"#]
  process.environment = ProcessInfo.processInfo.environment.merging(
    ["OPENBLAS_CORETYPE": core, GameProcess.expectedCore: core]
  ) { $1 }
  let output = Pipe()
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  #expect(process.terminationStatus == 0, "\(text)")
  #expect(text.contains("Test run with 1 test"), "\(text)")
}

/// OpenBLAS chooses its kernels when it is loaded, so that others need a process of their own.
private enum GameProcess {
  /// The environment variable that tells a test which kernels it must find.
  static let expectedCore = "WORKBENCH_TEST_CORE"

  /// Whether this process was not started by a test.
  static let isFirst = ProcessInfo.processInfo.environment[expectedCore] == nil

  /// Kernels whose instructions the processor has, by the names OpenBLAS takes in `OPENBLAS_CORETYPE`.
  static let cores: [String] = {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let flags = text.split(separator: "\n").first { $0.hasPrefix("flags") }?.split(separator: " ") ?? []
    return [("Haswell", "avx2"), ("SkylakeX", "avx512f")].filter { flags.contains(Substring($0.1)) }.map { $0.0 }
  }()
}
