import Compute
import Valuation

/// What comparing one formula with all coalitions has shown for one number of players.
struct FormulaTally: Sendable {
  let formula: String
  let players: Int
  let neighbours: Int?
  private(set) var instances = 0
  private(set) var equal = 0
  private(set) var undefined = 0
  /// Instances that have a repaired form, and those in which it is right.
  private(set) var repairable = 0
  private(set) var repaired = 0
  /// The largest |formula − all coalitions|; 0 where they are equal.
  private(set) var largestDifference = 0.0
  /// Comparisons of the product's code with the enumeration.
  private(set) var computed = 0
  /// The largest difference of the product's double-precision code.
  private(set) var largestComputedDifference = 0.0
  /// Whether each of the product's values lay within its tolerance.
  private(set) var isComputedRight = true
  /// The first instance that differs, one with a value that is not 0 where there is any.
  private(set) var counterexample: Comparison?
  /// The instance with the most different values, the first of them.
  private(set) var showcase: Comparison?

  /// One instance with its true values.
  struct Comparison: Sendable {
    let instance: FormulaInstance
    let truth: [Rational]
  }

  /// Differences of values in double arithmetic that count as none.
  static let doubleTolerance = 1e-10

  init(formula: String, players: Int, neighbours: Int?) {
    (self.formula, self.players, self.neighbours) = (formula, players, neighbours)
  }

  mutating func add(_ instance: FormulaInstance, isExact: Bool) {
    let truth = RationalSemivalue(instance.semivalue, players: players).values(of: instance.game)
    let comparison = Comparison(instance: instance, truth: truth)
    let difference = isExact ? comparison.exactDifference : comparison.roundedDifference
    instances += 1
    if Set(truth).count > Set(showcase?.truth ?? []).count { showcase = comparison }
    if let form = instance.repaired {
      repairable += 1
      if form == truth { repaired += 1 }
    }
    if let difference, difference <= (isExact ? 0 : Self.doubleTolerance) {
      equal += 1
    } else {
      keep(comparison)
    }
    if let difference { largestDifference = max(largestDifference, difference) } else { undefined += 1 }
    for computed in instance.computed { compare(computed, with: truth.map(\.double)) }
  }

  private mutating func keep(_ comparison: Comparison) {
    let isPlain = counterexample?.truth.allSatisfy { $0 == 0 } ?? true
    if counterexample == nil || (isPlain && comparison.truth.contains { $0 != 0 }) { counterexample = comparison }
  }

  private mutating func compare(_ computed: FormulaInstance.Computed, with truth: [Double]) {
    let difference = zip(computed.values, truth).reduce(0) { max($0, abs($1.0 - $1.1)) }
    self.computed += 1
    if computed.tolerance <= Self.doubleTolerance {
      largestComputedDifference = max(largestComputedDifference, difference)
    }
    // A difference that is no number is no agreement.
    if !(difference <= computed.tolerance) || computed.values.count != truth.count { isComputedRight = false }
  }
}

extension FormulaTally.Comparison {
  /// 0 only where every value is the same fraction; `nil` where the formula is not defined.
  var exactDifference: Double? {
    instance.values.map { values in
      let largest = zip(values, truth).reduce(Rational(0)) { max($0, ($1.0 - $1.1).magnitude) }
      return largest.double
    }
  }

  /// The same with both sides in double precision, the enumeration by the double-precision table.
  var roundedDifference: Double? {
    instance.values.map { values in
      let game = instance.game.rounded
      let truth = ExactSemivalue(instance.semivalue, players: game.players).values(of: game)
      return zip(values, truth).reduce(0) { max($0, abs($1.0.double - $1.1)) }
    }
  }

  /// "v = (0, 1, 1), K = 5: the formula gives (2/15, 1/3, 1/3), all coalitions give (0, 1/5, 1/5)".
  var text: String {
    let formula = instance.values.map { "the formula gives \(FractionText.list($0))" } ?? "the formula is undefined"
    return "\(instance.label): \(formula), all coalitions give \(FractionText.list(truth))"
  }
}
