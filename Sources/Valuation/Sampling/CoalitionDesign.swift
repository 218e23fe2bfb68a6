import Compute

/// How coalitions are drawn: draw t is a pure function of a stream and t.
public indirect enum CoalitionDesign: Sendable, Hashable {
  /// Every coalition equally probable.
  case uniform
  /// A player in turn and a uniform coalition: once with the player, once without.
  case marginal
  /// Size k with a probability in proportion to 1/k + 1/(n − k), members uniform: the law of the Shapley kernel.
  case kernel
  /// This share of the players, rounded, but at least one and not all.
  case share(Double)
  /// Each player with a probability, the probabilities taken in turn.
  case inclusion([Double])
  /// A coalition of another design and its complement.
  case withComplement(CoalitionDesign)

  /// How many coalitions one draw asks for.
  var coalitionsPerDraw: Int {
    switch self {
    case .marginal, .withComplement: 2
    case .uniform, .kernel, .share, .inclusion: 1
    }
  }

  /// Designs that draw the same coalitions share their stream, so that their utilities are computed once.
  func stream(of run: Run) -> SeedStream {
    switch self {
    case .uniform, .marginal: run.seeds.branch("coalition")
    case .kernel: run.seeds.branch("kernel_coalition")
    case .share: run.seeds.branch("coalition_of_share")
    case .inclusion: run.seeds.branch("coalition_by_inclusion")
    case .withComplement(let design): design.stream(of: run)
    }
  }

  /// What draw `index` was drawn for: a player, or the position of a probability; 0 elsewhere.
  func layer(_ index: Int, players: Int) -> Int {
    switch self {
    case .marginal: index % players
    case .inclusion(let probabilities): index % probabilities.count
    case .uniform, .kernel, .share, .withComplement: 0
    }
  }

  /// The coalitions of draw `index`; none where the players are too few for the design. O(n).
  func coalitions(_ index: Int, players: Int, from stream: SeedStream) -> [Coalition] {
    let draw = stream.branch(index)
    switch self {
    case .uniform: return [Self.uniform(players, draw)]
    case .marginal: return Self.marginal(index % players, Self.uniform(players, draw))
    case .kernel: return players > 1 ? [Self.sized(Self.kernelSize(players, draw.uniform(0)), players, draw)] : []
    case .share(let share):
      let size = Int((share * Double(players)).rounded())
      return players > 1 ? [Self.sized(max(1, min(players - 1, size)), players, draw)] : []
    case .inclusion(let probabilities):
      let probability = probabilities[index % probabilities.count]
      let members = (0..<players).lazy.filter { draw.uniform($0) < probability }
      return [Coalition(players: players, members: members)]
    case .withComplement(let design):
      return design.coalitions(index, players: players, from: stream).flatMap { [$0, $0.complement] }
    }
  }

  private static func uniform(_ players: Int, _ draw: SeedStream) -> Coalition {
    Coalition(players: players, members: (0..<players).lazy.filter { draw.bits($0 >> 6) >> UInt64($0 & 63) & 1 == 1 })
  }

  private static func marginal(_ player: Int, _ others: Coalition) -> [Coalition] {
    var (with, without) = (others, others)
    with.insert(player)
    without.remove(player)
    return [with, without]
  }

  private static func sized(_ size: Int, _ players: Int, _ draw: SeedStream) -> Coalition {
    Coalition(players: players, members: draw.branch("members").choose(size, from: players))
  }

  /// The size at which the cumulated weights 1/k + 1/(n − k) pass a share of their sum. O(n).
  private static func kernelSize(_ players: Int, _ share: Double) -> Int {
    var rest = share * kernelMass(players: players)
    for size in 1..<players {
      rest -= kernelWeight(size, players: players)
      if rest < 0 { return size }
    }
    return players - 1
  }

  /// 1/k + 1/(n − k)
  static func kernelWeight(_ size: Int, players: Int) -> Double { 1 / Double(size) + 1 / Double(players - size) }

  /// The sum of the weights over all sizes: twice the harmonic number of n − 1.
  static func kernelMass(players: Int) -> Double {
    (1..<players).reduce(0) { $0 + kernelWeight($1, players: players) }
  }
}
