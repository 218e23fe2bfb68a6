import Compute
import Datasets
import Foundation
import Learning
import Measuring
import Valuation
import Vocabulary

/// Fits of logistic regression on coalitions of 1,000 digits, each with its validation accuracy: fits per second, beside
/// scikit-learn's on the same coalitions and cores, what limits them, and how the rate grows.
struct PopulationBenchmark {
  let options: Options
  private let learner = LogisticRegression(Arguments())

  func run() throws {
    let train = try digits(0..<1000)
    let validation = try digits(1000..<1397)
    let coalitions = Self.coalitions(200, of: train.count)
    let accuracies = try self.accuracies(of: coalitions, train, validation)
    let seconds = try leastSeconds(options.repeats) {
      _ = try self.accuracies(of: coalitions, train, validation)
    }
    let busy = try (0..<options.repeats).map { _ in
      try processorSeconds { _ = try self.accuracies(of: coalitions, train, validation) }
    }
    let processor = busy.min() ?? .nan
    printRate(seconds, processor, coalitions, train, validation)
    peer(coalitions, accuracies, seconds: seconds, processor: processor)
    try device(train, validation)
    try walks()
    try sizes(train, validation)
    try growth()
  }

  /// Fits and scores, a block of models at a time, blocks in parallel.
  private func accuracies(
    of coalitions: [[Int]], _ train: Examples, _ validation: Examples, on device: Device = .cpu
  ) throws -> [Double] {
    let run = Run(seeds: SeedStream(root: 1), device: device)
    let population = try learner.population(of: train, in: run)
    let width = population.width
    let blocks = (coalitions.count + width - 1) / width
    let threads = min(options.threads, population.blocksAtOnce)
    return try mapBlocks(blocks, threads: threads) { block in
      let members = coalitions[block * width..<min((block + 1) * width, coalitions.count)].map { Membership($0) }
      let models = try population.models(members, in: run)
      return try mapBlocks(models.count, threads: options.threads / threads) {
        try Score.accuracy.value(of: models[$0].outputs(for: validation.features), on: validation)
      }
    }.flatMap { $0 }
  }

  /// The same fits on a graphics processor, where there is one, beside those on the processor.
  private func device(_ train: Examples, _ validation: Examples) throws {
    let device = Device.cuda(.single)
    do { _ = try device.backend() } catch { return print("Populations on a device: skipped, \(error)\n") }
    var table = MarkdownTable([
      "coalitions of digits at once", "processor, fits per second", "device, fits per second", "device over processor",
      "mean absolute difference of accuracy, points",
    ])
    for count in [16, 256, 2048] {
      let coalitions = Self.coalitions(count, of: train.count)
      let expected = try accuracies(of: coalitions, train, validation)
      let found = try accuracies(of: coalitions, train, validation, on: device)
      let processor = try leastSeconds(options.repeats) { _ = try accuracies(of: coalitions, train, validation) }
      let seconds = try leastSeconds(options.repeats) {
        _ = try accuracies(of: coalitions, train, validation, on: device)
      }
      let difference = zip(expected, found).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(count)
      table.add([
        "\(count)", (Double(count) / processor).rounded(to: 0), (Double(count) / seconds).rounded(to: 0),
        (processor / seconds).rounded(to: 2), (100 * difference).rounded(to: 3),
      ])
    }
    table.printUnder("Populations on a device")
  }

  private func printRate(
    _ seconds: Double, _ processor: Double, _ coalitions: [[Int]], _ train: Examples, _ validation: Examples
  ) {
    let operations = coalitions.reduce(0.0) {
      $0 + operationsOfFit($1.count, train) + 2 * Double(validation.count * train.features.columns * train.classes)
    }
    let speed = productSpeed()
    var table = MarkdownTable(["1,000 × 64 × 10 digits, 397 validation points", ""])
    table.add(["fits per second", (Double(coalitions.count) / seconds).rounded(to: 0)])
    table.add(["processor µs per fit", (processor / Double(coalitions.count) * 1e6).rounded(to: 0)])
    table.add([
      "mean members of a coalition", (Double(coalitions.joined().count) / Double(coalitions.count)).rounded(to: 0),
    ])
    table.add([
      "product speed of this machine, GFlop/s a thread", (speed / 1e9).rounded(to: 0),
    ])
    table.add([
      "share of the processor time the products need at that speed", (operations / speed / processor).rounded(to: 2),
    ])
    table.printUnder("Populations: logistic regression of \(learner.steps) steps")
  }

  /// Multiplications and additions of the products of a fit: forward, back and preconditioning in each step, and XᵀX.
  private func operationsOfFit(_ members: Int, _ train: Examples) -> Double {
    let (s, p, c) = (Double(members), Double(train.features.columns + 1), Double(train.classes))
    return Double(learner.steps) * (4 * s * p * c + 2 * p * p * c) + s * p * p
  }

  /// Operations per second of a large square product on one thread.
  private func productSpeed() -> Double {
    let order = 768
    let matrix = Matrix(rows: order, columns: order, [Float](repeating: 0.5, count: order * order))
    let seconds = try? leastSeconds(options.repeats) { _ = LinearAlgebra.multiply(matrix, matrix) }
    return 2 * Double(order * order * order) / (seconds ?? .infinity)
  }

  /// Coalitions of 50 members to all, sizes and members uniform.
  private static func coalitions(_ count: Int, of players: Int) -> [[Int]] {
    let least = min(50, players)
    return (0..<count).map { index in
      let stream = SeedStream(root: 4).branch(index)
      let size = least + stream.integer(0, below: players - least + 1)
      return stream.branch("members").choose(size, from: players).sorted()
    }
  }

  /// Bundled digits in an order of their own.
  private func digits(_ places: Range<Int>) throws -> Examples {
    let all = try Digits(Arguments()).load(
      from: DataFiles(study: "", bundled: ["studies/data"], benchmarks: nil), seeds: SeedStream(root: 2), requested: nil
    ).examples
    let order = SeedStream(root: 3).permutation(all.count)
    return all.subset(Array(order[places]))
  }

  /// Data Shapley as a study would ask for it: 1,000 permutations of 200 digits, measured once.
  private func walks() throws {
    let problem = ValuationProblem(train: try digits(0..<200), validation: try digits(1000..<1397))
    let model = ComponentValue(LogisticRegression.card, Arguments())
    let method = PermutationShapley(Arguments(["model": .component(model), "permutations": .integer(1000)]))
    let run = Run(seeds: SeedStream(root: 7), threads: options.threads)
    var fits = 0
    let seconds = try leastSeconds(1) { fits = try method.values(of: problem, in: run).modelFits }
    var table = MarkdownTable(["200 digits, 397 validation points, 1,000 permutations", ""])
    table.add(["seconds", seconds.rounded(to: 1)])
    table.add(["coalitions evaluated", "\(fits)"])
    table.add(["coalitions per second", (Double(fits) / seconds).rounded(to: 0)])
    table.printUnder("Shapley values by permutations")
  }

  private func growth() throws {
    var table = MarkdownTable(["training points", "features", "classes", "fits per second"])
    for (n, d, c) in [
      (100, 64, 10), (1000, 64, 10), (10_000, 64, 10), (1000, 16, 10), (1000, 256, 10), (1000, 784, 10), (1000, 64, 2),
      (1000, 64, 40),
    ] {
      let (train, validation) = (Self.clouds(n, d, c, seed: 5), Self.clouds(397, d, c, seed: 6))
      let coalitions = Self.coalitions(n > 1000 || d > 256 ? 16 : 64, of: n)
      let seconds = try leastSeconds(options.repeats) { _ = try accuracies(of: coalitions, train, validation) }
      table.add(["\(n)", "\(d)", "\(c)", (Double(coalitions.count) / seconds).rounded(to: 0)])
    }
    table.printUnder("Growth of populations: made-up clouds, coalitions of 50 members to all")
  }

  /// The rate by how many coalitions are asked for at once: few leave a thread idle or a block's memory unused.
  private func sizes(_ train: Examples, _ validation: Examples) throws {
    var table = MarkdownTable(["coalitions at once", "fits per second"])
    let all = Self.coalitions(256, of: train.count)
    for count in [1, 2, 16, 32, 64, 256] {
      let groups = stride(from: 0, to: all.count, by: count).map { Array(all[$0..<$0 + count]) }
      let seconds = try leastSeconds(options.repeats) {
        for group in groups { _ = try accuracies(of: group, train, validation) }
      }
      table.add(["\(count)", (Double(all.count) / seconds).rounded(to: 0)])
    }
    table.printUnder("Populations of several sizes, the same 256 coalitions of digits")
  }

  /// Row i is of class i mod c, shifted by one along the axes of its class, with normal noise.
  private static func clouds(_ n: Int, _ d: Int, _ c: Int, seed: UInt64) -> Examples {
    let noise = SeedStream(root: seed)
    let elements = (0..<n * d).map { Float(($0 % d % c == $0 / d % c ? 1 : 0) + noise.normal($0)) }
    return Examples(
      features: Matrix(rows: n, columns: d, elements), labels: (0..<n).map { $0 % c }, classes: c, rows: Array(0..<n))
  }
}

extension PopulationBenchmark {
  /// scikit-learn on the same coalitions; it is told the source's rows, since it reads the bundled file itself.
  private func peer(_ coalitions: [[Int]], _ accuracies: [Double], seconds ours: Double, processor: Double) {
    let order = SeedStream(root: 3).permutation(1797)
    var lines = [Array(order[0..<1000]), Array(order[1000..<1397])]
    lines += coalitions.map { $0.map { order[$0] } }
    let file = FileManager.default.temporaryDirectory.appending(path: "coalitions-\(UUID().uuidString).txt")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = lines.map { $0.map(String.init).joined(separator: " ") + "\n" }.joined()
    guard (try? text.write(to: file, atomically: true, encoding: .utf8)) != nil,
      let answer = Script("Benchmarks/peers/logistic_sklearn.py").output([
        "studies/data/digits.csv.gz", file.path, "\(options.threads)",
      ])
    else {
      return print("scikit-learn: skipped, no python3 with scikit-learn, or not run from the repository's root.\n")
    }
    let words = answer.split(whereSeparator: \.isWhitespace)
    guard let version = words.first, let seconds = words.dropFirst().first.flatMap({ Double($0) }),
      let busy = words.dropFirst(2).first.flatMap({ Double($0) })
    else { return }
    let theirs = words.dropFirst(3).compactMap { Double($0) }
    let differences = zip(accuracies, theirs).map { abs($0 - $1) }
    var table = MarkdownTable(["scikit-learn \(version), \(options.threads) processes", ""])
    table.add(["fits per second", (Double(coalitions.count) / seconds).rounded(to: 1)])
    table.add(["processor µs per fit", (busy / Double(coalitions.count) * 1e6).rounded(to: 0)])
    table.add(["ours over theirs, by processor time", (busy / processor).rounded(to: 1)])
    table.add(["ours over theirs", (seconds / ours).rounded(to: 1)])
    table.add([
      "mean absolute difference of accuracy, points",
      (100 * differences.reduce(0, +) / Double(differences.count)).rounded(to: 3),
    ])
    table.add(["largest difference, points", (100 * (differences.max() ?? .nan)).rounded(to: 2)])
    table.printUnder("The same coalitions in scikit-learn")
  }
}
