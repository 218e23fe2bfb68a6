public import Compute
import Datasets
import Learning
public import Vocabulary

/// What steps along an example's last-layer gradient do to the validation loss, summed over one training.
public struct TracIn: ValuationMethod {
  /// Which gradients an example's own is multiplied with.
  enum Influence: String, Sendable, Hashable, CaseIterable {
    /// The mean gradient of the validation examples.
    case validation
    /// Each validation example's gradient, both made of length 1, and the mean of these cosines.
    case cosine
    /// Itself, with the sign turned: wrong labels keep long gradients.
    case itself = "self"
  }

  static let influenceParameter = Parameter<Influence>.choice(
    "influence", default: .validation,
    help:
      "By the mean validation gradient; by the mean cosine with validation gradients, which leaves lengths out; or on "
      + "the example itself, minus its gradient's squared length, which needs no validation part.",
    synonyms: ["form", "kernel"])

  public static let card = Card(
    "tracin", .method, revision: 1,
    "Values an example by how far gradient steps on it lower the validation loss, to first order, at the last layer along "
      + "one training.",
    citation: "G. Pruthi, F. Liu, S. Kale and M. Sundararajan, Estimating training data influence by tracing gradient "
      + "descent, NeurIPS 2020",
    formula: #"\phi_i = \sum_t \eta_t \Bigl\langle g_i(\theta_t),\ \frac1M\sum_{j=1}^M g_j(\theta_t)\Bigr\rangle,"#
      + #"\quad g_i = (p_i - e_{y_i}) \otimes (h_i, 1)"#,
    symbols: [
      .value,
      .init(#"\eta_t"#, "the length of a step in epoch t"),
      .init(#"\theta_t"#, "the weights before it"),
      .init("g_i", "the gradient of example i in the last layer"),
      .init("M", "the number of validation examples"),
      .residual,
      .features,
    ],
    caution:
      "It is not what leaving the example out would change: it adds up first-order effects along one training, at "
      + "the last layer alone. With `influence: self` it measures hardness, and its high end is suspect.",
    complexity: "no evaluation of v; one model fit; a forward pass over training and validation examples and "
      + "(4 n + 2 M) d classes operations for each epoch watched",
    parameters: [WatchedModel.parameter, influenceParameter, WatchedEpochs.parameter],
    synonyms: ["tracincp", "trac_in", "grad_dot", "cosin", "self_influence"],
    direction: .higherIsBetter)

  private let watched: WatchedModel
  private let influence: Influence
  private let epochs: WatchedEpochs

  public init(_ arguments: Arguments) {
    watched = WatchedModel(Self.card, arguments)
    influence = arguments[Self.influenceParameter]
    epochs = WatchedEpochs(every: arguments[WatchedEpochs.parameter])
  }

  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    let learner = try watched.learner(for: problem, needsValidation: influence != .itself)
    var sums = EpochSums(count: problem.train.count)
    let part = run.with(seeds: UtilityGame.stream(of: run))
    let watcher =
      "\(watched.watcher) every: \(epochs.every), influence: \(influence.rawValue), "
      + "validation: \(problem.validation.digest)"
    _ = try learner.train(on: problem.train, in: part, watcher: watcher, notes: &sums) { epoch, training, sums in
      guard epochs.contains(epoch) else { return nil }
      let rate = training.learningRate(epoch: epoch)
      sums.add(try influences(training, of: problem, in: run).map { rate * $0 }, of: nil, 0)
      return nil
    }
    return try DataValues(values: sums.values, modelFits: 1).checked(Self.card.name)
  }

  /// What an example does along a step of length 1.
  private func influences(
    _ training: any EpochTraining, of problem: ValuationProblem, in run: Run
  ) throws -> [Double] {
    let train = FactoredGradients(try training.terms())
    switch influence {
    case .validation:
      let validation = FactoredGradients(try training.terms(of: problem.validation))
      return train.innerProducts(with: validation.meanGradient(threads: run.threads), threads: run.threads)
    case .cosine:
      let validation = FactoredGradients(try training.terms(of: problem.validation)).normalised(threads: run.threads)
      return train.normalised(threads: run.threads)
        .innerProducts(with: validation.meanGradient(threads: run.threads), threads: run.threads)
    case .itself: return train.squaredNorms(threads: run.threads).map { -$0 }
    }
  }
}

extension FactoredGradients {
  /// All gradients made of length 1; those of length 0 stay.
  fileprivate func normalised(threads: Int) -> FactoredGradients {
    var scaled = residuals
    for (row, square) in squaredNorms(threads: threads).enumerated() where square > 0 {
      for label in 0..<scaled.columns { scaled[row, label] = Float(Double(scaled[row, label]) / square.squareRoot()) }
    }
    return FactoredGradients(residuals: scaled, features: features, rows: nil)
  }
}
