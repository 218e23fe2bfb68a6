import Compute

extension Game {
  /// v of each coalition, of which nobody and everybody are known and cost nothing; `evaluations` is what was asked for.
  func answer(
    _ coalitions: [Coalition], fullUtility: Double, in run: Run
  ) throws -> (utilities: [Double], evaluations: Int) {
    let sizes = coalitions.map(\.count)
    let asked = coalitions.indices.filter { 1..<max(1, players) ~= sizes[$0] }
    var utilities = sizes.map { $0 == 0 ? emptyUtility : fullUtility }
    let found = try self.utilities(of: asked.map { coalitions[$0] }, in: run)
    for (place, utility) in zip(asked, found) { utilities[place] = utility }
    return (utilities, asked.count)
  }
}
