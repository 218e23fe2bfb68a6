public import Compute
public import Datasets
public import Vocabulary

/// The K nearest training examples vote, or their targets are averaged.
///
/// Euclidean distances in single precision, each a function of its two rows alone; ties go to the earlier example. With
/// weights, the K nearest examples of positive weight vote by their weights. O(n · d + n · K) for a question. The growing
/// fit joins in O(m · K) for m questions, has the bits of a fit from scratch in any order, and shares its distances with
/// other growing fits of the same learner on the same data.
public struct KNearestNeighbours: IncrementalLearner {
  static let neighboursParameter = Parameter<Int>.integer(
    "k", 1...1_000_000_000, default: 5, unit: "neighbours",
    help: "Neighbours that vote; where there are fewer examples, all of them do.",
    synonyms: ["K", "neighbours", "neighbors", "n_neighbors", "k_neighbors"])

  public static let card = Card(
    "k_nearest_neighbours", .learner, revision: 1,
    "Lets the K nearest training examples vote, or averages their targets; equal distances in row order.",
    citation: "T. M. Cover and P. E. Hart, Nearest neighbor pattern classification, IEEE Transactions on Information "
      + "Theory 13(1), 1967",
    formula:
      #"p_c(x) = \frac{1}{K}\sum_{i \in N_K(x)} \mathbb 1[y_i = c],\quad f(x) = \frac1K \sum_{i \in N_K(x)} y_i"#,
    symbols: [
      .init("p_c(x)", "the share of votes for class c"),
      .init("K", "the number of neighbours"),
      .init("N_K(x)", "the K nearest training examples"),
      .init("y_i", "the label or target of example i"),
      .init("f(x)", "the predicted number"),
    ],
    caution:
      "Its accuracy counts the winner of the vote, whereas `knn_shapley` values the share of right votes: the two "
      + "utilities differ.",
    complexity: "nothing to fit; O(n · d + n · K) for a question", parameters: [neighboursParameter],
    synonyms: ["k_nearest_neighbors", "knn_classifier", "kneighbors", "k_neighbors_classifier", "knn_regressor"])

  public let neighbours: Int
  private let distances = LastMade<DistanceTable.Inputs, DistanceTable>()

  public init(_ arguments: Arguments) { neighbours = arguments[Self.neighboursParameter] }

  /// Throws ``LearningError`` for data without weight and for a feature that is no number or too large for distances.
  public func fit(_ examples: Examples, weights: [Float]?, in run: Run) throws -> any Model {
    let training = try WeightedExamples(examples, weights: weights, for: Self.card.name)
    try examples.requireMeasurableFeatures()
    return NeighbourModel(training, neighbours: neighbours)
  }

  /// Throws ``LearningError`` for a feature that is no number or too large for distances. O(n · m · d), unless these data
  /// were the last.
  public func growingFit(on examples: Examples, asked questions: Matrix, in run: Run) throws -> any GrowingFit {
    try examples.requireFiniteFeatures()
    try examples.requireMeasurableFeatures()
    if let position = questions.firstImmeasurableRow { throw LearningError.immeasurableQuestion(position) }
    let inputs = DistanceTable.Inputs(examples: examples.features, questions: questions)
    let table = try distances(inputs) { try DistanceTable(inputs, in: run) }
    return GrowingNeighbours(examples, table, capacity: min(neighbours, max(1, examples.count)))
  }
}

/// The examples that vote.
struct NeighbourModel: Model {
  private let examples: Examples
  private let weights: [Double]
  private let neighbours: Int

  init(_ training: WeightedExamples, neighbours: Int) {
    (examples, weights, self.neighbours) = (training.examples, training.weights, neighbours)
  }

  func outputs(for features: Matrix) -> Outputs {
    var nearest = NearestExamples(questions: features.rows, capacity: min(neighbours, examples.count))
    var distances = [Float](repeating: 0, count: features.rows)
    for position in 0..<examples.count {
      distances.withUnsafeMutableBufferPointer { distances in
        examples.features.fillDistances(of: position, to: features, into: distances)
        nearest.join(position, distances: UnsafeBufferPointer(distances))
      }
    }
    return nearest.outputs(of: examples, weights: weights)
  }
}

/// Neighbours of questions that are known beforehand.
struct GrowingNeighbours: GrowingFit {
  static let isOrderFree = true
  private let examples: Examples
  private let weights: [Double]
  private let table: DistanceTable
  private var nearest: NearestExamples

  init(_ examples: Examples, _ table: DistanceTable, capacity: Int) {
    (self.examples, self.table) = (examples, table)
    weights = [Double](repeating: 1, count: examples.count)
    nearest = NearestExamples(questions: table.questions, capacity: capacity)
  }

  mutating func join(_ position: Int) {
    table.elements.withUnsafeBufferPointer { all in
      let own = all[position * table.questions..<(position + 1) * table.questions]
      nearest.join(position, distances: UnsafeBufferPointer(rebasing: own))
    }
  }

  func outputs() -> Outputs { nearest.outputs(of: examples, weights: weights) }
}
