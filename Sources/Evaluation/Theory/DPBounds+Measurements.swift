import Compute
import Glibc
import Valuation

extension DPBounds {
  struct Findings: Sendable {
    let exact: [Setting]
    let sampled: [Setting]
    let stability: [Stability]
    let asymptotics: [Asymptotics]
  }

  /// Largest values of one learner on one number of points, with their bounds.
  struct Setting: Sendable {
    let strength: Double
    let size: Int
    /// max |v(N) − v(N ∖ i)|, exact.
    let leaveOneOut: Double
    /// max |φ_i|; an estimate where `error` is given.
    let shapley: Double
    /// The standard error of the estimate that is largest; `nil` for exact values.
    let error: Double?
    /// The bounds of the sizes joined, [size].
    let bounds: [PrivacyBounds]
    /// The largest marginal contribution met, as a share of the sharp bound for its size.
    let largestShare: Double
    /// Shapley over leave-one-out, the largest values of each data set whose leave-one-out is not 0.
    let ratios: [Double]
    /// How many marginal contributions were looked at.
    let marginals: Int

    func leaveOneOutBound(_ form: PrivacyBounds.Form) -> Double { bounds[size - 1][form] }

    /// With the empty set counted, which the printed sum leaves out.
    func shapleyBound(_ form: PrivacyBounds.Form) -> Double { Statistics.mean(bounds.map { $0[form] }) }

    /// 1 / (N − 1) times the sum over 1…N − 1, as printed.
    var shapleyBoundAsPrinted: Double { Statistics.mean(bounds.dropFirst().map(\.printed)) }

    /// Sums of many terms may exceed a bound they meet by rounding.
    var isWithin: Bool {
      leaveOneOut <= leaveOneOutBound(.sharp) + 1e-12 && shapley <= shapleyBound(.sharp) + 1e-12
        && largestShare <= 1 + 1e-9
    }
  }

  static let dataSets = 4

  /// Every strength and size, the largest over some data sets.
  func exactSettings(in run: Run) throws -> [Setting] {
    let points = (0..<Self.dataSets).map { planarPoints($0, run) }
    return try strengths.flatMap { strength in
      let learners = points.map { privateLearner(strength, $0, run) }
      return try sizes.map { size in
        try run.checkInterruption()
        return Setting(largestOf: learners.map { Self.exact($0, strength: strength, size: size) })
      }
    }
  }

  /// Smaller sets are the first points of larger ones.
  func planarPoints(_ dataSet: Int, _ run: Run) -> PlanarPoints {
    PlanarPoints(max(sizes.last ?? 0, sampledSizes.last ?? 0), run.seeds.branch("points").branch(dataSet))
  }

  static func exact(_ learner: any PrivateLearner, strength: Double, size: Int) -> Setting {
    let game = learner.game(players: size)
    let bounds = (0..<size).map { learner.bounds(joining: $0) }
    let values = [Semivalue.leaveOneOut, .shapley].map {
      ExactSemivalue($0, players: size).values(of: game).map(abs).max() ?? 0
    }
    var share = 0.0
    for mask in game.table.indices {
      for player in 0..<size where mask >> player & 1 == 0 {
        let marginal = abs(game.table[mask | 1 << player] - game.table[mask])
        share = max(share, marginal / bounds[mask.nonzeroBitCount].sharp)
      }
    }
    return Setting(
      strength: strength, size: size, leaveOneOut: values[0], shapley: values[1], error: nil, bounds: bounds,
      largestShare: share, ratios: values[0] > 0 ? [values[1] / values[0]] : [], marginals: size << (size - 1))
  }

  func sampledSettings(_ points: PlanarPoints, in run: Run) throws -> [Setting] {
    let learner = privateLearner(shownStrength, points, run)
    return try sampledSizes.map { try sampled(learner, size: $0, in: run) }
  }

  private func sampled(_ learner: any PrivateLearner, size: Int, in run: Run) throws -> Setting {
    let bounds = (0..<size).map { learner.bounds(joining: $0) }
    let stream = run.seeds.branch(size)
    let walks = try mapBlocks(permutations, threads: run.threads) { index in
      try run.checkInterruption()
      let order = stream.branch(index).permutation(size)
      return (order, learner.utilities(along: order))
    }
    var (samples, share) = ((0..<size).map { _ in [Double]() }, 0.0)
    for (order, utilities) in walks {
      for (position, point) in order.enumerated() {
        let marginal = utilities[position + 1] - utilities[position]
        samples[point].append(marginal)
        share = max(share, abs(marginal) / bounds[position].sharp)
      }
    }
    let means = samples.map(Statistics.mean)
    let largest = Statistics.ascending(means.map { -abs($0) })[0]
    let error = (Statistics.variance(samples[largest]) / Double(permutations)).squareRoot()
    return Setting(
      strength: shownStrength, size: size, leaveOneOut: try leaveOneOut(learner, size, in: run),
      shapley: abs(means[largest]), error: error, bounds: bounds, largestShare: share, ratios: [],
      marginals: permutations * size)
  }

  /// The largest exact leave-one-out value of the first points.
  private func leaveOneOut(_ learner: any PrivateLearner, _ size: Int, in run: Run) throws -> Double {
    let full = learner.utility(of: Array(0..<size))
    let without = try mapBlocks(size, threads: run.threads) { player in
      try run.checkInterruption()
      return learner.utility(of: (0..<size).filter { $0 != player })
    }
    return without.map { abs(full - $0) }.max() ?? 0
  }
}

extension DPBounds.Setting {
  /// The largest of each number over data sets of one strength and size.
  init(largestOf settings: [Self]) {
    precondition(!settings.isEmpty, "the largest of no settings")
    self.init(
      strength: settings[0].strength, size: settings[0].size,
      leaveOneOut: settings.map(\.leaveOneOut).max() ?? 0, shapley: settings.map(\.shapley).max() ?? 0, error: nil,
      bounds: settings[0].bounds, largestShare: settings.map(\.largestShare).max() ?? 0,
      ratios: settings.flatMap(\.ratios), marginals: settings.reduce(0) { $0 + $1.marginals })
  }
}

extension DPBounds {
  /// Values of plain logistic regression, whose privacy is none but whose stability is known.
  struct Stability: Sendable {
    let size: Int
    let leaveOneOut: Double
    let shapley: Double
    /// γ(s) = 2 / ((s + 1) λ) for s > 0, 1 / λ for s = 0.
    let bounds: [Double]
    var leaveOneOutBound: Double { bounds[size - 1] }
    var shapleyBound: Double { Statistics.mean(bounds) }
    var isWithin: Bool { leaveOneOut <= leaveOneOutBound && shapley <= shapleyBound }
  }

  /// Logistic losses are 1-Lipschitz on the unit disc, so the loss moves no farther than the weights.
  func stability(_ points: PlanarPoints, in run: Run) throws -> [Stability] {
    try sizes.map { size in
      try run.checkInterruption()
      let table = (0..<1 << size).map { mask in
        let members = (0..<size).filter { mask >> $0 & 1 == 1 }.map { points.train[$0] }
        return -LogisticWeights(members, lambda).loss(points.validation)
      }
      let game = EnumeratedGame(players: size, table: table)
      let values = [Semivalue.leaveOneOut, .shapley].map {
        ExactSemivalue($0, players: size).values(of: game).map(abs).max() ?? 0
      }
      return Stability(
        size: size, leaveOneOut: values[0], shapley: values[1],
        bounds: (0..<size).map { LogisticWeights.sensitivity(joining: $0, lambda) })
    }
  }

  /// The printed form without its cap, for ε(s) = a / (s + 1) and δ = 0.
  struct Asymptotics: Sendable, Hashable {
    let size: Int
    /// N times the leave-one-out bound, which tends to a.
    let leaveOneOut: Double
    /// N / ln N times the Shapley bound, which tends to a slowly.
    let shapley: Double
  }

  static let asymptoticRate = 2.0

  static func asymptotics() -> [Asymptotics] {
    let sizes = [10, 100, 1000, 10_000, 100_000]
    var (sum, known) = (0.0, 0)
    return sizes.map { size in
      for joined in known..<size { sum += expm1(asymptoticRate / Double(joined + 1)) }
      known = size
      return Asymptotics(
        size: size, leaveOneOut: Double(size) * expm1(asymptoticRate / Double(size)),
        shapley: sum / log(Double(size)))
    }
  }
}

extension DPBounds {
  /// A value above a bound that was printed for it.
  struct Excess: Sendable, Hashable {
    let players: Int
    let value: Double
    let bound: Double
  }

  /// A learner that is always right once it has seen a point, and always wrong before: ε(s) = 0 for s ≥ 1.
  static func emptySetExcess(players: Int) -> Excess {
    let table = (0..<1 << players).map { $0 == 0 ? -1.0 : 0 }
    let values = ExactSemivalue(.shapley, players: players).values(of: EnumeratedGame(players: players, table: table))
    let printed = PrivacyBounds(epsilon: 0).printed
    return Excess(players: players, value: values.max() ?? 0, bound: printed)
  }

  /// A learner that looks only at the number of its points, and is right where it is even: no two sets of equal size
  /// can be told apart, so it is private in the sense of Definition 2 with ε = 0.
  static func countingExcess(players: Int) -> Excess {
    let table = (0..<1 << players).map { $0.nonzeroBitCount % 2 == 0 ? 0.0 : -1 }
    let values = ExactSemivalue(.leaveOneOut, players: players).values(
      of: EnumeratedGame(players: players, table: table))
    return Excess(players: players, value: values.max() ?? 0, bound: PrivacyBounds(epsilon: 0).printed)
  }
}
