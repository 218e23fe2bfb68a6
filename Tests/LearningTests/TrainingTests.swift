import Compute
import Datasets
import Foundation
import Glibc
import Testing
import Vocabulary

@testable import Learning

/// Where the repository lies, and what lies in it or beside it.
private enum Place {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let benchmarks = root.appending(path: "../shared/data").path
  static let files = DataFiles(study: "", bundled: [root.appending(path: "studies/data").path], benchmarks: benchmarks)
}

/// Pictures of 8 × 9 pixels in two channels; each class has a bright band of its own.
private func pictures(_ count: Int, classes: Int = 3) -> Examples {
  let (image, draws) = (ImageShape(channels: 2, height: 8, width: 9), SeedStream(root: 3))
  var features = Matrix(rows: count, columns: image.count)
  for row in 0..<count {
    for column in 0..<image.count {
      let isBright = column % 72 / 27 == row % classes
      features[row, column] = Float(0.5 * draws.normal(row * image.count + column)) + (isBright ? 1 : 0)
    }
  }
  return Examples(
    features: features, labels: (0..<count).map { $0 % classes }, classes: classes, rows: Array(0..<count),
    imageShape: image)
}

private func learner(_ name: String, _ values: [String: Value] = [:]) throws -> any EpochLearner {
  try #require(learners.first { $0.card.name == name }?.init(Arguments(values)) as? any EpochLearner)
}

@Suite struct TrainingTests {
  @Test func `schedules give the rates they promise`() {
    func factors(_ schedule: LearningRateSchedule) -> [Double] {
      (0..<8).map { schedule.factor(update: $0, of: 8) }
    }
    #expect(factors(.constant) == [Double](repeating: 1, count: 8))
    #expect(factors(.step) == [1, 1, 1, 1, 0.1, 0.1, 0.01, 0.01])
    // (1 + cos(π k / 8)) / 2 = cos²(π k / 16), by another formula in double precision.
    for (k, factor) in factors(.cosine).enumerated() {
      #expect(abs(factor - pow(cos(.pi * Double(k) / 16), 2)) < 1e-15)
    }
  }

  @Test(arguments: [
    ("mlp", ["hidden": Value.list([.integer(9), .integer(5)])]), ("mlp", ["optimiser": .text("adam")]),
    ("cnn", [:]), ("resnet9", [:]), ("resnet18", [:]),
  ])
  func `a fit and what is seen of it have the same bits at any number of threads`(
    _ name: String, _ values: [String: Value]
  ) throws {
    let (examples, settings) = (pictures(20), ["epochs": Value.integer(2), "batch_size": .integer(8)])
    func fit(_ threads: Int) throws -> (Outputs, [Matrix]) {
      var seen: [Matrix] = []
      let run = Run(seeds: SeedStream(root: 7), threads: threads)
      let model = try learner(name, values.merging(settings) { $1 }).fit(examples, weights: nil, in: run) { _, terms in
        seen += [terms.features, terms.residuals, Matrix(rows: 20, columns: 1, terms.losses)]
      }
      return (try model.outputs(for: examples.features), seen)
    }
    let (outputs, seen) = try fit(1)
    #expect(seen.count == 6)
    for threads in 2...3 {
      let other = try fit(threads)
      #expect(other.0 == outputs && other.1 == seen, "\(threads) threads")
    }
  }

  @Test func `watching a fit does not change it, and shows its terms before each epoch`() throws {
    let examples = pictures(30)
    func mlp(_ epochs: Int) throws -> any EpochLearner {
      try learner("mlp", ["epochs": .integer(epochs), "schedule": .text("constant"), "hidden": .list([.integer(6)])])
    }
    var seen: [LastLayerTerms] = []
    let watched = try mlp(3).fit(examples, weights: nil, in: run) { epoch, terms in
      #expect(epoch == seen.count)
      seen.append(terms)
    }
    #expect(
      try mlp(3).fit(examples, weights: nil, in: run).outputs(for: examples.features)
        == watched.outputs(for: examples.features))
    let p = try mlp(2).fit(examples, weights: nil, in: run).probabilities(of: examples.features)
    let last = try #require(seen.last)
    #expect(seen.count == 3 && last.features.columns == 6 && last.features.elements.allSatisfy { $0 >= 0 })
    for row in 0..<30 {
      let label = examples.labels[row]
      #expect((0..<3).allSatisfy { last.residuals[row, $0] == p[row, $0] - ($0 == label ? 1 : 0) })
      // Losses come from the logits in double precision, the probability from single precision.
      #expect(abs(last.losses[row] + logf(p[row, label])) < 1e-5)
    }
  }

  @Test(arguments: ["full", "7"]) func `an example of weight 0 is left out`(_ batch: String) throws {
    let examples = pictures(24)
    let kept = (0..<24).filter { $0 % 5 != 0 }
    let size = Int(batch).map(Value.integer) ?? .text(batch)
    let mlp = try learner("mlp", ["epochs": .integer(3), "batch_size": size])
    let weights = (0..<24).map { Float($0 % 5 == 0 ? 0 : 1) }
    let found = try mlp.fit(examples, weights: weights, in: run).outputs(for: examples.features)
    let without = try mlp.fit(examples.subset(kept), weights: nil, in: run).outputs(for: examples.features)
    #expect(found == without)
    #expect(try mlp.fit(examples, weights: nil, in: run).outputs(for: examples.features) != without)
  }

  @Test func `a weight of two is worth a second copy, but for the count that sums are divided by`() throws {
    let examples = pictures(12)
    let copies = examples.subset(Array(0..<12) + [4])
    func mlp(_ rate: Double) throws -> any EpochLearner {
      try learner(
        "mlp",
        ["epochs": .integer(3), "batch_size": .text("full"), "learning_rate": .real(rate), "weight_decay": .real(0)])
    }
    let weights = (0..<12).map { Float($0 == 4 ? 2 : 1) }
    let weighted = try mlp(0.12).fit(examples, weights: weights, in: run).probabilities(of: examples.features)
    let copied = try mlp(0.13).fit(copies, weights: nil, in: run).probabilities(of: examples.features)
    // Three updates of single precision, summed in another order.
    #expect(zip(weighted.elements, copied.elements).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func `one full update moves the head's bias along the mean residual`() throws {
    // Without momentum or decay; the bias starts at 0 and its gradient is the mean of p − e_y.
    let examples = pictures(4)
    let backend = CPUBackend()
    let settings = TrainingSettings(
      Arguments([
        "epochs": .integer(1), "batch_size": .text("full"), "momentum": .real(0), "nesterov": .boolean(false),
        "learning_rate": .real(0.5), "weight_decay": .real(0),
      ]))
    let network = try Network.mlp(
      features: 144, hidden: [5], classes: 3, Initialisation(on: backend, seeds: SeedStream(root: 1)))
    let data = try NetworkExamples(examples, as: .rows(features: 144), on: backend)
    let before = try LastLayerTerms(of: network, on: data, backend, in: run)
    try Training(network, on: data, settings, backend: backend, seeds: SeedStream(root: 2))
      .run(epoch: 0, on: ChosenExamples([0, 1, 2, 3]), in: run)
    let bias = backend.download(network.head.bias.value)
    for cls in 0..<3 {
      let gradient = (0..<4).reduce(Float(0)) { $0 + before.residuals[$1, cls] } / 4
      #expect(abs(bias[cls] + 0.5 * gradient) < 1e-6)
    }
  }

  @Test func `training that explodes says so`() throws {
    let mlp = try learner("mlp", ["learning_rate": .real(1e6), "epochs": .integer(5)])
    #expect { try mlp.fit(pictures(40), weights: nil, in: run) } throws: { error in
      if case .diverged(_, 1e6)? = error as? LearningError { true } else { false }
    }
  }

  @Test func `a training counts its updates and stops when asked`() throws {
    let interruption = Interruption()
    let seen = Seen()
    let run = Run(seeds: SeedStream(root: 7), interruption: interruption) { done, total, _ in
      seen.add(done, total)
      if done == 5 { interruption.request() }
    }
    let mlp = try learner("mlp", ["epochs": .integer(3), "batch_size": .integer(8)])
    #expect(throws: Interrupted.self) { try mlp.fit(pictures(20), weights: nil, in: run) }
    #expect(seen.updates == (1...5).map { [$0, 9] })
  }

  @Test func `a training tells loss and accuracy of its last epoch, and its rate`() throws {
    let (examples, seen) = (pictures(20), Seen())
    let heard = Run(seeds: SeedStream(root: 7)) { done, total, note in seen.add(done, total, note ?? "") }
    let mlp = try learner("mlp", ["epochs": .integer(3), "batch_size": .text("full"), "hidden": .list([.integer(6)])])
    var expected: [String] = []
    let model = try mlp.fit(examples, weights: nil, in: heard) { epoch, terms in
      // One update an epoch: what the watcher sees before it is what the update's pass sees.
      let loss = terms.losses.reduce(0) { $0 + Double($1) } / 20
      let right = (0..<20).count { row in
        let own = (0..<3).map { terms.residuals[row, $0] + ($0 == examples.labels[row] ? 1 : 0) }
        return own[examples.labels[row]] == own.max()
      }
      let thousandths = "\(Int((loss * 1000).rounded()) % 1000)"
      let decimals = String(repeating: "0", count: 3 - thousandths.count) + thousandths
      expected.append("epoch \(epoch + 1)/3, loss \(Int(loss + 0.0005)).\(decimals), accuracy \(5 * right).0 %, ")
    }
    #expect(seen.updates == [[1, 3], [2, 3], [3, 3]])
    #expect(zip(seen.notes, expected).allSatisfy { $0.hasPrefix($1) && $0.hasSuffix(" examples a second") })
    #expect(seen.notes.count == 3 && expected.count == 3, "\(seen.notes)")
    #expect(
      try mlp.fit(examples, weights: nil, in: run).outputs(for: examples.features)
        == model.outputs(for: examples.features))
  }

  @Test func `augmented images move by every offset and are mirrored half of the time`() {
    let moves = Augmentation(crop: 2, isFlipping: true).moves(count: 5000, stream: SeedStream(root: 1))
    func share(_ column: Int, _ value: Int32) -> Double {
      Double((0..<5000).count { moves[3 * $0 + column] == value }) / 5000
    }
    // Six binomial standard errors: 0.034 of 1/5, 0.043 of 1/2.
    for column in 0..<2 { #expect((-2...2).allSatisfy { abs(share(column, $0) - 0.2) < 0.034 }) }
    #expect(abs(share(2, 0) - 0.5) < 0.043 && abs(share(2, 1) - 0.5) < 0.043)
    #expect(Augmentation(crop: 2, isFlipping: false).moves(count: 9, stream: SeedStream(root: 1)).count == 27)
    let few = Augmentation(crop: 2, isFlipping: true).moves(count: 7, stream: SeedStream(root: 1))
    #expect(few == Array(moves.prefix(21)))
  }

  @Test func `augmentation changes what is trained on, not what is watched, and draws anew in each epoch`() throws {
    let examples = pictures(20)
    func fit(_ crop: Int?, flip: Bool = false, threads: Int = 1) throws -> (Outputs, [Matrix]) {
      var values: [String: Value] = ["epochs": .integer(2), "batch_size": .integer(8)]
      if let crop {
        values["augmentation"] = .record([.init("crop", .integer(crop)), .init("flip", .boolean(flip))])
      }
      var residuals: [Matrix] = []
      let run = Run(seeds: SeedStream(root: 7), threads: threads)
      let model = try learner("cnn", values).fit(examples, weights: nil, in: run) { residuals.append($1.residuals) }
      return (try model.outputs(for: examples.features), residuals)
    }
    let (plain, seen) = try fit(nil)
    #expect(try fit(0).0 == plain)
    let (moved, watched) = try fit(2)
    #expect(moved != plain && watched[0] == seen[0] && watched[1] != seen[1])
    #expect(try fit(0, flip: true).0 != plain)
    #expect(try fit(2, threads: 3).0 == moved)
  }

  @Test func `augmentation of rows of features is refused`() throws {
    let values: [String: Value] = [
      "augmentation": .record([.init("crop", .integer(2)), .init("flip", .boolean(true))])
    ]
    #expect { try learner("mlp", values).fit(pictures(20), weights: nil, in: run) } throws: {
      "\($0)".contains("augmentation changes images, and mlp reads rows of features")
    }
  }

  @Test func `examples of one label give its constant classifier, watched or not`() throws {
    let examples = pictures(30)
    let one = examples.subset([1, 4, 7])
    var epochs = 0
    let mlp = try learner("mlp", ["epochs": .integer(2)])
    let watched = try mlp.fit(one, weights: nil, in: run) { _, terms in
      epochs += terms.losses.allSatisfy { $0.isFinite } ? 1 : 0
    }
    #expect(epochs == 2)
    for model in [watched, try mlp.fit(one, weights: nil, in: run)] {
      #expect(try model.probabilities(of: examples.features).elements == (0..<30).flatMap { _ in [Float(0), 1, 0] })
    }
  }

  @Test(arguments: ["cnn", "resnet9", "resnet18"]) func `a learner of images refuses other features`(_ name: String)
    throws
  {
    let examples = clouds(20, features: 64, classes: 2)
    #expect { try learner(name).fit(examples, weights: nil, in: run) } throws: { "\($0)".contains("reads images") }
  }

  @Test func `images too small for three poolings are refused by their size`() throws {
    let tiny = Examples(
      features: Matrix(rows: 2, columns: 49), labels: [0, 1], classes: 2, rows: [0, 1],
      imageShape: ImageShape(channels: 1, height: 7, width: 7))
    #expect { try learner("cnn").fit(tiny, weights: nil, in: run) } throws: { "\($0)".contains("7 × 7") }
  }

  @Test func `pixels that were standardised are images still, and principal components are none`() throws {
    let examples = pictures(30)
    let partition = Partition(train: examples, validation: examples, test: examples, corrupted: nil)
    let standardized = try Standardize(Arguments()).embed(partition, in: run)
    #expect(standardized.train.imageShape == examples.imageShape && standardized.test.imageShape != nil)
    let components = try PCA(Arguments(["components": .integer(3)])).embed(partition, in: run)
    #expect(components.train.imageShape == nil)
    #expect(examples.subset([3, 1]).imageShape == examples.imageShape)
    let rows = Examples(features: examples.features, labels: examples.labels, classes: 3, rows: examples.rows)
    #expect(rows.digest != examples.digest)
  }

  @Test(arguments: ["mlp", "cnn"]) func `networks recognise the digits`(_ name: String) throws {
    let loaded = try Digits(Arguments()).load(from: Place.files, seeds: run.seeds, requested: nil)
    let split = Split(train: 1000, validation: 300, test: 497, isStratified: true)
    let partition = loaded.partition(try split.ledger(of: loaded, seeds: run.seeds))
    let run = Run(seeds: SeedStream(root: 7), threads: 2)
    let model = try learner(name, ["epochs": .integer(20)]).fit(partition.train, weights: nil, in: run)
    let accuracy = try model.accuracy(on: partition.test)
    // scikit-learn's network of one hidden layer reaches 0.97 here; two binomial standard errors of 497 points are 0.02.
    #expect(accuracy >= 0.95, "\(accuracy)")
  }
}

/// Benchmark sets of images, as they lie beside the project.
@Suite("Soak", .enabled(if: ProcessInfo.processInfo.environment["WORKBENCH_SOAK"] != nil, "a slow campaign: make soak"))
struct SoakTrainings {
  @Test(.enabled(if: SoakTrainings.has("mnist"), "MNIST is not beside the project"))
  func `three epochs of convolutions recognise MNIST at 98.5 %`() throws {
    // Networks of this size reach 0.99; the standard error of 10,000 points is 0.001.
    let (accuracy, seconds) = try Self.accuracy(on: "mnist", epochs: 3)
    #expect(accuracy >= 0.985, "\(accuracy) after \(seconds)")
  }

  @Test(.enabled(if: SoakTrainings.has("fashion-mnist"), "Fashion-MNIST is not beside the project"))
  func `eight epochs of convolutions recognise Fashion-MNIST at 90 %`() throws {
    // Networks of this size reach 0.91 to 0.92; the standard error of 10,000 points is 0.003.
    let (accuracy, seconds) = try Self.accuracy(on: "fashion_mnist", epochs: 8)
    #expect(accuracy >= 0.9, "\(accuracy) after \(seconds)")
  }

  private static func has(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(Place.benchmarks)/\(folder)")
  }

  /// Of `cnn` with its defaults, trained on 59,000 images, on the 10,000 of the test part.
  private static func accuracy(on source: String, epochs: Int) throws -> (Double, Duration) {
    let type = try #require(datasetSources.first { $0.card.name == source })
    let loaded = try type.init(Arguments()).load(from: Place.files, seeds: run.seeds, requested: nil)
    let split = Split(train: 59_000, validation: 1000, test: 10_000, isStratified: true)
    let partition = loaded.partition(try split.ledger(of: loaded, seeds: run.seeds))
    let run = Run(seeds: SeedStream(root: 7), threads: 2)
    let start = ContinuousClock.now
    let model = try learner("cnn", ["epochs": .integer(epochs)]).fit(partition.train, weights: nil, in: run)
    return (try model.accuracy(on: partition.test), ContinuousClock.now - start)
  }
}

/// What a run's listener heard.
private final class Seen: @unchecked Sendable {
  private let lock = NSLock()
  private var heard: [(update: [Int], note: String)] = []
  func add(_ done: Int, _ total: Int, _ note: String = "") { lock.withLock { heard.append(([done, total], note)) } }
  var updates: [[Int]] { lock.withLock { heard.map(\.update) } }
  var notes: [String] { lock.withLock { heard.map(\.note) } }
}
