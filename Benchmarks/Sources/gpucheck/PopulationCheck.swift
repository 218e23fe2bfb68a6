import Compute
import Datasets
import Learning
import Measuring
import Valuation
import Vocabulary

/// Fits of logistic regression on coalitions of 1,000 random rows, as Data Banzhaf asks for them: the rate on the device and on
/// the processor, and how far apart the values are.
struct PopulationCheck {
  let context: CheckContext

  func run() throws {
    let (players, fits) = context.options.isSmall ? (30, 60) : (1000, 4000)
    let problem = try problem(players)
    // The first fits compile and allocate; a part of the processor's fits is enough for its rate.
    _ = try rate(problem, fits: min(fits, 400), on: .cuda(.single))
    let ours = try rate(problem, fits: fits, on: .cuda(.single))
    let theirs = try rate(problem, fits: min(fits, 1000), on: .cpu)
    context.findings.add(
      "fits of logistic regression per second, \(players) × 64 × 10", "single", device: ours.rounded(to: 0),
      beside: "processor \(theirs.rounded(to: 0))", "\((ours / theirs).rounded(to: 1)) times the processor's")
    try compare(problem, fits: context.options.isSmall ? fits : 1000)
  }

  /// Noisy clouds around a centre for each class.
  private func problem(_ players: Int) throws -> ValuationProblem {
    ValuationProblem(train: clouds(players, seed: 5), validation: clouds(400, seed: 6))
  }

  private func clouds(_ rows: Int, seed: UInt64) -> Examples {
    let noise = SeedStream(root: seed)
    let elements = (0..<rows * 64).map { Float(($0 % 64 % 10 == $0 / 64 % 10 ? 1 : 0) + noise.normal($0)) }
    return Examples(
      features: Matrix(rows: rows, columns: 64, elements), labels: (0..<rows).map { $0 % 10 }, classes: 10,
      rows: Array(0..<rows))
  }

  private func values(_ problem: ValuationProblem, fits: Int, on device: Device) throws -> DataValues {
    let model = ComponentValue(LogisticRegression.card, Arguments())
    let method = DataBanzhaf(Arguments(["model": .component(model), "fits": .integer(fits)]))
    let run = Run(seeds: SeedStream(root: 7), threads: context.options.threads, device: device)
    return try method.values(of: problem, in: run)
  }

  private func rate(_ problem: ValuationProblem, fits: Int, on device: Device) throws -> Double {
    var done = 0
    let duration = try seconds { done = try values(problem, fits: fits, on: device).modelFits }
    return Double(done) / duration
  }

  /// A model whose accuracy differs by one of the validation rows moves a mean over half of the fits by 2 / (rows · fits); a
  /// tenth of the values' own spread is far above what roundings do.
  private func compare(_ problem: ValuationProblem, fits: Int) throws {
    let found = try values(problem, fits: fits, on: .cuda(.single)).values
    let truth = try values(problem, fits: fits, on: .cpu).values
    let mean = truth.reduce(0, +) / Double(truth.count)
    let spread = (truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(truth.count)).squareRoot()
    let error = zip(found, truth).reduce(0) { max($0, abs($1.0 - $1.1)) }
    context.findings.compared(
      "Data Banzhaf from \(fits) fits", "single", device: "largest difference \(AgreementCheck.scientific(error))",
      beside: "at most \(AgreementCheck.scientific(spread / 10)), a tenth of the values' spread",
      agrees: error <= spread / 10)
  }
}
