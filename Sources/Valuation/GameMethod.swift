public import Compute
public import Vocabulary

/// A method that values the players of any game; on data, the game is a model retrained on coalitions.
public protocol GameMethod: ValuationMethod {
  var settings: GameSettings { get }
  /// The most evaluations of v a game of n players may take, v(∅) left out: the price told before a run.
  func evaluations(players: Int) -> Int
  /// The semivalue that the values are or tend to; `nil` for any other value.
  var semivalue: Semivalue? { get }
  /// The weights p₀ … p₍ₙ₋₁₎, [n], of the semivalue that the values are or are meant to estimate, however biased; `nil` for
  /// any other value. Throws ``ValuationError/unusableWeights(count:players:)``.
  func exactWeights(players: Int) throws(ValuationError) -> [Rational]?
  /// Whether its values are those of the semivalue, up to rounding, and no estimate.
  var isEnumerating: Bool { get }
  /// A value for each player.
  func values(of game: any Game, in run: Run) throws -> DataValues
}

extension GameMethod {
  public var semivalue: Semivalue? { nil }

  public func exactWeights(players: Int) throws(ValuationError) -> [Rational]? {
    semivalue.map { RationalSemivalue($0, players: players).coefficients }
  }

  public var isEnumerating: Bool { Self.card.estimation == .exact }

  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    try settings.byExample(values(of: settings.game(on: problem, in: run), in: run), on: problem)
  }
}

/// A method that plays a game in independent batches, each a unit of work that is stored on its own.
public protocol SampledGameMethod: GameMethod, SampledMethod {
  /// When the batches known are enough; `nil` for all of them.
  var stop: StopRule? { get }
  /// One batch; a pure function of the game, the stream and `index`.
  func batch(_ index: Int, of game: any Game, in run: Run) throws -> Artifact
  /// What gathers batches, in index order, into values.
  func accumulator(players: Int) -> any ValueAccumulator
}

extension SampledGameMethod {
  /// All batches one after the other, as far as the stopping rule asks for them.
  public func values(of game: any Game, in run: Run) throws -> DataValues {
    var watch = watch()
    var artifacts: [Artifact] = []
    for index in 0..<batches {
      artifacts.append(try batch(index, of: game, in: run.stage(index, of: batches)))
      if try watch?.isEnough(adding: artifacts[index]) ?? false { break }
    }
    return try gathered(artifacts)
  }

  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    try settings.byExample(values(of: settings.game(on: problem, in: run), in: run), on: problem)
  }

  public func batch(_ index: Int, of problem: ValuationProblem, in run: Run) throws -> Artifact {
    try batch(index, of: settings.game(on: problem, in: run), in: run)
  }

  public func combine(_ batches: [Artifact], for problem: ValuationProblem, in run: Run) throws -> DataValues {
    try settings.byExample(gathered(batches), on: problem)
  }

  public func watch() -> (any BatchWatch)? { stop.map { StopWatch($0) { accumulator(players: $0) } } }

  /// The values that some batches of a game give, in index order.
  public func gathered(_ batches: [Artifact]) throws -> DataValues {
    guard let first = batches.first else { preconditionFailure("no batch of \(self.batches) to combine") }
    var gathering = accumulator(players: BatchHead(first).players)
    for batch in batches { try gathering.add(batch) }
    let values = try gathering.values()
    return stop.map { values.adding(notes: $0.warnings(for: values)) } ?? values
  }
}

/// Gathers batches into values.
public protocol ValueAccumulator {
  /// Takes one more batch.
  mutating func add(_ batch: Artifact) throws
  /// Independent draws taken so far, such as permutations.
  var draws: Int { get }
  /// The values so far. May throw where the draws do not determine them yet.
  func values() throws -> DataValues
}
