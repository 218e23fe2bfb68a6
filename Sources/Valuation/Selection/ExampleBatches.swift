import Compute
import Datasets
import Learning
import Vocabulary

/// All examples in batches that are chosen or left as a whole.
struct ExampleBatches {
  static let sizeParameter = Parameter<Int>.integer(
    "batch_size", 1...1_000_000, default: 32, unit: "examples",
    help: "Examples that are chosen together; the last batch may have fewer.", synonyms: ["batch", "minibatch"])

  /// Positions of the examples of each batch, in the order drawn.
  let members: [[Int]]

  /// Cuts a uniform permutation.
  init(of count: Int, size: Int, drawnFrom stream: SeedStream) {
    let order = stream.permutation(count)
    members = stride(from: 0, to: count, by: size).map { Array(order[$0..<min(count, $0 + size)]) }
  }

  /// Fresh random batches of a round's examples, and the products of their mean last-layer gradients. One forward pass.
  ///
  /// Throws ``ValuationError`` for gradients that are no finite numbers.
  static func drawn(
    for round: SelectionRound, size: Int, strategy: String, in run: Run
  ) throws -> (batches: ExampleBatches, products: GradientProducts) {
    let terms = try round.terms()
    try terms.requireUsableGradients(.training, for: strategy)
    let batches = ExampleBatches(
      of: round.problem.train.count, size: size, drawnFrom: run.seeds.branch("batches"))
    return (
      batches, GradientProducts(ofRows: batches.meanGradients(terms, threads: run.threads), threads: run.threads)
    )
  }

  /// The mean last-layer gradient of each batch, [batches, classes · (d + 1)]. 2 n d classes operations.
  func meanGradients(_ terms: LastLayerTerms, threads: Int) -> Matrix {
    let gradients = mapBlocks(members.count, threads: threads) { Self.meanGradient(terms, of: members[$0]) }
    return Matrix(
      rows: members.count, columns: terms.residuals.columns * (terms.features.columns + 1), gradients.flatMap { $0 })
  }

  /// The weights by class and feature, followed by those of the bias.
  private static func meanGradient(_ terms: LastLayerTerms, of positions: [Int]) -> [Float] {
    let residuals = terms.residuals.rows(positions)
    let share = 1 / Float(positions.count)
    let weights = LinearAlgebra.multiply(
      residuals, terms.features.rows(positions), transposeA: true, alpha: share)
    var bias = [Float](repeating: 0, count: residuals.columns)
    for row in 0..<residuals.rows {
      for label in bias.indices { bias[label] += share * residuals[row, label] }
    }
    return weights.elements + bias
  }

  /// How many batches a number of examples needs, all batches but the last being full.
  func count(holding examples: Int) -> Int {
    guard let size = members.first?.count else { return 0 }
    return (examples + size - 1) / size
  }

  /// `wanted` examples: those of some batches in their order, each with its batch's weight, the last batch cut short
  /// where it holds too many; then others drawn from all that are left, of weight 1. Weights are scaled to mean one.
  func examples(
    of batches: [(batch: Int, weight: Double)], wanted: Int, drawnFrom stream: SeedStream
  ) -> ChosenExamples {
    var weighted: [(position: Int, weight: Double)] = []
    for (batch, weight) in batches { weighted += members[batch].map { ($0, weight) } }
    weighted = Array(weighted.prefix(wanted))
    let taken = Set(weighted.map(\.position))
    let others = members.joined().filter { !taken.contains($0) }.sorted()
    weighted += stream.choose(wanted - weighted.count, from: others.count).map { (others[$0], 1) }
    return ChosenExamples(weighted.map(\.position), scaledToMeanOne: weighted.map(\.weight))
  }
}

extension ChosenExamples {
  /// Weights of any positive sum, [positions.count], each divided by their mean: an update divides by the number of
  /// examples, so that steps keep their length.
  init(_ positions: [Int], scaledToMeanOne weights: [Double]) {
    let mean = weights.reduce(0, +) / Double(weights.count)
    self.init(positions, weights: weights.map { Float($0 / mean) })
  }
}
