/// What can be told of worked examples before anything runs, by whoever knows the components.
public struct WorkedRules: Sendable {
  /// The players of a game, or why its arguments fit none.
  public let players: @Sendable (_ game: ComponentValue) -> Players
  /// What a method can be worked on, with so many players.
  public let fit: @Sendable (_ method: ComponentValue, _ players: Int) -> WorkedFit
  /// The kinds of methods that can be worked on a game, and on points, for advice.
  public let gameKinds: [String]
  public let pointKinds: [String]

  public enum Players: Sendable, Hashable {
    case count(Int)
    case impossible(String)
  }

  public init(
    gameKinds: [String] = [], pointKinds: [String] = [],
    players: @escaping @Sendable (_ game: ComponentValue) -> Players = { _ in .impossible("no game is known") },
    fit: @escaping @Sendable (_ method: ComponentValue, _ players: Int) -> WorkedFit = { _, _ in .nothing }
  ) {
    (self.gameKinds, self.pointKinds) = (gameKinds, pointKinds)
    (self.players, self.fit) = (players, fit)
  }
}

/// What a method's values can be worked out on, step by step.
public enum WorkedFit: Sendable, Hashable {
  /// A game of few players; the Shapley value is also the mean over orders.
  case game(isShapley: Bool)
  /// A game on which it gives what no weights by coalition size give: its own values beside the Shapley value.
  case otherValue
  /// Points with features and labels, and queries.
  case neighbours(isShapley: Bool)
  /// Points with gradients, which losses may multiply.
  case gradients(hasLosses: Bool)
  /// Points with losses alone.
  case losses
  /// Nothing, with these arguments or so many players: a sentence says why.
  case refused(String)
  case nothing

  /// Whether it is worked on points.
  public var needsPoints: Bool {
    switch self {
    case .neighbours, .gradients, .losses: true
    case .game, .otherValue, .refused, .nothing: false
    }
  }

  /// Whether it can be worked out at all.
  public var isPossible: Bool {
    switch self {
    case .refused, .nothing: false
    default: true
    }
  }

  /// Whether the mean over orders is its value.
  public var isShapley: Bool {
    switch self {
    case .game(let isShapley), .neighbours(let isShapley): isShapley
    case .gradients, .losses: true
    case .otherValue, .refused, .nothing: false
    }
  }
}
