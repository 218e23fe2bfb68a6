public import Compute
public import Datasets
import Valuation
public import Vocabulary

/// Upper bounds on values under differential privacy (CVPR 2021, Theorem 3), measured on learners whose expected loss and
/// whose privacy are known exactly.
public struct DPBounds: TheoryCheck {
  enum LearnerChoice: String, CaseIterable, Sendable {
    case exponentialMechanism = "exponential_mechanism"
    case outputPerturbation = "output_perturbation"
  }

  static let learnerParameter = Parameter<LearnerChoice>.choice(
    "learner", default: .exponentialMechanism,
    help: "A random choice among finitely many classifiers that favours small loss, or logistic regression with normal "
      + "noise on its weights.")
  static let sizesParameter = Parameter<[Int]>.integers(
    "sizes", 2...2000, count: 1...24, default: [2, 4, 6, 8, 10, 12, 25, 50, 100, 200], unit: "points",
    help: "Numbers of training points; up to 14 their Shapley values are exact, over all coalitions, beyond that "
      + "estimated from permutations.")
  static let permutationsParameter = Parameter<Int>.integer(
    "permutations", 2...10_000, default: 60, unit: "permutations", help: "Permutations for each sampled size.")
  static let etaParameter = Parameter<[Double]>.progression(
    "eta", .positive, default: [0.5, 1, 2, 4, 8, 16],
    help: "Strengths of the exponential mechanism: the chance of a classifier falls as exp(−η · mean loss).")
  static let sigmaParameter = Parameter<[Double]>.progression(
    "sigma", .positive, default: [0.25, 0.5, 1, 2, 4],
    help: "Standard deviations of the noise on the weights, for output_perturbation.")
  static let lambdaParameter = Parameter<Double>.real(
    "lambda", .positive, default: 0.5,
    help: "Regularisation of the logistic regression, λ/2 times the squared length of its weights.", synonyms: ["l2"])
  static let deltaParameter = Parameter<Double>.real(
    "delta", .openUnit, default: 1e-5,
    help: "The δ at which the ε of output_perturbation is told, for the printed and the linear bound.")
  static let hypothesesParameter = Parameter<Int>.integer(
    "hypotheses", 2...4096, default: 64, unit: "classifiers",
    help: "Classifiers the exponential mechanism chooses among.")

  static let variantParameter = Parameter<StatementVariant>.choice(
    "variant", default: .asPrinted,
    help: "Whether the verdict judges the theorem as printed, or the repaired statement that the finding explains.",
    synonyms: ["statement", "wording"])

  public static let card = Card(
    "dp_bounds", .theory, revision: 3,
    "Compares the largest leave-one-out and Shapley values of private learners with the bounds that privacy gives.",
    citation: "R. Jia et al., Scalability vs. utility: Do we have to sacrifice one for the other in data importance "
      + "quantification?, CVPR 2021, Definition 2 and Theorem 3",
    formula: #"|\nu_{\mathrm{loo}}| \le b(N-1),\quad |\nu_{\mathrm{shap}}| \le \frac1N\sum_{s=0}^{N-1} b(s),\quad "#
      + #"b(s) = c\,\frac{e^{\epsilon(s)} - 1 + 2\delta(s)}{e^{\epsilon(s)} + 1}"#,
    symbols: [
      .init(#"\nu_{\mathrm{loo}}, \nu_{\mathrm{shap}}"#, "the leave-one-out and the Shapley value of a point"),
      .init("N", "the number of points"),
      .init("b(s)", "a bound for what a point adds to s others"),
      .init("c", "the range of the loss"),
      .init(#"\epsilon(s), \delta(s)"#, "what the learner promises of privacy with s points"),
    ],
    caution: "It compares upper bounds: a smaller bound is no smaller value, and does not say which value tells points "
      + "apart better. As printed the theorem speaks of sets of one size, which values never compare; `variant: "
      + "as_repaired` judges the statement that holds.",
    assumptions:
      "The utility is minus the expected loss; the loss has the range c; the learner is (ε, δ)-differentially private at "
      + "every number of points, in the paper for sets of one size that differ in one point, in the repaired statement for "
      + "one point added or removed.",
    complexity: "2^N expected losses for each exact size, permutations · N for each sampled one",
    parameters: [
      learnerParameter, sizesParameter, permutationsParameter, etaParameter, sigmaParameter,
      lambdaParameter, deltaParameter, hypothesesParameter, variantParameter,
    ],
    synonyms: ["differential_privacy", "privacy_bounds", "theorem_3"],
    tables: declaredTables)

  /// 2^N coalitions are enumerated up to here.
  private static let largestExact = 14

  let learner: LearnerChoice
  /// Sizes of exact values, ascending.
  let sizes: [Int]
  let sampledSizes: [Int]
  let permutations: Int
  let strengths: [Double]
  let lambda: Double
  let delta: Double
  let hypotheses: Int
  let variant: StatementVariant

  public init(_ arguments: Arguments) {
    learner = arguments[Self.learnerParameter]
    let asked = Set(arguments[Self.sizesParameter]).sorted()
    sizes = asked.filter { $0 <= Self.largestExact }
    sampledSizes = asked.filter { $0 > Self.largestExact }
    permutations = arguments[Self.permutationsParameter]
    strengths = learner == .exponentialMechanism ? arguments[Self.etaParameter] : arguments[Self.sigmaParameter]
    (lambda, delta) = (arguments[Self.lambdaParameter], arguments[Self.deltaParameter])
    hypotheses = arguments[Self.hypothesesParameter]
    variant = arguments[Self.variantParameter]
  }

  public func check(_ partition: Partition?, in run: Run) throws -> TheoryResult {
    let points = planarPoints(0, run)
    let settings = try exactSettings(in: run)
    let sampled = try sampledSettings(points, in: run.with(seeds: run.seeds.branch("permutations")))
    let stable = try stability(points, in: run)
    return result(
      Findings(exact: settings, sampled: sampled, stability: stable, asymptotics: Self.asymptotics()))
  }

  /// The strength that the curves are drawn for: the middle one.
  var shownStrength: Double { strengths[strengths.count / 2] }

  func privateLearner(_ strength: Double, _ points: PlanarPoints, _ run: Run) -> any PrivateLearner {
    switch learner {
    case .exponentialMechanism:
      ExponentialMechanism(points, hypotheses: hypotheses, eta: strength, run.seeds.branch("hypotheses"))
    case .outputPerturbation: OutputPerturbation(points: points, sigma: strength, lambda: lambda, delta: delta)
    }
  }
}
