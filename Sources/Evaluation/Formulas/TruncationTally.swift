import Compute
import Valuation

/// What truncating KNN-Shapley at one rank by one rule has shown.
struct TruncationTally: Sendable {
  let rule: TruncatedNeighbours.Rule
  let neighbours: Int
  let epsilon: Double
  /// K*
  let rank: Int
  /// Points of the random and the adversarial cases.
  let players: Int
  private(set) var exact = 0
  private(set) var sampled = 0
  /// Cases in which a value was off by more than the rule's bound allows.
  private(set) var broken = 0
  /// Cases in which two of the first K* ranks changed their order.
  private(set) var reordered = 0
  /// Whether an exact case of `players` points lies on the bound.
  private(set) var isAttained = false
  /// The largest error of the first K* values, over all cases of `players` points.
  private(set) var largestError = 0.0
  private(set) var sumOfSampledErrors = 0.0
  /// The first case beyond the bound.
  private(set) var counterexample = ""

  init(rule: TruncatedNeighbours.Rule, neighbours: Int, epsilon: Double, players: Int) {
    (self.rule, self.neighbours, self.epsilon, self.players) = (rule, neighbours, epsilon, players)
    rank = TruncatedNeighbours.rank(neighbours: neighbours, tolerance: epsilon)
  }

  /// The bound for the first K* ranks of `players` points.
  var bound: Double { TruncatedNeighbours.bound(rule, rank: rank, players: players).double }

  /// The mean over random cases of each case's largest error; `nil` where there are none.
  var meanSampledError: Double? { sampled == 0 ? nil : sumOfSampledErrors / Double(sampled) }

  /// A case in fractions, of any number of points.
  mutating func add(exactly payoffs: [Rational]) {
    let truth = RationalNeighbours(payoffs: payoffs, neighbours: neighbours).shapleyValues
    let error = judge(payoffs, truth, slack: 0)
    exact += 1
    guard payoffs.count == players else { return }
    largestError = max(largestError, error.double)
    if rank < players, error == TruncatedNeighbours.bound(rule, rank: rank, players: players) { isAttained = true }
  }

  /// A random case in double precision; the truth is the workbench's own code.
  mutating func add(sampled payoffs: [Double]) {
    let game = KNNGame(rankings: [Array(payoffs.indices)], payoffs: [payoffs], neighbours: neighbours)
    // Sums of a hundred numbers below 1.
    let error = judge(payoffs, game.values(.shapley), slack: 1e-12)
    sampled += 1
    sumOfSampledErrors += error
    largestError = max(largestError, error)
  }

  /// The largest error among the first K* ranks; counts bounds broken there or, by 1/K*, anywhere, and changed orders.
  private mutating func judge<Number: FieldElement & Roundable>(
    _ payoffs: [Number], _ truth: [Number], slack: Number
  ) -> Number {
    let values = TruncatedNeighbours.values(payoffs, neighbours: neighbours, rank: rank, by: rule)
    let errors = zip(values, truth).map { max($0 - $1, $1 - $0) }
    let retained = errors.prefix(rank).reduce(.zero, max)
    let bound = Number(rounding: TruncatedNeighbours.bound(rule, rank: rank, players: payoffs.count))
    // Ranks beyond K* are 0 by every rule.
    let farther = rank > payoffs.count ? Number.zero : Number(1) / Number(rank)
    if retained > bound + slack || errors.reduce(.zero, max) > farther + slack {
      broken += 1
      if counterexample.isEmpty { counterexample = text(payoffs.count, retained.rounded) }
    }
    if changesOrder(values, truth, slack: slack) { reordered += 1 }
    return retained
  }

  private func changesOrder<Number: FieldElement>(_ values: [Number], _ truth: [Number], slack: Number) -> Bool {
    let kept = 0..<min(rank, values.count)
    return kept.contains { right in
      (0..<right).contains { left in
        Self.sign(values[left] - values[right], slack) != Self.sign(truth[left] - truth[right], slack)
      }
    }
  }

  /// Differences within the slack are ties.
  private static func sign<Number: FieldElement>(_ number: Number, _ slack: Number) -> Int {
    number > slack ? 1 : .zero - number > slack ? -1 : 0
  }

  private func text(_ count: Int, _ error: Double) -> String {
    "\(rule.rawValue) rule, \(count) points, K = \(neighbours), K* = \(rank): a value is off by "
      + "\(NumberPhrase.decimal(error))"
  }
}

/// Numbers that fractions round to.
protocol Roundable {
  init(rounding fraction: Rational)
  var rounded: Double { get }
}

extension Double: Roundable {
  init(rounding fraction: Rational) { self = fraction.double }
  var rounded: Double { self }
}

extension Rational: Roundable {
  init(rounding fraction: Rational) { self = fraction }
  var rounded: Double { double }
}
