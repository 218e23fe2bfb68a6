/// Sums over ranked players, in double precision: what values of the K-nearest-neighbour game are made of.
public protocol RankArithmetic: Sendable {
  /// For each row r in order, and every set of weights s, adds to the player of each rank q
  ///
  /// sums[s, order[r, q]] += v(r, q) · own[s, q] − Σ_{q′ > q} v(r, q′) · taken[s, q′],
  ///
  /// where v(r, q) is 1 if that player's label is the row's, else 0. Each row of `order` [rows, players] names every player
  /// once, as ``Backend/sortRows(_:into:)`` does; `labels` is [players], `rowLabels` [rows], and `own`, `taken` and `sums`
  /// are [sets, players]. O(sets · rows · players).
  func addRanked(
    _ order: Indices, labels: Indices, rowLabels: Indices, own: Doubles, taken: Doubles, to sums: Doubles)
}
