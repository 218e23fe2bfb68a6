import Compute
import Vocabulary

/// How much coalitions of each size count in a value, as a study writes it.
enum SizeWeights: Sendable, Hashable {
  case semivalue(Semivalue)
  /// By the size joined, from 0 up; any positive multiple means the same.
  case bySize([Double])

  static let alphaParameter = Parameter<Double>.real(
    "alpha", .positive, default: 4, help: "Larger values look at smaller coalitions.", synonyms: ["a"])
  static let betaParameter = Parameter<Double>.real(
    "beta", .positive, default: 1, help: "Larger values look at larger coalitions.", synonyms: ["b"])

  private static let named: [(name: String, semivalue: Semivalue)] = [
    ("shapley", .shapley), ("banzhaf", .banzhaf), ("loo", .leaveOneOut),
  ]

  static let parameter = Parameter<SizeWeights>(
    "weights",
    .either(
      .choice(named.map(\.name)),
      .either(
        .record([alphaParameter.declaration, betaParameter.declaration]),
        .list(.real(.nonNegative), count: 1...100_000))),
    default: .text("shapley"),
    help:
      "How much the coalitions of each size count: a name, the two numbers of a Beta value, or one number for each size "
      + "from 0 to n - 1, divided by their sum.",
    synonyms: ["coefficients", "size_weights"], read: SizeWeights.init)

  private init?(_ value: Value) {
    switch value {
    case .text(let name):
      guard let found = Self.named.first(where: { $0.name == name }) else { return nil }
      self = .semivalue(found.semivalue)
    case .record(let fields):
      let arguments = Arguments(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) }))
      self = .semivalue(.beta(alpha: arguments[Self.alphaParameter], beta: arguments[Self.betaParameter]))
    case .list(let items):
      let numbers = items.compactMap { if case .real(let number) = $0 { number } else { nil } }
      guard numbers.count == items.count else { return nil }
      self = .bySize(numbers)
    default: return nil
    }
  }

  /// As a study writes it, every default filled in.
  var value: Value {
    switch self {
    case .bySize(let numbers): .list(numbers.map(Value.real))
    case .semivalue(.beta(let alpha, let beta)):
      .record([.init("alpha", .real(alpha)), .init("beta", .real(beta))])
    case .semivalue(let semivalue): .text(Self.named.first { $0.semivalue == semivalue }?.name ?? "")
    }
  }

  /// What the coalitions of each size count together, [n], summing to one.
  /// Throws ``ValuationError/unusableWeights(count:players:)``.
  func masses(players: Int) throws(ValuationError) -> [Double] {
    switch self {
    case .semivalue(let semivalue): return semivalue.masses(players: players)
    case .bySize(let numbers):
      let sum = numbers.reduce(0, +)
      guard numbers.count == players, sum > 0, sum.isFinite else {
        throw .unusableWeights(count: numbers.count, players: players)
      }
      return numbers.map { $0 / sum }
    }
  }

  /// What each coalition counts by the size joined, [n], in fractions; decimals are the numbers that are written.
  /// Throws ``ValuationError/unusableWeights(count:players:)``.
  func exactWeights(players: Int) throws(ValuationError) -> [Rational] {
    switch self {
    case .semivalue(let semivalue): return RationalSemivalue(semivalue, players: players).coefficients
    case .bySize(let numbers):
      _ = try masses(players: players)
      let written = numbers.map { Rational(written: $0) }
      let sum = written.reduce(0, +)
      var choices = Rational(1)
      return written.indices.map { size in
        defer { choices = choices * Rational(players - 1 - size) / Rational(size + 1) }
        return written[size] / sum / choices
      }
    }
  }
}
