import Datasets
public import Compute
import Glibc
import Learning
public import Vocabulary

/// Class-wise Shapley values: what an example does for its own class, weighed by what its class leaves to the others.
public struct ClassWiseShapley: SampledMethod {
  static let modelParameter = Parameter<ComponentValue>.reference(
    "model", to: .model, help: "The model that is retrained on contexts with growing classes.",
    synonyms: ["learner", "classifier"])
  static let permutationsParameter = Parameter<Int>.integer(
    "permutations", 1...10_000_000, default: 100, unit: "permutations",
    help: "Random orders of each class, each with a context of its own; raising it keeps what is known.",
    synonyms: ["samples", "n_permutations", "iterations"])
  static let normalizeParameter = Parameter<Bool>.boolean(
    "normalize", default: true,
    help: "Scales the values of a class to sum to its part of the full model's accuracy.",
    synonyms: ["normalization", "normalise"])

  public static let card = Card(
    "cs_shapley", .method, revision: 1,
    "Estimates the Shapley value within each class of accuracy on it, weighed by accuracy on the other classes.",
    citation: "S. Schoch, H. Xu and Y. Ji, CS-Shapley: Class-wise Shapley values for data valuation in classification, "
      + "NeurIPS 2022",
    formula: #"u(S_c \mid S_{-c}) = a_c e^{a_{-c}},\quad \phi_i = E_{S_{-c}} \mathrm{Shapley}_i[u(\cdot \mid S_{-c})],"#
      + #"\quad \phi_i \leftarrow \phi_i \frac{a_c(N)}{\sum_{j \in c} \phi_j}"#,
    symbols: [
      .init("u", "the utility of a coalition within class c, given one of the other classes"),
      .init("S_c, S_{-c}", "examples of class c, and of the other classes"),
      .init(
        "a_c, a_{-c}",
        "right answers on validation examples of class c, and on the others, each as a share of all validation examples"
      ),
      .value,
      .init("N", "all training examples"),
    ],
    caution:
      "Each class plays a game of its own, so values of different classes are not comparable. They are scaled to "
      + "sum to the accuracy on their class, not to v(N) − v(∅); the shares of accuracy are of all validation "
      + "examples, not of the class.",
    complexity: "no evaluation of v: T n + 1 model fits, T orders of every class",
    parameters: [modelParameter, permutationsParameter, normalizeParameter],
    synonyms: ["class_wise_shapley", "classwise_shapley", "csshapley"],
    direction: .higherIsBetter)

  /// A batch is this many permutations; the last one may be cut.
  static let batchSize = 5

  public let model: ComponentValue
  public let permutations: Int
  public let normalizes: Bool

  public init(_ arguments: Arguments) {
    model = arguments[Self.modelParameter]
    permutations = arguments[Self.permutationsParameter]
    normalizes = arguments[Self.normalizeParameter]
  }

  private var draws: BatchedDraws { BatchedDraws(total: permutations, size: Self.batchSize) }

  public var batches: Int { draws.batches }

  public func identity(ofBatch index: Int) -> Arguments {
    Arguments([
      "model": .component(model), "permutations": draws.countValue(ofBatch: index),
    ])
  }

  /// Sums and sums of squares of each example's contributions over the batch's permutations, and the accuracies of the
  /// full model.
  public func batch(_ index: Int, of problem: ValuationProblem, in run: Run) throws -> Artifact {
    try problem.train.requireClasses(for: Self.card.name)
    guard problem.train.count > 0 else { throw ValuationError.noExamples(.training) }
    guard problem.validation.count > 0 else { throw ValuationError.noExamples(.validation) }
    let fits = try SubsetFits(model, on: problem.train, in: run)
    let (train, validation) = (problem.train, problem.validation)
    var sums = train.labels.map { _ in 0.0 }
    var squares = sums
    for (step, permutation) in draws.range(ofBatch: index).enumerated() {
      let contexts = (0..<train.classes).map { label in
        ClassContext(
          of: label, train.labels, classes: train.classes,
          run.seeds.branch("class_permutation").branch(permutation).branch(label))
      }
      for (example, contribution) in try contributions(contexts, fits, validation, in: run) {
        sums[example] += contribution
        squares[example] += contribution * contribution
      }
      run.progress(step + 1, of: draws.range(ofBatch: index).count)
    }
    let whole = [Membership(Array(0..<train.count))]
    let full = try fits.map(whole, seeds: run.seeds.branch("fit"), in: run) { model, _ in
      try (0..<train.classes).map { try ClassAccuracies(of: model, on: validation, label: $0).within }
    }
    return Artifact([
      .init("examples", .table(Table([.init("sum", .reals(sums)), .init("square", .reals(squares))]))),
      .init("classes", .table(Table([.init("accuracy", .reals(full[0]))]))),
    ])
  }

  /// What each example adds to u along the orders of all classes.
  private func contributions(
    _ contexts: [ClassContext], _ fits: SubsetFits, _ validation: Examples, in run: Run
  ) throws -> [(example: Int, contribution: Double)] {
    let steps = contexts.enumerated().flatMap { label, context in context.coalitions.map { (label, $0) } }
    let utilities = try fits.map(
      steps.map { Membership($0.1) }, seeds: run.seeds.branch("fit"), in: run
    ) { model, index in
      try ClassAccuracies(of: model, on: validation, label: steps[index].0).utility
    }
    var found: [(example: Int, contribution: Double)] = []
    for context in contexts {
      // A context alone never names the class: u = 0.
      var last = 0.0
      for example in context.order {
        let utility = utilities[found.count]
        found.append((example, utility - last))
        last = utility
      }
    }
    return found
  }

  /// Means over permutations, scaled class by class; standard errors are over permutations, scaled alike.
  public func combine(_ batches: [Artifact], for problem: ValuationProblem, in run: Run) throws -> DataValues {
    let labels = problem.train.labels
    let drawn = (0..<batches.count).reduce(0) { $0 + draws.range(ofBatch: $1).count }
    let total = Double(drawn)
    func column(_ name: String) -> [Double] {
      batches.reduce(labels.map { _ in 0.0 }) { sum, batch in
        zip(sum, batch.table("examples")?.reals(name) ?? []).map(+)
      }
    }
    let means = column("sum").map { $0 / total }
    let spreads = zip(column("square"), means).map { max(0, $0 - total * $1 * $1) }
    let accuracies = batches.first?.table("classes")?.reals("accuracy") ?? []
    let factors = accuracies.indices.map { label in
      let sum = labels.indices.reduce(0) { labels[$1] == label ? $0 + means[$1] : $0 }
      return normalizes && sum != 0 ? accuracies[label] / sum : 1
    }
    return DataValues(
      values: labels.indices.map { means[$0] * factors[labels[$0]] },
      standardErrors: drawn > 1
        ? labels.indices.map { (spreads[$0] / (total - 1) / total).squareRoot() * abs(factors[labels[$0]]) } : nil,
      modelFits: drawn * labels.count + 1, facts: [.init("permutations", total)])
  }
}

/// How many of all examples a model labels right, those of one class apart.
private struct ClassAccuracies {
  let within: Double
  let beyond: Double

  init(of model: any Model, on examples: Examples, label: Int) throws {
    guard let classes = try model.outputs(for: examples.features).classes else {
      throw LearningError.unsuitable("cs_shapley counts right labels, and this model predicts real targets")
    }
    let right = examples.labels.indices.filter { classes[$0] == examples.labels[$0] }
    let ours = right.count { examples.labels[$0] == label }
    within = Double(ours) / Double(examples.count)
    beyond = Double(right.count - ours) / Double(examples.count)
  }

  var utility: Double { within * exp(beyond) }
}
