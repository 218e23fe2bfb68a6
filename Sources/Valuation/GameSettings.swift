public import Compute
public import Learning
public import Vocabulary

/// What every method that plays a game lets a study choose: the model, its score and the players.
public struct GameSettings: Sendable, Hashable {
  static let modelParameter = Parameter<ComponentValue>.reference(
    "model", to: .model, help: "The model that is retrained on coalitions; needed wherever a case is data.",
    synonyms: ["learner", "classifier"]
  ).optional
  static let playersParameter = Parameter<Players>(
    "players",
    .either(
      .choice(["examples"]),
      .record([
        Parameter<String>.text("by", help: "A column of the data whose equal values make one player.").declaration
      ])),
    default: .text("examples"),
    help: "Who plays: every training example, or groups of them such as data providers.",
    synonyms: ["groups", "owners"],
    read: Players.init)

  /// The parameters, for cards.
  static let parameters: [any DeclaredParameter] = [modelParameter, Score.parameter, playersParameter]

  public let model: ComponentValue?
  public let score: Score
  public let players: Players

  public init(_ arguments: Arguments) {
    model = arguments[Self.modelParameter]
    score = arguments[Score.parameter]
    players = arguments[Self.playersParameter]
  }

  /// What a unit of work depends on.
  var identity: [String: Value] {
    ["model": model.map(Value.component) ?? .none, "score": score.value, "players": players.value]
  }

  /// The game these settings make of some data. Throws ``ValuationError`` where the data or the settings do not allow it.
  public func game(on problem: ValuationProblem, in run: Run) throws -> any Game {
    guard let model else { throw ValuationError.noModel }
    let game = try UtilityGame(model: model, score: score, on: problem, in: run)
    guard case .groups(let column) = players else { return game }
    return GroupGame(game, groups: try problem.groups(by: column))
  }

  /// The values of the players as values of the examples: members share their group's value equally.
  func byExample(_ values: DataValues, on problem: ValuationProblem) throws -> DataValues {
    guard case .groups(let column) = players else { return values }
    return values.shared(among: try problem.groups(by: column))
  }
}

/// Who plays.
public enum Players: Sendable, Hashable {
  /// Every training example.
  case examples
  /// The training examples that agree in a column.
  case groups(by: String)

  init?(_ value: Value) {
    switch value {
    case .text("examples"): self = .examples
    case .record(let fields):
      guard case .text(let column)? = fields.first(where: { $0.name == "by" })?.value else { return nil }
      self = .groups(by: column)
    default: return nil
    }
  }

  var value: Value {
    switch self {
    case .examples: .text("examples")
    case .groups(let column): .record([.init("by", .text(column))])
    }
  }
}
