import Compute
import Datasets
import Synchronization
import Testing
import Vocabulary

@testable import Learning

/// Keeps every checkpoint, and stops the run when it has enough.
private final class Kept: Checkpoints {
  private let state = Mutex((artifacts: [ContentKey: Artifact](), count: 0))
  private let interruption: Interruption
  private let enough: Int

  init(_ interruption: Interruption, enough: Int) { (self.interruption, self.enough) = (interruption, enough) }

  func last(_ key: ContentKey) -> Artifact? { state.withLock { $0.artifacts[key] } }

  func keep(_ key: ContentKey, _ make: () throws -> Artifact) throws {
    let artifact = try make()
    state.withLock { state in
      state.artifacts[key] = artifact
      state.count += 1
      if state.count == enough { interruption.request() }
    }
  }

  var keys: [ContentKey] { state.withLock { $0.artifacts.keys.sorted() } }
}

/// How often each epoch was watched, and the losses seen.
private struct Diary: TrainingNotes {
  var losses: [Double] = []
  var artifact: Artifact { Artifact([.init("losses", .array(NumericArray(shape: [losses.count], .float64(losses))))]) }
  mutating func restore(_ artifact: Artifact) {
    if case .float64(let losses)? = artifact.array("losses")?.elements { self.losses = losses }
  }
}

private func make(_ name: String, _ values: [String: Value] = [:]) throws -> any EpochLearner {
  let type = try #require(learners.first { $0.card.name == name })
  return try #require(
    type.init(Arguments(["epochs": .integer(6), "batch_size": .integer(8)].merging(values) { $1 })) as? any EpochLearner
  )
}

@Suite struct EpochTrainingTests {
  private static let kinds: [(String, [String: Value])] = [
    ("softmax_regression", ["momentum": .real(0.9)]), ("mlp", ["hidden": .list([.integer(5)])]),
    ("mlp", ["optimiser": .text("adam"), "hidden": .list([.integer(5)])]),
  ]
  private static let augmented: [String: Value] = [
    "augmentation": .record([.init("crop", .integer(2)), .init("flip", .boolean(true))])
  ]

  /// The clouds' points, seen as images where the learner wants some.
  private func examples(for learner: any EpochLearner) -> Examples {
    guard learner is CNN else { return clouds(24, features: 3, classes: 3) }
    let points = clouds(24, features: 64, classes: 3)
    return Examples(
      features: points.features, labels: points.labels, classes: 3, rows: points.rows,
      imageShape: ImageShape(channels: 1, height: 8, width: 8))
  }

  /// Trains on ten of the examples in the first and last thirds of the epochs and on all in between.
  private func train(
    _ learner: any EpochLearner, _ examples: Examples, _ run: Run
  ) throws -> (Outputs, [Double]) {
    var diary = Diary()
    let training = try learner.train(on: examples, in: run, watcher: "diary", notes: &diary) {
      epoch, training, diary in
      diary.losses.append(Double(try training.terms().losses[3]))
      if epoch / 2 == 1 { return nil }
      return ChosenExamples((0..<10).map { 2 * $0 }, weights: (0..<10).map { Float($0) / 4 })
    }
    return (try training.model().outputs(for: examples.features), diary.losses)
  }

  @Test(arguments: kinds + [("cnn", augmented)]) func `a training stopped after any epoch goes on with the same bits`(
    _ name: String, _ values: [String: Value]
  ) throws {
    let learner = try make(name, values)
    let examples = self.examples(for: learner)
    let whole = try train(learner, examples, run)
    #expect(whole.1.count == 6 && Set(whole.1).count == 6)
    for epoch in 1..<6 {
      let interruption = Interruption()
      let kept = Kept(interruption, enough: epoch)
      #expect(throws: Interrupted.self) {
        try train(learner, examples, Run(seeds: run.seeds, interruption: interruption, checkpoints: kept))
      }
      let resumed = try train(learner, examples, Run(seeds: run.seeds, checkpoints: kept))
      #expect(resumed == whole, "stopped after \(epoch)")
      #expect(kept.keys.count == 1)
    }
  }

  @Test func `checkpoints are known by learner, data, weights, stream, last epoch and watcher`() throws {
    let examples = clouds(12, features: 3, classes: 3)
    let kept = Kept(Interruption(), enough: 100)
    func train(
      _ learner: any EpochLearner, _ examples: Examples, weights: [Float]? = nil, upTo last: Int? = nil,
      root: UInt64 = 7, watcher: String = ""
    ) throws {
      var notes = NoNotes()
      let run = Run(seeds: SeedStream(root: root), checkpoints: kept)
      _ = try learner.train(
        on: examples, weights: weights, upTo: last, in: run, watcher: watcher, notes: &notes
      ) { _, _, _ in nil }
    }
    let learner = try make("softmax_regression")
    try train(learner, examples)
    try train(learner, examples)
    #expect(kept.keys.count == 1)
    try train(try make("softmax_regression", ["l2": .real(0.5)]), examples)
    try train(learner, examples.subset([1, 0, 2, 3]))
    try train(learner, examples, weights: (0..<12).map { Float($0 + 1) })
    try train(learner, examples, root: 8)
    try train(learner, examples, watcher: "other")
    try train(learner, examples, upTo: 3)
    #expect(kept.keys.count == 7)
  }

  @Test(arguments: kinds) func `a training steered to some examples from the start is their fit`(
    _ name: String, _ values: [String: Value]
  ) throws {
    let (learner, examples) = (try make(name, values), clouds(24, features: 3, classes: 3))
    let chosen = (0..<12).map { 2 * $0 + $0 % 2 }
    var notes = NoNotes()
    let steered = try learner.train(on: examples, in: run, watcher: "", notes: &notes) { _, _, _ in
      ChosenExamples(chosen)
    }
    let fitted = try learner.fit(examples.subset(chosen), weights: nil, in: run)
    #expect(try steered.model().outputs(for: examples.features) == fitted.outputs(for: examples.features))
  }

  @Test(arguments: kinds) func `terms of other examples are those of a training on them`(
    _ name: String, _ values: [String: Value]
  ) throws {
    let (learner, examples) = (try make(name, values), clouds(24, features: 3, classes: 3))
    let training = try learner.training(on: examples, weights: nil, in: run)
    for epoch in 0..<2 { try training.run(epoch: epoch, on: nil) }
    let (all, some) = (try training.terms(), try training.terms(of: examples.subset([20, 5])))
    for (row, other) in [20, 5].enumerated() {
      // Products of other shapes may round otherwise.
      #expect(abs(some.losses[row] - all.losses[other]) < 1e-6)
      #expect((0..<3).allSatisfy { abs(some.residuals[row, $0] - all.residuals[other, $0]) < 1e-6 })
      #expect(
        (0..<some.features.columns).allSatisfy { abs(some.features[row, $0] - all.features[other, $0]) < 1e-6 })
    }
  }
}
