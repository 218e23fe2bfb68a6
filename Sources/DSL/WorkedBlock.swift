public import Vocabulary

/// `worked:`: a small example that is worked out step by step, without its caption, which may ask about other examples.
public struct WorkedBlock: Sendable, Hashable {
  public let name: String
  public let ground: Ground
  /// A name for each player or point.
  public let players: [String]
  public let method: MethodInstance
  /// What is shown, in this order.
  public let show: [Part]
  /// The player whose value is derived.
  public let player: Int
  /// Where it is written.
  public let line: Int

  /// The most players, points and queries.
  static let limit = 5

  public enum Ground: Sendable, Hashable {
    /// A game, and the case of the grid that it is, if any.
    case game(ComponentValue, caseName: String?)
    case points([Point], queries: [Point])
  }

  /// A point written in the study; numbers are texts of exact decimals or fractions.
  public struct Point: Sendable, Hashable {
    public let features: [String]
    public let label: String
    public let loss: String
    public let gradient: [String]

    public init(features: [String] = [], label: String = "", loss: String = "", gradient: [String] = []) {
      (self.features, self.label, self.loss, self.gradient) = (features, label, loss, gradient)
    }
  }

  public enum Part: String, Sendable, Hashable, CaseIterable {
    case points, coalitions, orderings, formula, lattice, values
  }

  public init(
    name: String, ground: Ground, players: [String], method: MethodInstance, show: [Part], player: Int, line: Int
  ) {
    (self.name, self.ground, self.players, self.method) = (name, ground, players, method)
    (self.show, self.player, self.line) = (show, player, line)
  }
}

/// A worked example in its place in the report.
public struct WorkedCell: Sendable {
  public let block: WorkedBlock
  public let caption: Template
  public init(block: WorkedBlock, caption: Template) { (self.block, self.caption) = (block, caption) }
}

/// A checked question about a worked example; players are counted from 0, coalitions are masks with the first player
/// lowest.
public struct WorkedQuery: Sendable, Hashable {
  public let example: String
  public let measure: Measure

  public enum Measure: Sendable, Hashable {
    case value(player: Int)
    /// That of all values.
    case sum
    case utility(coalition: Int)
    /// What the player adds to a coalition without it.
    case marginal(player: Int, coalition: Int)
  }

  public init(example: String, measure: Measure) { (self.example, self.measure) = (example, measure) }
}
