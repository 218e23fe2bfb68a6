import Compute
import Valuation
import Vocabulary

/// A game that a method has played, with everything the axioms speak of.
struct AxiomTrial: Sendable {
  /// The game as a reader names it.
  let label: String
  let game: RationalGame
  /// What the method gave.
  let values: [Rational]
  /// Four standard errors of each value where the method samples, else 0, [n].
  let margins: [Rational]
  /// What linearity expects of a game that is a sum; `nil` for one that is not.
  let linear: [Rational]?
  /// Differences that floating-point arithmetic explains; 0 for exact values.
  let rounding: Rational

  init(
    _ label: String, _ game: RationalGame, values: [Rational], margins: [Rational]? = nil,
    linear: [Rational]? = nil, rounding: Rational = 0
  ) {
    (self.label, self.game, self.values, self.rounding) = (label, game, values, rounding)
    self.margins = margins ?? values.map { _ in 0 }
    self.linear = linear
  }

  /// How far the values are from what an axiom asks for, on each occasion the game gives it to say something.
  func occasions(of axiom: Axiom) -> [AxiomOccasion] {
    switch axiom {
    case .efficiency:
      return [occasion("sum of values", values.reduce(0, +), "v(N) - v(∅)", game.gain, 0)]
    case .symmetry:
      return symmetricPairs.map { left, right in
        occasion(name(left), values[left], name(right), values[right], margins[left] + margins[right])
      }
    case .nullPlayer:
      return players.filter { game.marginals(of: $0).allSatisfy { $0 == 0 } }.map {
        occasion(name($0), values[$0], "nothing", 0, margins[$0])
      }
    case .linearity:
      guard let linear else { return [] }
      return players.map { occasion(name($0), values[$0], "by linearity", linear[$0], margins[$0]) }
    case .monotonicity:
      guard players.allSatisfy({ game.marginals(of: $0).allSatisfy { $0 >= 0 } }) else { return [] }
      return players.map { occasion(name($0), min(values[$0], 0), "at least", 0, margins[$0]) }
    }
  }

  private var players: Range<Int> { 0..<game.players }
  private func name(_ player: Int) -> String { "value of point \(player + 1)" }

  private func occasion(
    _ left: String, _ value: Rational, _ right: String, _ expected: Rational, _ margin: Rational
  ) -> AxiomOccasion {
    AxiomOccasion(
      text: "\(label): \(left) \(AxiomOccasion.text(value)), \(right) \(AxiomOccasion.text(expected))",
      deviation: (value - expected).magnitude, allowed: margin + rounding)
  }

  /// Players that no coalition tells apart.
  private var symmetricPairs: [(Int, Int)] {
    players.flatMap { right in (0..<right).map { ($0, right) } }.filter { left, right in
      game.table.indices.allSatisfy { mask in
        mask >> left & 1 == 1 || mask >> right & 1 == 1 || game.table[mask | 1 << left] == game.table[mask | 1 << right]
      }
    }
  }
}

/// One occasion on which an axiom says something.
struct AxiomOccasion: Sendable {
  let text: String
  let deviation: Rational
  let allowed: Rational
  var holds: Bool { deviation <= allowed }

  /// Fractions of few digits as they are, others as decimals.
  static func text(_ number: Rational) -> String {
    let exact = "\(number)"
    return exact.count <= 12 ? exact : NumberPhrase.decimal(number.double)
  }
}
