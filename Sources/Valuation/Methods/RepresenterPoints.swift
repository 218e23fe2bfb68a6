public import Compute
import Datasets
import Learning
public import Vocabulary

/// What an example adds to the right logits of validation examples, when the last layer is fitted anew to stationarity.
///
/// The layers below are those of the trained model. At the minimum of the regularised loss the logits are sums over
/// training examples, Σ αᵢ ⟨(hᵢ, 1), (h_t, 1)⟩.
public struct RepresenterPoints: ValuationMethod {
  static let l2Parameter = Parameter<Double>.real(
    "l2", .positive, default: 0.003,
    help: "Weight of the squared norm of the last layer, bias included, in the objective it is fitted by.",
    synonyms: ["lambda", "lmbd", "regularization"])

  public static let card = Card(
    "representer_points", .method, revision: 1,
    "Values an example by what it adds to the logits of validation examples' own labels, in a last layer fitted to the "
      + "trained model's features.",
    citation:
      "C.-K. Yeh, J. S. Kim, I. E. H. Yen and P. Ravikumar, Representer point selection for explaining deep neural "
      + "networks, NeurIPS 2018",
    formula: #"\phi_i = \frac1M\sum_{t=1}^M \alpha_{i y_t} \langle (h_i, 1), (h_t, 1) \rangle,\quad "#
      + #"\alpha_i = -\frac{1}{2\lambda n}(p_i - e_{y_i})\ \text{ at }\ "#
      + #"\min_\theta \frac1n\sum_i \mathrm{CE}_i + \lambda \lVert\theta\rVert^2"#,
    symbols: [
      .value,
      .init("M", "the number of validation examples"),
      .init(#"\alpha_i"#, "how much example i pulls on the logits"),
      .features,
      .residual,
      .init(#"\mathrm{CE}_i"#, "the loss of example i"),
      .init(#"\lambda"#, "the penalty"),
      .init(#"\theta"#, "the weights of the fitted layer"),
    ],
    caution:
      "It explains a last layer that is fitted anew with a penalty, not the network as it was trained. A value is a "
      + "share in the logits of right answers, not what leaving the example out would change.",
    complexity: "no evaluation of v; one model fit; some ten Newton steps, 4 n d classes operations for each of their "
      + "products",
    parameters: [WatchedModel.parameter, l2Parameter],
    synonyms: ["representer", "rps", "rps_l2", "representer_point_selection"], direction: .higherIsBetter)

  private let watched: WatchedModel
  private let l2: Double

  public init(_ arguments: Arguments) {
    watched = WatchedModel(Self.card, arguments)
    l2 = arguments[Self.l2Parameter]
  }

  /// Throws ``ValuationError`` where the model cannot be watched or the layer comes to no stationary point.
  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    let learner = try watched.learner(for: problem, needsValidation: true)
    let training = try learner.train(on: problem.train, in: run.with(seeds: UtilityGame.stream(of: run)))
    let (terms, validation) = (try training.terms(), try training.terms(of: problem.validation))
    let (count, classes) = (problem.train.count, problem.train.classes)
    let layer = try StationaryLayer(
      LayerInputs(terms.features), labels: problem.train.labels, classes: classes, l2: l2, for: Self.card.name, in: run)
    let shares = Matrix(
      rows: count, columns: classes, layer.residuals.map { Float(-$0 / (2 * l2 * Double(count))) })
    let values = FactoredGradients(residuals: shares, features: terms.features, rows: nil).innerProducts(
      with: Self.labelled(validation.features, problem.validation.labels, classes).meanGradient(threads: run.threads),
      threads: run.threads)
    return try DataValues(
      values: values, modelFits: 1,
      facts: [.init("newton_steps", Double(layer.steps)), .init("gradient_norm", layer.gradientNorm)]
    ).checked(Self.card.name)
  }

  /// e_y ⊗ (h, 1) of each example, whose mean gathers the features of each label.
  private static func labelled(_ features: Matrix, _ labels: [Int], _ classes: Int) -> FactoredGradients {
    var indicators = Matrix(rows: features.rows, columns: classes)
    for (row, label) in labels.enumerated() { indicators[row, label] = 1 }
    return FactoredGradients(residuals: indicators, features: features, rows: nil)
  }
}
