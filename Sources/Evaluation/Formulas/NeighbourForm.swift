import Compute
import Datasets
import Valuation
import Vocabulary

/// KNN-Shapley and KNN-LOO: one validation point at 0, training points at 1, 2, …, N with labels that match or do not.
struct NeighbourForm: ClosedForm {
  let component: ComponentValue
  let isShapley: Bool
  let neighbours: Int?

  init?(_ component: ComponentValue) {
    switch (component.made(from: valuationMethods) as any ValuationMethod) {
    case let method as KNNShapley: (isShapley, neighbours) = (true, method.neighbours)
    case let method as KNNLeaveOneOut: (isShapley, neighbours) = (false, method.neighbours)
    default: return nil
    }
    self.component = component
  }

  /// Whether the printed formula needs more points than neighbours, and not just as many.
  var needsMorePoints: Bool { !isShapley }

  var title: String { isShapley ? "KNN-Shapley" : "KNN-LOO" }

  var printedIn: String? {
    "Jia et al., CVPR 2021, " + (isShapley ? "equations 4 and 5" : "Lemma 1")
  }

  var defect: String {
    isShapley
      ? "The recursion starts at the farthest point with v_N / N. All coalitions give min(K, N) · v_N / (N K), which is "
        + "the same only where N is at least K; every nearer point inherits the wrong start."
      : "The formula names the point of rank K + 1. Where N is at most K there is no such point, and nothing says that "
        + "its v is to be read as 0."
  }

  func instances(
    _ variant: FormulaVariant, players: Int, neighbours: Int, in run: Run
  ) throws -> [FormulaInstance] {
    try Self.patterns(players, in: run).map { try instance(variant, $0, neighbours: neighbours, in: run) }
  }

  func exhibit(in run: Run) throws -> FormulaInstance? {
    isShapley ? try instance(.asPrinted, [0, 1, 1], neighbours: 5, in: run) : nil
  }

  private func instance(
    _ variant: FormulaVariant, _ matches: [Int], neighbours: Int, in run: Run
  ) throws -> FormulaInstance {
    let point = RationalNeighbours(payoffs: matches.map { Rational($0) }, neighbours: neighbours)
    let printed = isShapley ? point.printedShapleyValues : point.printedLeaveOneOutValues
    let implemented = isShapley ? point.shapleyValues : point.leaveOneOutValues
    return FormulaInstance(
      label: "v = \(FractionText.list(point.payoffs)), K = \(neighbours)", formula: "closed form", game: point.game,
      semivalue: isShapley ? .shapley : .leaveOneOut, values: variant == .asPrinted ? printed : implemented,
      repaired: variant == .asPrinted ? implemented : nil,
      // Distances are whole numbers; only the values themselves are rounded.
      computed: variant == .asPrinted
        ? [] : [.init(values: try productValues(matches, neighbours, in: run), tolerance: 1e-10)])
  }

  /// The values by the method a study would run.
  private func productValues(_ matches: [Int], _ neighbours: Int, in run: Run) throws -> [Double] {
    let arguments = component.arguments.setting("k", to: .integer(neighbours))
    let places = matches.indices.map { Float($0 + 1) }
    let train = Examples(
      features: Matrix(rows: places.count, columns: 1, places), labels: matches, classes: 2,
      rows: Array(matches.indices))
    let validation = Examples(features: Matrix(rows: 1, columns: 1, [0]), labels: [1], classes: 2, rows: [0])
    let method: any ValuationMethod = isShapley ? KNNShapley(arguments) : KNNLeaveOneOut(arguments)
    return try method.values(of: ValuationProblem(train: train, validation: validation), in: run.silenced).values
  }

  /// The most points for which all patterns of matches are taken.
  static let exhaustiveLimit = 6
  /// Patterns drawn above that.
  static let drawnPatterns = 32

  /// All patterns of 0 and 1 by rank up to six points, and fixed draws of them above.
  static func patterns(_ players: Int, in run: Run) -> [[Int]] {
    if players <= exhaustiveLimit {
      return (0..<1 << players).map { mask in (0..<players).map { mask >> (players - 1 - $0) & 1 } }
    }
    let stream = run.seeds.branch("patterns").branch(players)
    return (0..<drawnPatterns).map { draw in
      (0..<players).map { stream.branch(draw).integer($0, below: 2) }
    }
  }
}
