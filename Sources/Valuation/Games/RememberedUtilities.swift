import Compute
import Vocabulary

/// Utilities of coalitions of which some may be known: each is computed once, however often it is asked for.
///
/// `compute` is given those that are neither empty nor known, each once, in the order of their first mention.
func remembered(
  _ coalitions: [Coalition], of game: UtilityGame, in run: Run, compute: ([Coalition]) throws -> [Double]
) throws -> [Double] {
  var places: [Coalition: Int] = [:]
  var distinct: [Coalition] = []
  for coalition in coalitions where !coalition.isEmpty && places[coalition] == nil {
    places[coalition] = distinct.count
    distinct.append(coalition)
  }
  let keys = distinct.map(\.key)
  var utilities = run.known?.numbers(keys, of: game.family) ?? distinct.map { _ in nil }
  let missing = distinct.indices.filter { utilities[$0] == nil }
  let computed = try compute(missing.map { distinct[$0] })
  for (place, utility) in zip(missing, computed) { utilities[place] = utility }
  run.known?.learn(zip(missing, computed).map { (keys[$0], $1) }, of: game.family)
  return coalitions.map { coalition in
    guard let utility = places[coalition].flatMap({ utilities[$0] }) else { return game.emptyUtility }
    return utility
  }
}

extension Coalition {
  /// Names the coalition among those of its game: its bits up to 128 players, a digest of them beyond.
  var key: NumberKey {
    guard words.count > 2 else {
      return NumberKey(high: words.count > 1 ? words[1] : 0, low: words.first ?? 0)
    }
    let digest = ContentKey(of: words)
    return NumberKey(high: digest.word, low: digest.secondWord)
  }
}
