public import Compute

/// The players are groups of another game's players, who join together.
public struct GroupGame: Game {
  private let game: any Game
  /// Members of each group by their number in the other game.
  public let groups: [[Int]]

  /// Every player of the game is in exactly one group.
  public init(_ game: any Game, groups: [[Int]]) {
    precondition(
      groups.joined().sorted() == Array(0..<game.players), "the groups do not divide \(game.players) players")
    (self.game, self.groups) = (game, groups)
  }

  public var players: Int { groups.count }
  public var emptyUtility: Double { game.emptyUtility }

  public func utilities(of coalitions: [Coalition], in run: Run) throws -> [Double] {
    try game.utilities(
      of: coalitions.map { coalition in
        Coalition(players: game.players, members: coalition.members.lazy.flatMap { groups[$0] })
      }, in: run)
  }
}

extension DataValues {
  /// Each group's value, and its standard error, divided equally among its members.
  func shared(among groups: [[Int]]) -> DataValues {
    func spread(_ numbers: [Double]) -> [Double] {
      var spread = [Double](repeating: 0, count: groups.reduce(0) { $0 + $1.count })
      for (group, number) in zip(groups, numbers) {
        for member in group { spread[member] = number / Double(group.count) }
      }
      return spread
    }
    return DataValues(
      values: spread(values), standardErrors: standardErrors.map(spread), modelFits: modelFits,
      distanceEvaluations: distanceEvaluations, facts: facts + [.init("groups", Double(groups.count))], notes: notes)
  }
}
