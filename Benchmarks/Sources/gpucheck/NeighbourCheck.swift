import Compute
import Datasets
import Measuring
import Valuation

/// KNN-Shapley on random rows: its time beside that of the products and sorts it cannot do without, each measured alone.
struct NeighbourCheck {
  let context: CheckContext
  private let neighbours = 10

  private var threads: Int { context.options.threads }

  func run() throws {
    let sizes =
      context.options.isSmall
      ? [(300, 40, 16), (500, 20, 8)] : [(60_000, 10_000, 784), (1_000_000, 1000, 512)]
    try compare(context.options.isSmall ? (200, 30, 8) : (5000, 500, 64))
    for (train, validation, features) in sizes {
      let name = "KNN-Shapley, \(train) × \(validation) × \(features)"
      // Rows, their copy on the way to the device, and room for the rest.
      let needed = 3 * 4 * (train + validation) * features
      guard Machine.availableMemory > needed else {
        context.findings.skipped(name, "single", "it needs \(needed >> 30) GiB of free main memory")
        continue
      }
      guard context.budget.left > 20 || context.options.isSmall else {
        context.findings.skipped(name, "single", "the part's time is spent")
        continue
      }
      do { try measure(name, problem(train, validation, features)) } catch let error as DeviceError {
        context.findings.failed(name, "single", "\(error)")
      }
    }
  }

  private func problem(_ train: Int, _ validation: Int, _ features: Int) -> ValuationProblem {
    ValuationProblem(
      train: randomExamples(train, features, seed: 1, threads: threads),
      validation: randomExamples(validation, features, seed: 2, threads: threads))
  }

  private func values(_ problem: ValuationProblem, on device: Device) throws -> [Double] {
    let weights = NeighbourWeights(.shapley, players: problem.train.count, neighbours: neighbours)
    let run = Run(seeds: SeedStream(root: 1), threads: threads, device: device)
    return try KNNSemivalue(problem).values(weights: [weights], in: run)[0]
  }

  /// Rows that are all but equally far may change places, which moves a value by less than 1 / (K · validation points).
  private func compare(_ size: (train: Int, validation: Int, features: Int)) throws {
    let problem = problem(size.train, size.validation, size.features)
    let (found, truth) = (try values(problem, on: .cuda(.single)), try values(problem, on: .cpu))
    let error = zip(found, truth).reduce(0) { max($0, abs($1.0 - $1.1)) }
    let bound = 1 / Double(neighbours * size.validation)
    context.findings.compared(
      "KNN-Shapley values, \(size.train) × \(size.validation) × \(size.features)", "single",
      device: "largest difference \(AgreementCheck.scientific(error))",
      beside: "at most \(AgreementCheck.scientific(bound))",
      agrees: found.count == truth.count && found.allSatisfy(\.isFinite) && error <= bound)
  }

  private func measure(_ name: String, _ problem: ValuationProblem) throws {
    let (product, sort) = try floor(problem)
    let ours = try seconds { _ = try values(problem, on: .cuda(.single)) }
    context.findings.add(
      name, "single", device: "\(ours.rounded(to: 3)) s",
      beside: "products \(product.rounded(to: 3)) s, sorts \(sort.rounded(to: 3)) s, each alone",
      "\((ours / (product + sort)).rounded(to: 2)) times their sum")
  }

  /// Seconds that all products and all sorts would take at the rate of one block of validation rows.
  private func floor(_ problem: ValuationProblem) throws -> (product: Double, sort: Double) {
    let backend = try Device.cuda(.single).backend()
    let (count, width) = (problem.train.count, problem.train.features.columns)
    let rows = min(problem.validation.count, KNNSemivalue.blockRows(players: count))
    let right = try backend.tensor([count, width], problem.train.features.elements)
    let left = try backend.tensor([rows, width], Array(problem.validation.features.elements[..<(rows * width)]))
    let (distances, order) = (try backend.allocate([rows, count]), try backend.allocateIndices([rows, count]))
    let blocks = Double(problem.validation.count) / Double(rows)
    let product = try settled(backend) {
      backend.multiply(left, transposed: false, right, transposed: true, alpha: -2, beta: 0, into: distances)
    }
    let sort = try settled(backend) { backend.sortRows(distances, into: order) }
    return (blocks * product, blocks * sort)
  }

  /// Seconds of one of several runs, after one that warms up.
  private func settled(_ backend: any Backend, _ body: () -> Void) throws -> Double {
    body()
    try backend.synchronise()
    let repeats = context.options.isSmall ? 1 : 5
    return try seconds {
      for _ in 0..<repeats { body() }
      try backend.synchronise()
    } / Double(repeats)
  }
}
