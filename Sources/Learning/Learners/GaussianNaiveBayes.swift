public import Compute
public import Datasets
public import Vocabulary

/// Naive Bayes with normal features: each class has a mean and a variance of every feature.
///
/// To every variance `smoothing` times the largest variance of a feature is added, taken over all examples of the fit
/// and nobody else, so that a fit depends on its members alone. Sums are exact, so the fit has the same bits in
/// whatever order examples join, and integer weights those of repeated examples. A class without examples has
/// probability 0; examples of one class give a constant classifier, and equal examples say nothing beyond the classes'
/// shares. O(n · d) to fit, O(d) to join, O(classes · d) for a question.
public struct GaussianNaiveBayes: IncrementalLearner {
  static let smoothingParameter = Parameter<Double>.real(
    "smoothing", .positive, default: 1e-9,
    help: "What is added to every variance, as a share of the largest variance of a feature.",
    synonyms: ["var_smoothing", "epsilon"])

  public static let card = Card(
    "gaussian_naive_bayes", .learner, revision: 1,
    "Classifies by Bayes' rule with independent normal features in each class.",
    citation: "R. O. Duda and P. E. Hart, Pattern Classification and Scene Analysis, Wiley 1973",
    formula:
      #"p(c \mid x) \propto \frac{n_c}{n} \prod_j N(x_j;\ \mu_{cj},\ \sigma^2_{cj} + \epsilon \max_k \sigma^2_k)"#,
    symbols: [
      .init("c", "a class"),
      .init("n_c, n", "its examples, and all"),
      .init(#"\mu_{cj}, \sigma^2_{cj}"#, "mean and variance of feature j in the class"),
      .init(#"\epsilon"#, "the smoothing"),
    ],
    complexity: "O(n · d)", parameters: [smoothingParameter],
    synonyms: ["gaussian_nb", "naive_bayes", "gnb", "gaussian_bayes"])

  public let smoothing: Double

  public init(_ arguments: Arguments) { smoothing = arguments[Self.smoothingParameter] }

  /// Throws ``LearningError`` for data without weight and for a feature that is no number or too large to be squared.
  public func fit(_ examples: Examples, weights: [Float]?, in run: Run) throws -> any Model {
    try Self.check(examples)
    let training = try WeightedExamples(examples, weights: weights, for: Self.card.name)
    var moments = GaussianMoments(classes: examples.classes, features: examples.features.columns)
    for position in 0..<training.examples.count {
      moments.join(position, of: training.examples, weight: Float(training.weights[position]))
    }
    return GaussianModel(moments, smoothing: smoothing)
  }

  /// Throws ``LearningError`` for a feature that is no number or too large to be squared.
  public func growingFit(on examples: Examples, asked questions: Matrix, in run: Run) throws -> any GrowingFit {
    try Self.check(examples)
    return GrowingGaussians(examples, questions, smoothing: smoothing)
  }

  private static func check(_ examples: Examples) throws {
    try examples.requireClasses(for: card.name)
    try examples.requireFiniteFeatures()
    try GaussianMoments.check(examples)
  }
}

/// Gaussian moments that examples join.
struct GrowingGaussians: GrowingFit {
  static let isOrderFree = true
  private let examples: Examples
  private let questions: Matrix
  private let smoothing: Double
  private var moments: GaussianMoments

  init(_ examples: Examples, _ questions: Matrix, smoothing: Double) {
    (self.examples, self.questions, self.smoothing) = (examples, questions, smoothing)
    moments = GaussianMoments(classes: examples.classes, features: examples.features.columns)
  }

  mutating func join(_ position: Int) { moments.join(position, of: examples) }

  func outputs() -> Outputs { GaussianModel(moments, smoothing: smoothing).outputs(for: questions) }
}
