import Compute
import Valuation
import Vocabulary

/// CHG-Shapley and Gradient-Shapley: gradients of a few examples, about their mean and about another target.
struct GradientForm: ClosedForm {
  let isWeightedByLoss: Bool

  init?(_ component: ComponentValue) {
    switch (component.made(from: valuationMethods) as any ValuationMethod) {
    case is CHGShapley: isWeightedByLoss = true
    case is GradientShapley: isWeightedByLoss = false
    default: return nil
    }
  }

  var title: String { isWeightedByLoss ? "CHG-Shapley" : "Gradient-Shapley" }
  var printedIn: String? { "Cai, arXiv:2406.11730, 2024, Theorem 1" }
  var defect: String {
    "The printed coefficients divide by n − 1 and by n − 2. With two points one of them is 0/0, with one point others "
      + "divide by 0 as well, so the theorem gives no value there, although the game has one."
  }

  /// Data sets for each number of players.
  static let dataSets = 24
  /// A target that is nobody's mean; no power of two divides it.
  static let otherTarget = [Rational(1, over: 3), Rational(-2, over: 5), Rational(3, over: 7), Rational(1)]

  func instances(
    _ variant: FormulaVariant, players: Int, neighbours: Int, in run: Run
  ) throws -> [FormulaInstance] {
    let stream = run.seeds.branch("gradients")
    return (0..<Self.dataSets).flatMap { index in
      let data = SmallGradients(players: players, index: index, stream: stream)
      let vectors = data.vectors(weightedByLoss: isWeightedByLoss)
      let (mean, other) = (
        RationalGradients(vectors: vectors), RationalGradients(vectors: vectors, target: Self.otherTarget)
      )
      return variant == .asPrinted
        ? [printed(mean), printed(other)]
        : [compact(mean, data, in: run), general(mean), general(other)]
    }
  }

  private func compact(_ game: RationalGradients, _ data: SmallGradients, in run: Run) -> FormulaInstance {
    let distances = game.vectors.map { vector in zip(vector, game.target).map { ($0 - $1) * ($0 - $1) }.reduce(0, +) }
    let mean = game.target.map { $0 * $0 }.reduce(0, +)
    let double = CHGValues.aboutMean(squaredDistances: distances.map(\.double), squaredMean: mean.double)
    return instance(
      game, "compact form, target the mean", game.valuesAboutMean,
      // The factored form multiplies in single precision: relative errors of 6e-8, some hundreds of them.
      [.init(values: double, tolerance: 1e-10), .init(values: factored(data, in: run), tolerance: 1e-5 * scale(game))])
  }

  private func general(_ game: RationalGradients) -> FormulaInstance {
    let double = CHGValues.values(
      of: CHGGame(vectors: game.vectors.map { $0.map(\.double) }, target: game.target.map(\.double)))
    return instance(game, "general form, any target", game.values, [.init(values: double, tolerance: 1e-10)])
  }

  private func printed(_ game: RationalGradients) -> FormulaInstance {
    instance(game, "Theorem 1, six terms", game.printedValues, repaired: game.values, [])
  }

  private func instance(
    _ game: RationalGradients, _ formula: String, _ values: [Rational]?, repaired: [Rational]? = nil,
    _ computed: [FormulaInstance.Computed]
  ) -> FormulaInstance {
    let vectors = game.vectors.map { FractionText.list($0) }.joined(separator: ", ")
    return FormulaInstance(
      label: "x = \(vectors), target \(FractionText.list(game.target))", formula: formula, game: game.game,
      semivalue: .shapley, values: values, repaired: repaired, computed: computed)
  }

  /// The values by the code that methods run, which never writes the gradients out.
  private func factored(_ data: SmallGradients, in run: Run) -> [Double] {
    let residuals = data.residuals(weightedByLoss: isWeightedByLoss).joined().map { Float($0.double) }
    let count = data.features.count
    return FactoredGradients(
      residuals: Matrix(rows: count, columns: 2, Array(residuals)),
      features: Matrix(rows: count, columns: 1, data.features.map { Float($0.double) }), rows: nil
    ).shapleyValues(threads: run.threads).values
  }

  /// The largest squared length among the vectors, at least 1.
  private func scale(_ game: RationalGradients) -> Double {
    max(1, game.vectors.map { $0.reduce(0) { $0 + $1 * $1 }.double }.max() ?? 1)
  }
}
