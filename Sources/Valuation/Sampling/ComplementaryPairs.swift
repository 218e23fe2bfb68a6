import Compute
import Vocabulary

/// Random coalitions of each size up to half the players, each with its complement.
struct ComplementaryPairs: Sendable, Hashable {
  let players: Int
  let stream: SeedStream

  /// Sizes 1 … n − 1 of a coalition that holds a player; size n is known. One player alone, or all but one, are coalitions
  /// that are met without repetition.
  static func strata(players: Int) -> Strata {
    let sizes = Array(1..<max(1, players))
    return Strata(
      shares: sizes.map { _ in 1 / Double(players) }, allocation: sizes.map { _ in 1 },
      capacity: sizes.map { $0 == 1 ? 1 : $0 == players - 1 ? players - 1 : .max })
  }

  /// Below this some single player has no turn.
  var leastDraws: Int { players < 3 ? players - 1 : players }

  /// The smaller sides 1 … ⌊n/2⌋. A pair of size k says something of a player in stratum k with probability k/n and in
  /// stratum n − k otherwise; equal spread in all strata asks for draws in proportion to √(1/k + 1/(n − k)). Where both are
  /// one stratum, each pair says something of everybody there: √(1/n).
  private var sides: Strata {
    let sizes = Array(1..<players / 2 + 1)
    return Strata(
      shares: sizes.map { _ in 1 },
      allocation: sizes.map { size in
        (isHalf(size) ? 1 / Double(players) : 1 / Double(size) + 1 / Double(players - size)).squareRoot()
      },
      capacity: sizes.map { $0 > 1 ? .max : players == 2 ? 1 : players })
  }

  /// Tables `head` and `evaluations`: each coalition before its complement, in the layer of its size.
  func batch(_ draws: Range<Int>, of game: any Game, in run: Run) throws -> Artifact {
    let turns = sides.turns(draws.upperBound).dropFirst(draws.lowerBound)
    let coalitions = turns.flatMap { turn -> [Coalition] in
      let coalition = self.coalition(turn)
      return [coalition, coalition.complement]
    }
    let full = try game.fullUtility(in: run)
    let answer = try game.answer(coalitions, fullUtility: full, in: run)
    let head = BatchHead(
      players: players, draws: turns.count, evaluations: answer.evaluations, fullUtility: full,
      emptyUtility: game.emptyUtility)
    let drawn = Evaluations(coalitions, utilities: answer.utilities, layers: coalitions.map(\.count))
    return Artifact([head.item, drawn.item])
  }

  private func isHalf(_ size: Int) -> Bool { 2 * size == players }

  /// The blocks of one permutation after the other; of two halves the second would say again what the first has said.
  private func coalition(_ turn: Strata.Turn) -> Coalition {
    let size = turn.stratum + 1
    let blocks = isHalf(size) ? 1 : players / size
    let order = stream.branch("\(size) \(turn.occurrence / blocks)").permutation(players)
    let first = turn.occurrence % blocks * size
    return Coalition(players: players, members: order[first..<first + size])
  }

  /// What each pair of a batch says of every player.
  static func contributions(_ batch: Artifact, players: Int) -> [Contribution] {
    let drawn = Evaluations(batch, players: players)
    return stride(from: 0, to: drawn.count, by: 2).flatMap { place -> [Contribution] in
      let (coalition, size) = (drawn.coalitions[place], drawn.layers[place])
      let difference = drawn.utilities[place] - drawn.utilities[place + 1]
      return (0..<players).map { player in
        let isMember = coalition.contains(player)
        return Contribution(
          player: player, stratum: (isMember ? size : players - size) - 1, value: isMember ? difference : -difference)
      }
    }
  }
}

extension Coalition {
  /// Everybody else.
  var complement: Coalition {
    Coalition(players: players, members: (0..<players).lazy.filter { !contains($0) })
  }
}
