public import Compute
import Learning
public import Vocabulary

/// The value of players who negotiate in unions, such as examples of one provider, ten permutations a batch.
///
/// First the unions share out v(N) − v(∅) among themselves as Shapley has it, then each union's members share what it
/// got by what they could earn with the other unions. It is the mean marginal contribution over the orders that keep every
/// union together: unions of one player each, or a single union of all, give the Shapley value. Standard errors are over
/// permutations; each shares out v(N) − v(∅) exactly.
public struct OwenValue: SampledGameMethod {
  public static let card = Card(
    "owen_value", .method, revision: 1,
    "Estimates the Owen value of examples that negotiate in unions, such as those of one data provider.",
    citation:
      "G. Owen, Values of games with a priori unions, in: Mathematical Economics and Game Theory, Springer 1977",
    formula: #"\phi_i = \sum_{H \subseteq M \setminus \{k\}}\sum_{S \subseteq B_k \setminus \{i\}}"#
      + #"\frac{|H|!\,(m - |H| - 1)!}{m!}\,\frac{|S|!\,(b_k - |S| - 1)!}{b_k!}"#
      + #"\bigl[v(Q_H \cup S \cup \{i\}) - v(Q_H \cup S)\bigr],\quad Q_H = \bigcup_{h \in H} B_h"#,
    symbols: [
      .value,
      .init("M", "the unions"),
      .init("m", "their number"),
      .init("B_k", "the union of player i, with b_k members"),
      .init("H", "other unions, which join as a whole"),
      .init("Q_H", "all members of these unions"),
      .init("S", "members of the own union"),
      .utility,
    ],
    caution:
      "It neither is nor estimates the Shapley value: unions negotiate first, as one player each, and members share "
      + "what theirs gets. Owen sampling of the Shapley value is `owen_shapley`.",
    complexity: "T (n − 1) + 1 evaluations of v, each one model fit",
    parameters: [
      GameSettings.modelParameter, Score.parameter, UnionsSource.parameter, PermutationShapley.permutationsParameter,
      StopRule.parameter,
    ],
    synonyms: ["owen_coalitional_value", "a_priori_unions", "coalition_structure_value"],
    direction: .higherIsBetter,
    axioms: [.efficiency, .nullPlayer, .linearity, .monotonicity], estimation: .unbiased)

  public let settings: GameSettings
  public let stop: StopRule?
  private let draws: BatchedDraws
  private let source: UnionsSource

  public init(_ arguments: Arguments) {
    settings = GameSettings(arguments)
    source = arguments[UnionsSource.parameter]
    draws = BatchedDraws(
      total: arguments[PermutationShapley.permutationsParameter], size: PermutationShapley.batchSize)
    stop = arguments[StopRule.parameter]
  }

  /// The column that makes the unions; `nil` where names do.
  public var unionColumn: String? { if case .column(let name) = source { name } else { nil } }

  public func evaluations(players: Int) -> Int { draws.total * (players - 1) + 1 }

  public var batches: Int { draws.batches }

  public func identity(ofBatch index: Int) -> Arguments {
    let own: [String: Value] = ["groups": source.value, "permutations": draws.countValue(ofBatch: index)]
    return Arguments(settings.identity.merging(own) { $1 })
  }

  /// Unions by a column need data: throws ``ValuationError/noAttribute(_:available:)`` on a game without any.
  public func batch(_ index: Int, of game: any Game, in run: Run) throws -> Artifact {
    switch source {
    case .names(let names):
      return try batch(index, of: game, Unions(names: names, players: game.players), in: run)
    case .column(let column): throw ValuationError.noAttribute(column, available: [])
    }
  }

  public func batch(_ index: Int, of problem: ValuationProblem, in run: Run) throws -> Artifact {
    try resolved(on: problem).batch(index, of: settings.game(on: problem, in: run), in: run)
  }

  /// All batches one after the other, as far as the stopping rule asks for them.
  public func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    try resolved(on: problem).values(of: settings.game(on: problem, in: run), in: run)
  }

  public func accumulator(players: Int) -> any ValueAccumulator { PermutationAccumulator() }

  private func batch(_ index: Int, of game: any Game, _ unions: Unions, in run: Run) throws -> Artifact {
    let stream = run.seeds.branch("permutation")
    let orders = draws.range(ofBatch: index).map { unions.order(stream.branch($0)) }
    let full = try game.fullUtility(in: run)
    return try PermutationSampling(stream: stream).batch(through: orders, of: game, fullUtility: full, in: run).artifact
  }

  /// The same method with its unions looked up in the data.
  private func resolved(on problem: ValuationProblem) throws(ValuationError) -> OwenValue {
    OwenValue(self, source: .names(try source.names(on: problem)))
  }

  private init(_ method: OwenValue, source: UnionsSource) {
    (settings, stop, draws) = (method.settings, method.stop, method.draws)
    self.source = source
  }
}
