import Compute
import Glibc

/// Strata by the number of players already there, all of equal share.
struct SizeStrata: Sendable, Hashable {
  /// Sizes of coalitions without the player.
  let sizes: Range<Int>
  let players: Int
  /// Draws of size k are in proportion to (1 + k) to this power.
  let exponent: Double

  init(_ sizes: Range<Int>, of players: Int, exponent: Double) {
    precondition(!sizes.isEmpty && sizes.lowerBound >= 0 && sizes.upperBound <= players, "sizes \(sizes) of \(players)")
    (self.sizes, self.players, self.exponent) = (sizes, players, exponent)
  }

  var strata: Strata {
    Strata(
      shares: sizes.map { _ in 1 / Double(sizes.count) }, allocation: sizes.map { pow(1 + Double($0), exponent) },
      capacity: sizes.map { $0 == 0 || $0 == players - 1 ? 1 : .max })
  }

  /// A uniform coalition of the stratum's size among the others, found by player, size and occurrence, so that methods
  /// that allocate differently meet the same coalitions.
  func coalitions(without player: Int, turn: Strata.Turn, stream: SeedStream) -> [Coalition] {
    let size = sizes.lowerBound + turn.stratum
    let draw = stream.branch("marginal").branch("\(player) \(size) \(turn.occurrence)")
    let others = draw.choose(size, from: players - 1).map { $0 < player ? $0 : $0 + 1 }
    return [Coalition(players: players, members: others)]
  }
}
