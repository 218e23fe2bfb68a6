import Compute
import Datasets
import Measuring
import Valuation

/// KNN-Shapley on raw pixels: against the product and sort it cannot do without, by size, and beside NumPy.
struct KNNBenchmark {
  let data: FashionData
  let options: Options
  private let neighbours = 10

  init(data: FashionData, options: Options) { (self.data, self.options) = (data, options) }

  func run() throws {
    try floor()
    try growth()
    peer()
  }

  /// Our values beside the bare product and one sort per row, in the same blocks on the same threads.
  private func floor() throws {
    let problem = data.problem(train: 60_000, validation: 1000)
    let bare = BareNeighbours(problem: problem, threads: options.threads)
    Machine.resetPeak()
    let sum = try values(problem).reduce(0, +)
    let peak = Machine.peakMegabytes
    let seconds = try leastSeconds(
      options.repeats,
      [
        { _ = try values(problem) }, { try bare.run(sorting: false) }, { try bare.run(sorting: true) },
      ])
    let (ours, product, both) = (seconds[0], seconds[1], seconds[2])
    var table = MarkdownTable(["60,000 × 1,000 × 784, K = 10", "seconds", "share of product and sort"])
    table.add(["product alone", product.rounded(to: 3), (product / both).rounded(to: 2)])
    table.add(["product and one radix sort per row", both.rounded(to: 3), "1"])
    table.add(["KNN-Shapley, all of it", ours.rounded(to: 3), (ours / both).rounded(to: 2)])
    table.printUnder("KNN-Shapley against its floor")
    print("Sum of values \(sum.rounded(to: 6)). Peak memory, data included: \(peak.rounded(to: 0)) MB.\n")
  }

  private func growth() throws {
    var table = MarkdownTable(["training images", "validation images", "seconds", "ns per pair"])
    let sizes = [(7_500, 1000), (15_000, 1000), (30_000, 1000), (60_000, 1000), (60_000, 500), (60_000, 250)]
    for (train, validation) in sizes {
      let problem = data.problem(train: train, validation: validation)
      let seconds = try leastSeconds(options.repeats) { _ = try values(problem) }
      let pair = seconds / Double(train * validation) * 1e9
      table.add(["\(train)", "\(validation)", seconds.rounded(to: 3), pair.rounded(to: 2)])
    }
    table.printUnder("Growth of KNN-Shapley")
  }

  private func values(_ problem: ValuationProblem) throws -> [Double] {
    let weights = NeighbourWeights(.shapley, players: problem.train.count, neighbours: neighbours)
    let run = Run(seeds: SeedStream(root: 1), threads: options.threads)
    return try KNNSemivalue(problem).values(weights: [weights], in: run)[0]
  }

  /// The same computation in NumPy, where there is one; the script checks its values against a sum.
  private func peer() {
    guard let directory = options.dataDirectory,
      let text = Script("Benchmarks/peers/knn_numpy.py").output([directory, "\(options.threads)"])
    else {
      return print("NumPy: skipped, no python3 with NumPy, no data named, or not run from the repository's root.\n")
    }
    print(text)
  }
}
