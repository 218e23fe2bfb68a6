import Compute
import Datasets
import Evaluation
import Foundation
import Learning
import Testing
import Valuation
import Vocabulary

/// Every component but charts (whose scenes are tests of their own) and sources of data that is not in the repository.
private let goldenComponents: [any Component.Type] = Family.all.filter { $0.kind != .chart }.flatMap(\.members)
  .filter { !GoldenRun.needsDownload($0) }

@Test("a component's output changes only with its revision", arguments: goldenComponents.map { $0.card.name })
func golden(_ name: String) throws {
  for type in goldenComponents where type.card.name == name {
    let golden = Golden(type.card)
    let found = try GoldenRun().digest(of: type)
    if golden.recorded == nil, ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" { try golden.record(found) }
    guard let recorded = golden.recorded else {
      Issue.record(
        "\(golden.file) is missing: record it with RECORD_GOLDENS=1 swift test --filter golden, and look at it")
      continue
    }
    let tolerance = GoldenRun.tolerance(of: type.card)
    guard let difference = recorded.difference(from: found, tolerance: tolerance) else { continue }
    Issue.record(
      """
      the output of \(type.card.kind.rawValue) '\(name)' changed while its revision is still \(type.card.revision): \
      \(difference). Results under its old keys would be taken for new ones: raise the revision in its card and record \
      the new golden with RECORD_GOLDENS=1. If only what this test gives it changed, delete \(golden.file) and record.
      """)
  }
}

@Test("every golden file belongs to a component of today's revision")
func goldensAreNotStale() throws {
  let known = Set(goldenComponents.map { Golden($0.card).name })
  let files = try Repository.files(Golden.folder, ending: ".txt").map {
    String($0.path.split(separator: "/").last ?? "")
  }
  #expect(files.filter { !known.contains($0) } == [], "delete them: their components or revisions are gone")
}

/// The file that remembers what a revision of a component gave. Recording never overwrites one.
private struct Golden {
  static let folder = "Tests/ConventionTests/Goldens"
  let name: String

  init(_ card: Card) { name = "\(card.kind.rawValue).\(card.name)@\(card.revision).txt" }

  var file: String { "\(Self.folder)/\(name)" }
  var recorded: OutputDigest? { (try? Repository.text(file)).map { OutputDigest($0) } }

  func record(_ digest: OutputDigest) throws {
    try digest.text.write(to: Repository.root.appending(path: file), atomically: true, encoding: .utf8)
  }
}

/// A few numbers of an artifact: a line for each column or array with its count, its mean magnitude, its mean and its first
/// eight elements.
private struct OutputDigest {
  let lines: [[String]]

  init(_ artifact: Artifact) {
    lines = artifact.items.flatMap { item in
      switch item.content {
      case .array(let array): [Self.line("\(item.name)\(array.shape)", array.doubles)]
      case .table(let table):
        table.columns.map { column in
          let name = "\(item.name).\(column.name)[\(table.count)]"
          return switch column.values {
          case .reals, .integers: Self.line(name, table.reals(column.name))
          case .texts, .booleans: [name] + table.texts(column.name).prefix(8)
          }
        }
      }
    }
  }

  init(_ text: String) {
    lines = text.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  var text: String { lines.map { $0.joined(separator: "\t") + "\n" }.joined() }

  private static func line(_ name: String, _ numbers: [Double]) -> [String] {
    let count = Double(max(1, numbers.count))
    let means = [numbers.reduce(0) { $0 + abs($1) } / count, numbers.reduce(0, +) / count]
    return [name] + (means + numbers.prefix(8)).map { String(format: "%.12g", $0) }
  }

  /// The first difference. Numbers agree within the tolerance of themselves or of their column's mean magnitude, since
  /// low bits differ between OpenBLAS's kernels and a number near 0 may be all low bits.
  func difference(from other: OutputDigest, tolerance: Double) -> String? {
    let names = (lines.map(\.first), other.lines.map(\.first))
    if names.0 != names.1 { return "recorded were \(names.0.compactMap { $0 }), found \(names.1.compactMap { $0 })" }
    for (mine, theirs) in zip(lines, other.lines) {
      let size = mine.count > 1 ? Double(mine[1]) ?? 0 : 0
      let agree =
        mine.count == theirs.count
        && zip(mine, theirs).allSatisfy { left, right in
          guard let a = Double(left), let b = Double(right), a.isFinite, b.isFinite else { return left == right }
          return abs(a - b) <= tolerance * max(abs(a), size)
        }
      if !agree { return "recorded was \(mine.joined(separator: " ")), found \(theirs.joined(separator: " "))" }
    }
    return nil
  }
}

extension NumericArray {
  fileprivate var doubles: [Double] {
    switch elements {
    case .float32(let values): values.map(Double.init)
    case .float64(let values): values
    case .int32(let values): values.map(Double.init)
    case .int64(let values): values.map(Double.init)
    case .uint8(let values): values.map(Double.init)
    }
  }
}

/// Runs a component with its defaults on one small problem: three clouds of 24 training, 12 validation and 12 test points
/// in four dimensions, the labels of three training points wrong. No component has a part in making it.
private struct GoldenRun {
  private static let run = Run(seeds: SeedStream(root: 20))

  /// What a card leaves to the study. Files are written beside each other in a folder that the run makes.
  private static let given: [String: [String: Value]] = [
    "label_noise": ["rate": .real(0.25)],
    "feature_noise": ["rate": .real(0.25)],
    "cnn": ["epochs": .integer(2)],
    "resnet9": ["epochs": .integer(1), "learning_rate": .real(1e-3)],
    "resnet18": ["epochs": .integer(1), "learning_rate": .real(1e-3)],
    "pca": ["components": .integer(2)],
    "exact_shapley": ["players": .record([.init("by", .text("provider"))])],
    "semivalue": ["weights": .text("banzhaf"), "permutations": .integer(12)],
    "permutation_shapley": ["permutations": .integer(12)],
    "antithetic_shapley": ["permutations": .integer(12)],
    "beta_shapley": ["permutations": .integer(12)],
    "stratified_shapley": ["fits": .integer(1300)],
    "complementary_shapley": ["fits": .integer(600)],
    "delta_shapley": ["fits": .integer(250)],
    "owen_value": ["permutations": .integer(12), "groups": .record([.init("by", .text("provider"))])],
    "g_shapley": ["permutations": .integer(12), "score": .text("negative_log_loss")],
    "owen_shapley": ["fits": .integer(300), "nodes": .integer(5)],
    "tmc_shapley": ["permutations": .integer(12)],
    "estimation_error": ["truth": .text("exact")],
    "additive": ["weights": .list([.real(2), .real(-0.5), .real(1)])],
    "airport": ["costs": .list([.real(3), .real(1), .real(2)])],
    "gloves": ["left": .integer(1), "right": .integer(2)],
    "unanimity": ["players": .integer(4), "carrier": .list([.integer(1), .integer(3)])],
    "weighted_voting": ["weights": .list([.real(3), .real(2), .real(2)]), "quota": .real(4)],
    "kernel_shapley": ["fits": .integer(120)],
    "group_testing_shapley": ["fits": .integer(120)],
    "data_banzhaf": ["fits": .integer(120)],
    "influence_subsample": ["fits": .integer(120)],
    "ame": ["fits": .integer(120)],
    "least_core": ["fits": .integer(120)],
    "data_oob": ["bootstraps": .integer(60)],
    "cs_shapley": ["permutations": .integer(7)],
    // Strategies choose ahead of every epoch; methods of the same name watch every one by default.
    "chg_shapley": ["every": .integer(1)],
    "gradient_shapley": ["every": .integer(1)],
    "hardness_shapley": ["every": .integer(1)],
    "gradmatch_pb": ["every": .integer(1), "batch_size": .integer(3)],
    "craig": ["every": .integer(1)],
    "craig_pb": ["every": .integer(1), "batch_size": .integer(3)],
    "glister": ["every": .integer(1)],
    "cost": ["train_sizes": .list([.integer(6), .integer(12)])],
    "csv": ["path": .text("table.csv")],
    "npy": ["features": .text("features.npy"), "labels": .text("labels.npy")],
    "idx": ["images": .text("images.idx"), "labels": .text("labels.idx")],
    "cifar_binary": ["path": .list([.text("records.bin")])],
    "precomputed": ["file": .text("embedded.npy")],
    "pretrained": ["file": .text("weights.safetensors")],
    "network": [
      "data": .text("other"), "model": .component(ComponentValue(CNN.card, Arguments(["epochs": .integer(2)]))),
    ],
  ]

  /// Where rounding grows through many normalised layers: OpenBLAS's kernels differ by up to 10⁻⁵ after one update.
  private static let tolerances = ["resnet9": 1e-4, "resnet18": 1e-4, "pretrained": 1e-4]

  /// Weights of a strategy are relative to the spread of its values, which are products in single precision.
  static func tolerance(of card: Card) -> Double { card.kind == .strategy ? 1e-4 : tolerances[card.name] ?? 1e-6 }

  /// Whether a source reads a benchmark set.
  static func needsDownload(_ type: any Component.Type) -> Bool {
    guard type.card.kind == .source, given[type.card.name] == nil,
      let source = type.init(Arguments()) as? any DatasetSource
    else { return false }
    return source.files.contains { $0.isBenchmark }
  }

  func digest(of type: any Component.Type) throws -> OutputDigest {
    let folder = FileManager.default.temporaryDirectory.appending(path: "goldens-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in Self.files { try Data(bytes).write(to: folder.appending(path: name)) }
    if type is Pretrained.Type { try Data(Self.weights).write(to: folder.appending(path: "weights.safetensors")) }
    return OutputDigest(try output(of: type.init(arguments(for: type.card, folder.path)), folder.path))
  }

  /// What is given, with the default learner wherever a model is asked for; the rest is left to the defaults.
  private func arguments(for card: Card, _ folder: String) -> Arguments {
    var values = Self.given[card.name] ?? [:]
    for parameter in card.parameters {
      switch (parameter.type, values[parameter.name]) {
      case (.reference(.model), nil):
        values[parameter.name] = .component(ComponentValue(SoftmaxRegression.card, Arguments()))
      case (.reference(.method), nil):
        values[parameter.name] = .component(ComponentValue(KNNShapley.card, Arguments(["k": .integer(2)])))
      case (.list(.reference(.method), _), nil):
        values[parameter.name] = .list([.component(ComponentValue(KNNShapley.card, Arguments(["k": .integer(2)])))])
      case (.file, .text(let file)?): values[parameter.name] = .text("\(folder)/\(file)")
      default: break
      }
      precondition(
        values[parameter.name] ?? parameter.fallback != nil,
        "'\(card.name)' needs a '\(parameter.name)': give it one in GoldenTests.swift")
    }
    return Arguments(values)
  }

  private func output(of component: any Component, _ folder: String) throws -> Artifact {
    let run = Self.run
    switch component {
    case let source as any DatasetSource:
      let bundled = Repository.root.appending(path: "studies/data").path
      let files = DataFiles(study: folder, bundled: [bundled], benchmarks: nil)
      let data = try source.load(from: files, seeds: run.seeds, requested: 30)
      let targets = data.examples.targets.map { [Table.Column("target", .reals($0))] } ?? []
      return Artifact([
        .init("features", .array(data.examples.features.array)),
        .init("rows", .table(Table([.init("label", .integers(data.examples.labels))] + targets))),
        .init("classes", .table(Table([.init("name", .texts(data.classNames))]))),
        .init("columns", .table(Table([.init("name", .texts(data.featureNames))]))),
      ])
    case let corruption as any Corruption:
      let clean = Ledger(
        train: Array(0..<24), validation: Array(24..<36), test: Array(36..<48), labels: (0..<48).map { $0 % 3 },
        trueLabels: (0..<48).map { $0 % 3 }, corrupted: nil)
      let ledger = try corruption.corrupt(clean, classes: 3, seeds: run.seeds)
      return Artifact([.init("ledger", .table(ledger.table))] + Self.noise(of: ledger))
    case let embedding as any Embedding:
      let embedded = try embedding.embed(Self.partition(for: type(of: embedding).card.name), in: run)
      return Artifact(
        [("train", embedded.train), ("validation", embedded.validation), ("test", embedded.test)].map {
          .init($0.0, .array($0.1.features.array))
        })
    case let learner as any Learner:
      let (train, test) = Self.readers.contains(type(of: learner).card.name) ? Self.pictures : Self.rows
      let outputs = try learner.fit(train, weights: nil, in: run).outputs(for: test.features)
      guard let classes = outputs.classes else { preconditionFailure("a regression needs a golden of its own") }
      let prediction = Table([.init("prediction", .integers(classes))])
      return Artifact([Self.item(of: outputs), .init("test", .table(prediction))])
    case let method as any ValuationMethod:
      let providers = Self.partition.train.rows.map { "provider \($0 % 4)" }
      let problem = ValuationProblem(
        train: Self.partition.train, validation: Self.partition.validation, attributes: [.init("provider", providers)])
      return try method.values(of: problem, in: run).artifact(rows: Self.partition.train.rows)
    case let task as any EvaluationTask: return try task.evaluate(Self.valued, in: run)
    case let strategy as any SelectionStrategy: return try Self.trial(of: strategy, in: run)
    case let task as any SelectionTask:
      let strategy = try #require(selectionStrategies.first { $0.card.name == "adaptive_random" }?.card)
      let trial = StrategyTrial(
        ComponentValue(strategy, Arguments(["every": .integer(2)])), Self.partition)
      let units = try (0..<task.units(of: trial.strategy)).map { try task.unit($0, of: trial, in: run) }
      return try task.combine(units, of: trial.strategy)
    case let check as any TheoryCheck:
      let result = try check.check(check.caseName == nil ? nil : Self.partition, in: run)
      // Numbers and the verdict; wording may change without a new revision.
      return Artifact(
        [.init("result", .table(Table([.init("verdict", .texts([result.verdict.rawValue]))])))]
          + result.tables.map { .init($0.name, .table($0.table)) })
    case let toy as any ToyGame:
      let game = try toy.game(seeds: run.seeds)
      let masks = (0..<1 << game.players).map { Coalition(players: game.players, mask: $0) }
      return Artifact([.init("game", .table(Table([.init("utility", .reals(try game.utilities(of: masks, in: run)))])))]
      )
    default: preconditionFailure("\(type(of: component)) is of a kind that GoldenTests.swift does not know")
    }
  }
}

extension GoldenRun {
  /// The noises, and the training features with them; nothing where there are none.
  private static func noise(of ledger: Ledger) -> [Artifact.Item] {
    guard let table = ledger.noiseTable else { return [] }
    let noisy = partition.adding(ledger.noises, at: .beforeEmbedding)
    return [.init("noises", .table(table)), .init("train", .array(noisy.train.features.array))]
  }

  /// What a strategy chose last for a softmax regression of a few epochs, and what that took.
  private static func trial(of strategy: any SelectionStrategy, in run: Run) throws -> Artifact {
    let training = try SelectedTraining(
      strategy, identity: "golden", of: ValuationProblem(train: partition.train, validation: partition.validation),
      fraction: 0.4,
      training: SoftmaxRegression(
        Arguments(["epochs": .integer(strategy is EL2NSelection ? 12 : 3), "batch_size": .integer(4)])), in: run
    )
    let chosen = training.chosen
    let weights = chosen.weights ?? [Float](repeating: 1, count: chosen.positions.count)
    let cost = [Int64(training.cost.trained), Int64(training.cost.asked)]
    return Artifact([
      .init(
        "chosen",
        .table(
          Table([
            .init("position", .integers(chosen.positions)), .init("weight", .reals(weights.map { Double($0) })),
          ]))),
      .init("cost", .array(NumericArray(shape: [2], .int64(cost)))),
    ])
  }

  /// The numbers behind the predictions.
  private static func item(of outputs: Outputs) -> Artifact.Item {
    switch outputs {
    case .probabilities(let matrix): .init("probabilities", .array(matrix.array))
    case .scores(let matrix): .init("scores", .array(matrix.array))
    case .reals(let values): .init("targets", .array(NumericArray(shape: [values.count], .float64(values))))
    }
  }

  private static let wrong: Set = [4, 11, 17]

  private static let partition = Partition(
    train: cloud(0..<24), validation: cloud(24..<36), test: cloud(36..<48),
    corrupted: (0..<24).map(wrong.contains), noisy: (0..<24).map { $0 % 9 == 2 })

  private static let rows = (train: partition.train, test: partition.test)

  /// The learners that read images.
  private static let readers: Set = ["cnn", "resnet9", "resnet18"]

  /// The same rows as images of 8 × 8 pixels, each of them a feature of its row in the cloud times a number of its own.
  private static let pictures: (train: Examples, test: Examples) = {
    func pictures(_ examples: Examples) -> Examples {
      let scales = SeedStream(root: 23)
      let elements = (0..<examples.count * 64).map { index -> Float in
        examples.features[index / 64, index % 4] * Float(scales.uniform(index % 64))
      }
      return Examples(
        features: Matrix(rows: examples.count, columns: 64, elements), labels: examples.labels, classes: 3,
        rows: examples.rows, imageShape: ImageShape(channels: 1, height: 8, width: 8))
    }
    return (pictures(partition.train), pictures(partition.test))
  }()

  /// What an embedding is given: pictures for those that read them, of pixels from 0 to 1.
  private static func partition(for embedding: String) -> Partition {
    guard ["network", "pretrained"].contains(embedding) else { return partition }
    func bounded(_ examples: Examples) -> Examples {
      Examples(
        features: Matrix(
          rows: examples.count, columns: 64, examples.features.elements.map { min(1, max(0, $0)) }),
        labels: examples.labels, classes: 3, rows: examples.rows, imageShape: examples.imageShape)
    }
    let (train, test) = (bounded(pictures.train), bounded(pictures.test))
    return Partition(train: train, validation: test, test: test.subset([0, 1]), corrupted: nil)
  }

  /// Normal draws as weights of a pretrained network, of a size that neither fades nor explodes.
  private static var weights: [UInt8] {
    SafeTensors(
      MobileNetArchitecture.standard.parameters.map { name, shape in
        let stream = SeedStream(root: 24).branch(name)
        let deviation = shape.count == 1 ? 0.1 : (2 / Double(shape.dropFirst().reduce(1, *))).squareRoot()
        let draws = (0..<shape.reduce(1, *)).map { Float(deviation * stream.normal($0)) }
        return SafeTensors.Item(name, NumericArray(shape: shape, .float32(draws)))
      }
    ).bytes
  }

  private static let valued: ValuedData = {
    let draws = SeedStream(root: 21)
    let values = (0..<24).map { draws.uniform($0) - (wrong.contains($0) ? 0.4 : 0) }
    return ValuedData(
      partition: partition,
      values: DataValues(
        values: values, standardErrors: values.map { 0.1 + abs($0) / 4 }, modelFits: 3, distanceEvaluations: 288),
      method: KNNShapley(Arguments()), direction: .higherIsBetter,
      truth: DataValues(values: (0..<24).map { draws.uniform($0 + 24) - (wrong.contains($0) ? 0.4 : 0) }))
  }()

  /// Row i is of class i mod 3, whose centre lies at 1 on axis i mod 3, with normal noise of standard deviation 0.6.
  private static func cloud(_ rows: Range<Int>) -> Examples {
    let noise = SeedStream(root: 22)
    let elements = (4 * rows.lowerBound..<4 * rows.upperBound).map { index -> Float in
      let (row, axis) = (index / 4, index % 4)
      let centre = axis == row % 3 ? 1.0 : 0
      return Float(centre + 0.6 * noise.normal(index))
    }
    return Examples(
      features: Matrix(rows: rows.count, columns: 4, elements),
      labels: rows.map { wrong.contains($0) ? ($0 + 1) % 3 : $0 % 3 }, classes: 3, rows: Array(rows))
  }

  /// The files named in ``given``.
  private static let files: [(name: String, bytes: [UInt8])] = [
    ("table.csv", Array("a,b,label\n0.5,2,x\n-1,3e-2,y\n4,0,x\n7,1,z\n".utf8)),
    ("features.npy", NumericArray(shape: [3, 2], .float64([0.5, 2, -1, 0.03, 4, 0])).npyBytes),
    ("labels.npy", NumericArray(shape: [3], .int64([1, 0, 1])).npyBytes),
    ("images.idx", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 51, 102, 255]),
    ("labels.idx", [0, 0, 8, 1, 0, 0, 0, 2, 7, 3]),
    ("records.bin", [7] + (0..<3072).map { UInt8($0 % 251) } + [2] + (0..<3072).map { UInt8($0 % 7 * 36) }),
    ("embedded.npy", NumericArray(shape: [48, 2], .float32((0..<96).map { Float($0 * $0 % 31) })).npyBytes),
  ]
}
