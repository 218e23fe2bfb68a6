public import Compute
public import Datasets
import Valuation
public import Vocabulary

/// Whether values order points as what they add to a random set does (CVPR 2021, Definition 1 and Theorem 2).
///
/// The order theorem is run on every small case in whole numbers, on random cases, on several validation points, by
/// sampling, and, where a case is named, on its data.
public struct OrderPreservation: TheoryCheck {
  enum Sets: String, CaseIterable, Sendable {
    case poolIID = "pool_iid"
    case poolUniform = "pool_uniform"
    case poolWithoutReplacement = "pool_without_replacement"
    case subsetShapley = "subset_shapley"
  }

  enum Pool: String, CaseIterable, Sendable { case test, validation, train }

  static let methodsParameter = Parameter<[ComponentValue]>(
    "methods", .list(.reference(.method), count: 1...8), default: nil,
    help: "The nearest-neighbour values whose order is checked, such as KNN-Shapley and KNN-LOO.", synonyms: ["method"]
  ) { value in
    guard case .list(let items) = value else { return nil }
    return items.compactMap { if case .component(let component) = $0 { component } else { nil } }
  }
  static let caseParameter = Parameter<String>(
    "case", .name(.gridCase), default: nil,
    help: "A case whose training part (replicate 0) is valued; without one only the made-up cases are checked."
  ) { if case .text(let name) = $0 { name } else { nil } }.optional
  static let poolParameter = Parameter<Pool>.choice(
    "pool", default: .test, help: "The part of the case that random sets are drawn from, the stand-in for new data.")
  static let setsParameter = Parameter<Sets>.choice(
    "sets", default: .poolUniform,
    help: "How the random set is drawn: with replacement and of one size, with replacement and of a size uniform over "
      + "0 to n − 1, without replacement, or from the valued points themselves (a self-test, no evidence).")
  static let sizeParameter = Parameter<Int>.integer(
    "size", 0...100_000, unit: "points",
    help: "Size of the random set where it is fixed; the number of valued points where none is given."
  ).optional
  static let drawsParameter = Parameter<Int>.integer(
    "draws", 10...100_000, default: 300, unit: "sets", help: "Random sets of the Monte-Carlo version.")
  static let pointsParameter = Parameter<Int>.integer(
    "validation_points", 1...100_000, default: 20, unit: "points",
    help: "At most so many validation points of the case are looked at, the first ones.")

  static let variantParameter = Parameter<StatementVariant>.choice(
    "variant", default: .asPrinted,
    help: "Whether the verdict judges the theorem as printed, or the repaired statement that the finding explains.",
    synonyms: ["statement", "wording"])

  public static let card = Card(
    "order_preservation", .theory, revision: 3,
    "Checks whether nearest-neighbour values order two points as the accuracy they add to a random set does.",
    citation: "R. Jia et al., Scalability vs. utility: Do we have to sacrifice one for the other in data importance "
      + "quantification?, CVPR 2021, Definition 1 and Theorem 2",
    formula: #"(\nu_i - \nu_j)\,\mathbb E\bigl[U(T \cup \{z_i\}) - U(T \cup \{z_j\})\bigr] > 0,\quad "#
      + #"\psi_i = \tfrac1K\Bigl[v_i(1 - G_{r_i}) - \sum_{q>r_i} v_q (G_q - G_{q-1})\Bigr],\quad "#
      + #"G_q = \Pr[\mathrm{Bin}(m, q/P) \ge K]"#,
    symbols: [
      .init(#"\nu_i"#, "the value of point i"),
      .init("U", "the accuracy of the nearest neighbours among some points"),
      .init("T", "a random set of points of the pool"),
      .init(#"\psi_i"#, "what point i adds to T on average"),
      .init("r_i", "how many points of the pool are nearer"),
      .init("v_q", "1 where the pool's point of rank q has the right label, else 0"),
      .init("K", "the number of neighbours that vote"),
      .init("G_q", "the chance that K of the q nearest are drawn"),
      .init("m, P", "the number of draws, and of points in the pool"),
    ],
    caution:
      "To order rightly is not to tell apart: leave-one-out keeps the order of the pairs it distinguishes, too, but "
      + "ties most of them. The theorem is about one validation point; with several, any value may order two points "
      + "wrongly.",
    assumptions:
      "One validation point, no two distances to it equal; the utility is the share of right labels among the K nearest; "
      + "some pool points lie farther than all valued ones.",
    complexity: "no model fit; O(M (N + P) log P + N²) for N valued points, M validation points, a pool of P",
    parameters: [
      methodsParameter, caseParameter, poolParameter, setsParameter, sizeParameter, drawsParameter, pointsParameter,
      variantParameter,
    ],
    synonyms: ["order", "order_preserving", "theorem_2"],
    tables: declaredTables)

  let components: [ComponentValue]
  public let caseName: String?
  let pool: Pool
  let sets: Sets
  let size: Int?
  let draws: Int
  let validationPoints: Int

  let variant: StatementVariant

  public init(_ arguments: Arguments) {
    components = arguments[Self.methodsParameter]
    caseName = arguments[Self.caseParameter]
    (pool, sets) = (arguments[Self.poolParameter], arguments[Self.setsParameter])
    (size, draws) = (arguments[Self.sizeParameter], arguments[Self.drawsParameter])
    validationPoints = arguments[Self.pointsParameter]
    variant = arguments[Self.variantParameter]
  }

  /// Throws ``EvaluationError`` for a method that is no semivalue of the nearest-neighbour game and for empty parts.
  public func check(_ partition: Partition?, in run: Run) throws -> TheoryResult {
    let valued = try methods()
    let enumeration = OrderEnumeration(valued.map(\.semivalue))
    try run.checkInterruption()
    let random = try RandomCases.sizes.map {
      try randomCases(valued, size: $0, in: run.with(seeds: run.seeds.branch("random cases")))
    }
    let several = try OrderOfSeveralPoints(valued.map(\.semivalue), in: run.with(seeds: run.seeds.branch("several")))
    let sampled = try several.sampled(draws: draws, in: run.with(seeds: run.seeds.branch("sampling")))
    let data = try partition.map { try caseFindings($0, valued, in: run.with(seeds: run.seeds.branch("case"))) }
    return result(
      Findings(
        methods: valued, enumeration: enumeration, random: random, several: several, sampled: sampled, data: data))
  }

  /// A method with what the report calls it.
  struct Valued: Sendable {
    let label: String
    let semivalue: Semivalue
    let neighbours: Int
  }

  struct Findings: Sendable {
    let methods: [Valued]
    let enumeration: OrderEnumeration
    /// By size of the random set, that of n points first.
    let random: [RandomCases.Counts]
    let several: OrderOfSeveralPoints
    let sampled: OrderOfSeveralPoints.Sampled
    let data: CaseFindings?
    /// Counts by region with random sets of n points, by method.
    var regions: [RegionCounts] { random.first?.regions ?? [] }
  }

  private func methods() throws -> [Valued] {
    try components.map { component in
      let named = valuationMethods.first { $0.card.name == component.name }
      guard let type = named as? any NeighbourMethod.Type else {
        throw EvaluationError.noNeighbourMethod(check: Self.card.name, method: component.name)
      }
      let method = type.init(component.arguments)
      let isAlone = components.count { $0.name == component.name } == 1
      return Valued(
        label: isAlone ? component.name : "\(component)", semivalue: method.semivalue, neighbours: method.neighbours)
    }
  }
}
