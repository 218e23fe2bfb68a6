import Compute
import Valuation

/// How far values can move when utilities are known up to ε, in multiples of ε.
struct ApproximationConstant: Sendable {
  /// Which utilities are known exactly.
  enum Known: String, CaseIterable, Sendable {
    case nothing = "nothing known"
    case empty = "v(∅) known"
    case both = "v(∅) and v(N) known"
  }

  let weights: RationalSemivalue
  let known: Known

  var players: Int { weights.coefficients.count }

  /// 2, less p₀ and less the weight of the last player to join, where those utilities are known.
  var claimed: Rational {
    let (first, last) = (weights.coefficients[0], weights.coefficients[players - 1])
    switch known {
    case .nothing: return 2
    case .empty: return 2 - first
    case .both: return 2 - first - last
    }
  }

  /// The greatest change of a value over all errors up to 1: it is linear in them, so it takes all at full size.
  var greatest: Rational {
    errorMasks.reduce(0) { $0 + weight(of: $1).magnitude }
  }

  /// +1 on coalitions with the first player and −1 on others, 0 where the utility is known.
  var extremalErrors: [Rational] {
    (0..<1 << players).map { isFree($0) ? ($0 & 1 == 1 ? 1 : -1) : 0 }
  }

  /// Masks whose utility may be wrong.
  var errorMasks: [Int] { (0..<1 << players).filter(isFree) }

  private func isFree(_ mask: Int) -> Bool {
    switch known {
    case .nothing: true
    case .empty: mask != 0
    case .both: mask != 0 && mask != 1 << players - 1
    }
  }

  /// The weight of v(S) in the first player's value.
  private func weight(of mask: Int) -> Rational {
    let size = mask.nonzeroBitCount
    return mask & 1 == 1 ? weights.coefficients[size - 1] : -weights.coefficients[size]
  }
}
