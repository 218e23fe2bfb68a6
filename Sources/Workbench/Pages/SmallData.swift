import Compute
import Datasets
import Evaluation
import Learning
import Plot
import Valuation
import Vocabulary

/// Five training examples on a line, the last with a wrong label, two validation and four test examples.
enum SmallData {
  static let run = Run(seeds: SeedStream(root: 1))

  /// What there is, and what is wrong with the last training example.
  static func setting(_ flaw: String = "with a wrong label") -> String {
    "Five training examples on a line, the last \(flaw); the validation examples are a red one at −1.25 "
      + "and a blue one at 2.25."
  }

  private static let train = examples([(-2, 0), (-1, 0), (1, 1), (2, 1), (3, 0)])
  private static let validation = examples([(-1.25, 0), (2.25, 1)])
  private static let test = examples([(-3, 0), (-0.5, 0), (1.5, 1), (3.25, 1)])

  static let problem = ValuationProblem(train: train, validation: validation)

  static let partition = Partition(
    train: train, validation: validation, test: test, corrupted: (0..<5).map { $0 == 4 },
    noisy: (0..<5).map { $0 == 4 })

  /// Columns that tell the training examples.
  static let columns = ["example", "place", "label"]

  /// A training example in ``columns``.
  static func row(_ example: Int) -> [String] {
    let place = NumberText.fixed(Double(train.features[example, 0]), decimals: 0)
    return ["\(example + 1)", place, labels[train.labels[example]]]
  }

  static let labels = ["red", "blue"]

  /// A model that trains by epochs, all examples in an update.
  static let softmax = ComponentValue(
    SoftmaxRegression.card, Arguments(["epochs": .integer(10), "batch_size": .integer(5), "learning_rate": .real(0.5)]))

  /// A model that has nothing to train.
  static let neighbour = ComponentValue(KNearestNeighbours.card, Arguments(["k": .integer(1)]))

  /// KNN-Shapley of the data, which tasks judge.
  static let knn = KNNShapley(Arguments(["k": .integer(2)]))

  private static func examples(_ points: [(place: Float, label: Int)]) -> Examples {
    Examples(
      features: Matrix(rows: points.count, columns: 1, points.map(\.place)), labels: points.map(\.label), classes: 2,
      rows: Array(points.indices))
  }

  /// v_i by rank for a validation example, and who has which rank.
  static func ranks(of query: Int) -> (order: [Int], payoffs: [Rational]) {
    let place = validation.features[query, 0]
    let order = train.rows.sorted {
      (abs(train.features[$0, 0] - place), $0) < (abs(train.features[$1, 0] - place), $1)
    }
    return (order, order.map { train.labels[$0] == validation.labels[query] ? 1 : 0 })
  }

  /// Values by rank of each validation example, averaged over them by training example.
  static func averaged(_ values: (RationalNeighbours) -> [Rational], neighbours: Int) -> [Rational] {
    var sums = [Rational](repeating: 0, count: train.count)
    for query in validation.rows {
      let (order, payoffs) = ranks(of: query)
      for (example, value) in zip(order, values(RationalNeighbours(payoffs: payoffs, neighbours: neighbours))) {
        sums[example] += value
      }
    }
    return sums.map { $0 / Rational(validation.count) }
  }
}
