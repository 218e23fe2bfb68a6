public import Compute
public import Vocabulary

/// A method that draws coalitions one independently of the other and estimates its values from all of them together.
public protocol CoalitionMethod: SampledGameMethod {
  var sampling: CoalitionSampling { get }
  /// Own arguments that decide which coalitions are drawn.
  var designArguments: [String: Value] { get }
  /// The values that coalitions with their utilities give, in the order drawn. A game of one player may have none.
  func estimate(from evaluations: Evaluations, _ head: BatchHead) throws -> DataValues
}

extension CoalitionMethod {
  public var designArguments: [String: Value] { [:] }

  public var batches: Int { sampling.batches }

  public func evaluations(players: Int) -> Int { sampling.evaluations(players: players) }

  public func identity(ofBatch index: Int) -> Arguments {
    Arguments(
      settings.identity.merging(designArguments) { $1 }.merging(sampling.identity(ofBatch: index)) { $1 })
  }

  public func batch(_ index: Int, of game: any Game, in run: Run) throws -> Artifact {
    try sampling.batch(index, of: game, in: run)
  }

  public func accumulator(players: Int) -> any ValueAccumulator { CoalitionAccumulator(self) }

  /// The error of draws that leave some value open.
  func tooFewDraws(_ head: BatchHead, _ needed: String) -> ValuationError {
    .tooFewDraws(method: Self.card.name, draws: head.draws, needed: needed)
  }
}

extension CoalitionSampling {
  /// `fits` of a method that draws coalitions.
  static let fitsParameter = Parameter<Int>.integer(
    "fits", 1...1_000_000_000, default: 1000, unit: "fits",
    help: "Coalitions to evaluate, each one model fit; raising it keeps what is known.",
    synonyms: ["samples", "budget", "n_samples", "evaluations", "n_models", "models"])
}

/// Keeps all coalitions drawn until values are asked for.
struct CoalitionAccumulator<Method: CoalitionMethod>: ValueAccumulator {
  private let method: Method
  private var gathered: (head: BatchHead, evaluations: Evaluations)?

  init(_ method: Method) { self.method = method }

  var draws: Int { gathered?.head.draws ?? 0 }

  mutating func add(_ batch: Artifact) {
    let head = BatchHead(batch)
    let evaluations = Evaluations(batch, players: head.players)
    guard let known = gathered else {
      gathered = (head, evaluations)
      return
    }
    gathered?.head = known.head.adding(head)
    gathered?.evaluations.append(evaluations)
  }

  func values() throws -> DataValues {
    guard let gathered else {
      throw ValuationError.tooFewDraws(method: Method.card.name, draws: 0, needed: "a coalition")
    }
    return try method.estimate(from: gathered.evaluations, gathered.head)
  }
}
