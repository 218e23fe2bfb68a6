import Compute
public import Vocabulary

/// Judges a stopping rule while batches come in, in index order: a pure function of the batches heard.
public struct StopWatch: BatchWatch {
  private let rule: StopRule
  private let makeAccumulator: (_ players: Int) -> any ValueAccumulator
  private var heard: Heard?

  /// What was gathered so far.
  private struct Heard {
    var all: any ValueAccumulator
    /// Even and odd batches.
    var halves: [any ValueAccumulator]
    /// Batches by their index modulo ten.
    var chains: [any ValueAccumulator]
    /// The values after each batch, the last eleven of them.
    var history: [[Double]] = []
    var batches = 0
  }

  static let chainCount = 10
  /// Denominators of relative changes are at least this.
  static let leastValue = 1e-12

  public init(_ rule: StopRule, accumulator: @escaping (_ players: Int) -> any ValueAccumulator) {
    (self.rule, makeAccumulator) = (rule, accumulator)
  }

  public mutating func isEnough(adding batch: Artifact) throws -> Bool {
    let players = BatchHead(batch).players
    var heard =
      self.heard
      ?? Heard(
        all: makeAccumulator(players), halves: (0..<2).map { _ in makeAccumulator(players) },
        chains: (0..<Self.chainCount).map { _ in makeAccumulator(players) })
    try heard.all.add(batch)
    try heard.halves[heard.batches % 2].add(batch)
    try heard.chains[heard.batches % Self.chainCount].add(batch)
    heard.batches += 1
    guard let values = try Self.values(heard.all) else {
      self.heard = heard
      return false
    }
    heard.history = (heard.history + [values.values]).suffix(Self.chainCount + 1)
    self.heard = heard
    return try holds(rule, values, heard)
  }

  /// The values, or `nil` where the draws do not determine them yet.
  private static func values(_ accumulator: any ValueAccumulator) throws -> DataValues? {
    do {
      return try accumulator.values()
    } catch ValuationError.tooFewDraws {
      return nil
    }
  }

  private func holds(_ rule: StopRule, _ values: DataValues, _ heard: Heard) throws -> Bool {
    switch rule {
    case .fits(let count): return values.modelFits >= count
    case .standardError(let limit):
      guard let errors = values.standardErrors else {
        guard heard.all.draws < 2 else { throw ValuationError.noStandardErrors(rule: rule.name) }
        return false
      }
      return errors.allSatisfy { $0 <= limit }
    case .rankStability(let limit): return try Self.rankStability(heard).map { $0 >= limit } ?? false
    case .gelmanRubin(let limit): return try gelmanRubin(heard).map { $0 <= limit } ?? false
    case .relativeChange(let limit): return Self.relativeChange(heard.history).map { $0 <= limit } ?? false
    case .any(let rules): return try rules.contains { try holds($0, values, heard) }
    case .all(let rules): return try rules.allSatisfy { try holds($0, values, heard) }
    }
  }

  /// Spearman's correlation between the halves; `nil` where one is empty, undetermined or constant.
  private static func rankStability(_ heard: Heard) throws -> Double? {
    guard heard.batches > 1, let even = try values(heard.halves[0]), let odd = try values(heard.halves[1]) else {
      return nil
    }
    return Statistics.spearman(even.values, odd.values)
  }

  /// The largest R̂ = √((L − 1)/L + (B/L)/W) over players, with W the mean variance within chains of L draws each and
  /// B/L that of their means (Gelman and Rubin, Statistical Science 1992); 1 for a player whose draws never vary.
  private func gelmanRubin(_ heard: Heard) throws -> Double? {
    guard heard.batches >= 2 * Self.chainCount else { return nil }
    let chains = try heard.chains.compactMap { chain in try Self.values(chain).map { (draws: chain.draws, values: $0) }
    }
    guard chains.count == Self.chainCount else { return nil }
    let errors = try chains.map { chain in
      guard let errors = chain.values.standardErrors else {
        throw ValuationError.noStandardErrors(rule: StopRule.gelmanRubin(1).name)
      }
      return errors
    }
    let length = Double(chains.reduce(0) { $0 + $1.draws }) / Double(chains.count)
    let statistics = chains[0].values.values.indices.map { player in
      let within = Statistics.mean(zip(chains, errors).map { Double($0.draws) * $1[player] * $1[player] })
      let between = Statistics.variance(chains.map { $0.values.values[player] })
      return within > 0 ? (length - 1) / length + between / within : 1
    }
    return statistics.max()?.squareRoot()
  }

  /// The mean of |now − ten batches ago| / |now|; `nil` before there are eleven.
  private static func relativeChange(_ history: [[Double]]) -> Double? {
    guard history.count > chainCount, let last = history.last, let first = history.first else { return nil }
    return Statistics.mean(zip(last, first).map { abs($0 - $1) / max(abs($0), leastValue) })
  }
}
