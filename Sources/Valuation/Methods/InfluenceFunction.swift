public import Compute
import Datasets
import Learning
public import Vocabulary

/// How far the validation loss would rise without an example, to first order, at the last layer of a trained model.
///
/// The layers below are taken as they are. The objective is the mean cross-entropy plus (damping/2)‖θ‖² of the last
/// layer, bias included, and its Hessian is taken where training ended, as if that were its minimum: the fact
/// `training_gradient` tells how long the mean gradient of the losses still is there.
public struct InfluenceFunction: ValuationMethod {
  static let solverParameter = Parameter<CurvatureSolver>.choice(
    "solver", default: .conjugateGradient,
    help: "Factor the Hessian (at most 4000 parameters), solve by conjugate gradients, or sum the series of LiSSA.")
  static let dampingParameter = Parameter<Double>.real(
    "damping", Interval(1e-4, .infinity, includesUpper: false), default: 1e-4,
    help:
      "Added to the Hessian's diagonal: the weight of half the squared norm in the objective, best the model's own l2 "
      + "or weight_decay; without it the Hessian is singular.",
    synonyms: ["l2", "lambda", "regularization", "hessian_regularization"])
  static let depthParameter = Parameter<Int>.integer(
    "depth", 1...10_000_000, default: 5000, unit: "steps",
    help: "Terms of the series of lissa at most; the fact `residual` tells what they leave.",
    synonyms: ["maxiter", "recursion_depth"])

  public static let card = Card(
    "influence_function", .method, revision: 1,
    "Values an example by how far the validation loss would rise without it, to first order, at the last layer where "
      + "training ended, taken as the minimum of its damped loss.",
    citation: "P. W. Koh and P. Liang, Understanding black-box predictions via influence functions, ICML 2017",
    formula:
      #"\phi_i = \frac1n\, g_i^\top H^{-1} \frac1M\sum_{j=1}^M g_j,\quad g_i = (p_i - e_{y_i}) \otimes (h_i, 1),"#
      + #"\quad H = \frac1n\sum_i (\mathrm{diag}\,p_i - p_i p_i^\top) \otimes (h_i, 1)(h_i, 1)^\top + \lambda I"#,
    symbols: [
      .value,
      .init("n, M", "the number of training and validation examples"),
      .init("g_i", "the gradient of example i in the last layer"),
      .init("H", "the Hessian of the damped training loss there"),
      .residual,
      .features,
      .init(#"\lambda"#, "the damping"),
    ],
    caution: "It is not leave-one-out but its first-order approximation at the last layer, which underestimates large "
      + "effects, and it takes the end of training for a minimum. A product of gradients without H⁻¹, which goes by "
      + "this name elsewhere, is another score: see `tracin`.",
    complexity: "no evaluation of v; one model fit; explicit O(n (d classes)² + (d classes)³), otherwise 4 n d classes "
      + "operations a step",
    parameters: [WatchedModel.parameter, solverParameter, dampingParameter, depthParameter],
    synonyms: ["influence_functions", "koh_liang"], direction: .higherIsBetter)

  private let watched: WatchedModel
  private let solver: CurvatureSolver
  private let damping: Double
  private let depth: Int

  public init(_ arguments: Arguments) {
    watched = WatchedModel(Self.card, arguments)
    solver = arguments[Self.solverParameter]
    damping = arguments[Self.dampingParameter]
    depth = arguments[Self.depthParameter]
  }

  /// Throws ``ValuationError`` where the model cannot be watched, or where the solver cannot do what it is asked.
  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    let learner = try watched.learner(for: problem, needsValidation: true)
    let training = try learner.train(on: problem.train, in: run.with(seeds: UtilityGame.stream(of: run)))
    let (terms, validation) = (try training.terms(), try training.terms(of: problem.validation))
    let (classes, threads) = (problem.train.classes, run.threads)
    let target = FactoredGradients(validation).meanGradient(threads: threads)
    let curvature = SoftmaxCurvature(
      inputs: LayerInputs(terms.features), probabilities: Self.probabilities(terms, problem.train.labels),
      damping: damping)
    let solution = try solver.solve(
      curvature, FactoredGradients.biasInRows(target, classes: classes), depth: depth, for: Self.card.name, in: run)
    let gradients = FactoredGradients(terms)
    let products = gradients.innerProducts(
      with: FactoredGradients.biasBehind(solution.values, classes: classes), threads: threads)
    let left = gradients.meanGradient(threads: threads).norm
    return try DataValues(
      values: products.map { $0 / Double(products.count) }, modelFits: 1,
      facts: [
        .init("solver_steps", Double(solution.steps)), .init("residual", solution.residual),
        .init("training_gradient", left),
      ], notes: notes(solution.residual)
    ).checked(Self.card.name)
  }

  /// A series cut short is an approximation that a reader should know of.
  private func notes(_ residual: Double) -> [String] {
    guard solver == .lissa, residual > 1e-3 else { return [] }
    return [
      "The series of lissa was cut after \(depth) terms, which leave \(residual) of what was to be solved: raise `depth` or "
        + "`damping`, or name the solver conjugate_gradient."
    ]
  }

  /// p, [n, classes], from p − e_y.
  private static func probabilities(_ terms: LastLayerTerms, _ labels: [Int]) -> [Double] {
    var probabilities = terms.residuals.elements.map(Double.init)
    for (row, label) in labels.enumerated() { probabilities[row * terms.residuals.columns + label] += 1 }
    return probabilities
  }
}
