public import Compute
import Datasets
import Glibc
public import Learning
public import Vocabulary

/// The examples whose gradient steps lower the validation loss most, one after the other.
public struct GLISTERSelection: SelectionStrategy {
  static let refreshParameter = Parameter<Int>.integer(
    "refresh", 1...1_000_000, default: 1, unit: "picks",
    help: "Picks after which the validation gradient is taken anew.")
  static let rateParameter = Parameter<Double>.real(
    "eta", .positive,
    help: "Length of the step along each gradient; the training's learning rate where it is not given.",
    synonyms: ["step_size"]
  ).optional

  public static let card = Card(
    "glister", .strategy, revision: 1,
    "Keeps the examples whose steps of the last layer gain most on the validation examples to first order, picked one by "
      + "one out of random candidates; validation logits follow each pick in closed form, and all weights are one.",
    citation: "K. Killamsetty et al., GLISTER: Generalization based data subset selection for efficient and robust "
      + "learning, AAAI 2021, online; B. Mirzasoleiman et al., Lazier than lazy greedy, AAAI 2015, for the candidates",
    formula:
      #"i_{t+1} = \arg\max_{i \in R_t} \Bigl\langle \nabla L_{val}\bigl(\theta - \eta \sum_{j \in S_t} g_j\bigr),"#
      + #"\ g_i \Bigr\rangle,\quad |R_t| = \frac nk \ln 100"#,
    symbols: [
      .init("i_{t+1}", "the next example picked"),
      .init("R_t", "random candidates"),
      .init("S_t", "the examples picked so far"),
      .init("g_j", "the gradient of example j in the last layer"),
      .init(#"\theta"#, "the weights of the last layer"),
      .init(#"\eta"#, "the length of a step"),
      .init("L_{val}", "the validation loss"),
      .init("n, k", "the number of examples, and of those wanted"),
    ],
    caution:
      "It is the one strategy that looks at the validation part, which is then no independent judge of the model. "
      + "Gains are of first order and of the last layer alone.",
    complexity:
      "one forward pass over all training and M validation examples, and 2 (k M + n ln 100) d classes operations "
      + "per choice of k examples",
    parameters: [SelectionInterval.parameter, refreshParameter, rateParameter], synonyms: ["glister_online"])

  private let every: Int
  private let refresh: Int
  private let rate: Double?

  public init(_ arguments: Arguments) {
    every = arguments[SelectionInterval.parameter]
    refresh = arguments[Self.refreshParameter]
    rate = arguments[Self.rateParameter]
  }

  public var interval: Int? { every }

  /// Throws ``ValuationError/noExamples(_:)`` without validation examples.
  public func choose(_ round: SelectionRound, in run: Run) throws -> ChosenExamples {
    guard round.problem.validation.count > 0 else { throw ValuationError.noExamples(.validation) }
    let (terms, validation) = (try round.terms(), try round.validationTerms())
    try terms.requireUsableGradients(.training, for: Self.card.name)
    try validation.requireUsableGradients(.validation, for: Self.card.name)
    var gain = ValidationGain(
      terms, validation: validation, labels: round.problem.validation.labels, rate: rate ?? round.learningRate,
      threads: run.threads)
    return ChosenExamples(try picks(round.wanted, of: round.problem.train.count, by: &gain, in: run))
  }

  private func picks(_ wanted: Int, of count: Int, by gain: inout ValidationGain, in run: Run) throws -> [Int] {
    var candidates = RandomCandidates(
      of: count, size: Self.candidates(of: count, wanted), run.seeds.branch("candidates"))
    var picks: [Int] = []
    for pick in 0..<wanted {
      try run.checkInterruption()
      if pick > 0, pick % refresh == 0 { gain.refresh() }
      let sample = candidates.draw(pick)
      let gains = gain.gains(of: sample)
      let best = try Self.best(sample, gains)
      candidates.remove(best)
      picks.append(sample[best])
      gain.step(along: sample[best])
    }
    return picks
  }

  /// (n / k) ln 100, at least one: the greedy choice is then missed by a hundredth of its gain on average.
  static func candidates(of count: Int, _ wanted: Int) -> Int {
    min(count, Int((Double(count) / Double(wanted) * log(100)).rounded(.up)))
  }

  /// Where the largest gain is, of equal ones that of the first example.
  private static func best(_ sample: [Int], _ gains: [Double]) throws(ValuationError) -> Int {
    if let index = gains.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(method: card.name, example: sample[index])
    }
    var best = 0
    for index in gains.indices where (gains[best], sample[index]) < (gains[index], sample[best]) { best = index }
    return best
  }
}
