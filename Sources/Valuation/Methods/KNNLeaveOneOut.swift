public import Compute
import Datasets
public import Vocabulary

/// The exact leave-one-out value of the K-nearest-neighbour game.
public struct KNNLeaveOneOut: ValuationMethod {
  public static let card = Card(
    "knn_loo", .method, revision: 1,
    "Gives the soft accuracy that K nearest neighbours lose without an example; only the K nearest can have a value.",
    citation: "R. Jia et al., Scalability vs. utility: Do we have to sacrifice one for the other in data importance "
      + "quantification?, CVPR 2021, Lemma 1 (which needs N > K; for N ≤ K the value is v_i / K)",
    formula: #"\phi_{\alpha_i} = \frac1K \bigl(v_i - v_{K+1}\bigr)\ \text{for } i \le K,\ 0 \text{ beyond},"#
      + #"\quad v_{K+1} := 0 \text{ if } N \le K"#,
    symbols: KNNShapley.rankSymbols,
    caution:
      "Zero beyond the K nearest does not mean worthless: such an example counts as soon as nearer ones are gone. "
      + "One of the K nearest has value zero, too, where rank K + 1 would vote as it does, and the values do not sum "
      + "to the accuracy.",
    complexity: "no evaluation of v and no model fit; N · M distances, O(M (N d + N log N))",
    parameters: [KNNShapley.neighboursParameter],
    synonyms: ["knn_leave_one_out", "loo_knn"],
    direction: .higherIsBetter,
    axioms: [.symmetry, .nullPlayer, .linearity, .monotonicity])

  public let neighbours: Int

  public init(_ arguments: Arguments) { neighbours = arguments[KNNShapley.neighboursParameter] }

  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    try problem.train.requireClasses(for: Self.card.name)
    return try KNNSemivalue(problem).dataValues(.leaveOneOut, neighbours: neighbours, in: run)
  }
}
