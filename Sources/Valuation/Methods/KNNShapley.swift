public import Compute
import Datasets
public import Vocabulary

/// The exact Shapley value of the K-nearest-neighbour game.
public struct KNNShapley: ValuationMethod {
  static let neighboursParameter = Parameter<Int>.integer(
    "k", 1...1_000_000_000, default: 5, unit: "neighbours",
    help: "Neighbours that vote; it may exceed the number of examples.",
    synonyms: ["K", "neighbours", "neighbors", "n_neighbors", "k_neighbors"])

  /// What the signs of formulas over neighbours stand for.
  static let rankSymbols: [FormulaSymbol] = [
    .init(#"\alpha_i"#, "the training example of rank i by distance to a validation example"),
    .init("v_i", "1 where its label matches that of the validation example, else 0"),
    .init("K", "the number of neighbours that vote"),
    .init("N", "the number of training examples"),
  ]

  public static let card = Card(
    "knn_shapley", .method, revision: 1,
    "Gives the exact Shapley value of the soft accuracy of K nearest neighbours, Euclidean, equal distances in row order.",
    citation:
      "R. Jia et al., Efficient task-specific data valuation for nearest neighbor algorithms, PVLDB 12(11), 2019; "
      + "R. Jia et al., Scalability vs. utility: Do we have to sacrifice one for the other in data importance "
      + "quantification?, CVPR 2021",
    formula: #"\phi_{\alpha_i} = \frac{v_i}{\max(i,K)} - \sum_{l>\max(i,K)}^{N} \frac{v_l}{l(l-1)},"#
      + #"\quad v_i = \mathbb 1[y_{\alpha_i} = y_{\mathrm{val}}]"#,
    symbols: rankSymbols,
    caution:
      "It values the share of right votes among K neighbours, not the accuracy of their majority, and of no other "
      + "model. Copies of an example raise what its owner gets in total. Where N < K, the printed recursion starts "
      + "from a wrong value; this form does not.",
    complexity: "no evaluation of v and no model fit; N · M distances, O(M (N d + N log N))",
    parameters: [neighboursParameter],
    synonyms: ["knn", "knn_sv", "knnshapley", "nearest_neighbour_shapley", "nearest_neighbor_shapley"],
    direction: .higherIsBetter,
    axioms: Set(Axiom.allCases))

  public let neighbours: Int

  public init(_ arguments: Arguments) { neighbours = arguments[Self.neighboursParameter] }

  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    try problem.train.requireClasses(for: Self.card.name)
    return try KNNSemivalue(problem).dataValues(.shapley, neighbours: neighbours, in: run)
  }
}
