public import Vocabulary

/// Coalitions drawn in a batch, with their utilities and the layer each was drawn for.
public struct Evaluations: Sendable, Hashable {
  public private(set) var coalitions: [Coalition]
  /// v of each.
  public private(set) var utilities: [Double]
  /// What each was drawn for, such as a size, a probability's index or a player; 0 where there is nothing to tell.
  public private(set) var layers: [Int]

  public init(_ coalitions: [Coalition], utilities: [Double], layers: [Int]? = nil) {
    precondition(coalitions.count == utilities.count, "utilities of other coalitions")
    precondition(layers.map { $0.count == coalitions.count } ?? true, "layers of other coalitions")
    (self.coalitions, self.utilities) = (coalitions, utilities)
    self.layers = layers ?? coalitions.map { _ in 0 }
  }

  public var count: Int { coalitions.count }

  public mutating func append(_ other: Evaluations) {
    coalitions += other.coalitions
    utilities += other.utilities
    layers += other.layers
  }

  /// The table `evaluations`: layer, coalition as hexadecimal words with the lowest players first, utility.
  public var item: Artifact.Item {
    Artifact.Item(
      "evaluations",
      .table(
        Table([
          .init("layer", .integers(layers)), .init("coalition", .texts(coalitions.map(\.hexadecimal))),
          .init("utility", .reals(utilities)),
        ])))
  }

  /// Reads what ``item`` wrote.
  public init(_ batch: Artifact, players: Int) {
    guard let table = batch.table("evaluations") else {
      preconditionFailure("no evaluations in a batch of \(batch.items.map(\.name))")
    }
    self.init(
      table.texts("coalition").map { Coalition(players: players, hexadecimal: $0) },
      utilities: table.reals("utility"), layers: table.integers("layer"))
  }
}

extension Coalition {
  /// Its words, 16 digits each, the lowest players in the first.
  var hexadecimal: String {
    words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Reads what ``hexadecimal`` wrote.
  init(players: Int, hexadecimal text: String) {
    let digits = Array(text)
    precondition(digits.count == (players + 63) / 64 * 16, "'\(text)' is no coalition of \(players) players")
    let words = stride(from: 0, to: digits.count, by: 16).map { UInt64(String(digits[$0..<$0 + 16]), radix: 16) ?? 0 }
    self.init(players: players, words: words)
  }
}
