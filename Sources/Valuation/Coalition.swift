/// A set of players as a bit set, 64 players a word.
public struct Coalition: Sendable, Hashable {
  /// The number of players of the game.
  public let players: Int
  /// ⌈players / 64⌉ words, the lowest player in the lowest bit.
  public private(set) var words: [UInt64]

  /// The empty coalition.
  public init(players: Int) {
    (self.players, words) = (players, [UInt64](repeating: 0, count: (players + 63) / 64))
  }

  /// The coalition of a bit set.
  init(players: Int, words: [UInt64]) {
    precondition(words.count == (players + 63) / 64, "\(words.count) words for \(players) players")
    (self.players, self.words) = (players, words)
  }

  /// The coalition of some members.
  public init(players: Int, members: some Sequence<Int>) {
    self.init(players: players)
    for member in members { insert(member) }
  }

  /// The coalition of all players.
  public static func everyone(of players: Int) -> Coalition { Coalition(players: players, members: 0..<players) }

  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  public func contains(_ player: Int) -> Bool { words[player >> 6] >> UInt64(player & 63) & 1 == 1 }

  public mutating func insert(_ player: Int) {
    precondition(0..<players ~= player, "no player \(player) among \(players)")
    words[player >> 6] |= 1 << UInt64(player & 63)
  }

  public mutating func remove(_ player: Int) {
    precondition(0..<players ~= player, "no player \(player) among \(players)")
    words[player >> 6] &= ~(1 << UInt64(player & 63))
  }

  /// Members in increasing order. O(players / 64 + count).
  public var members: [Int] {
    var found: [Int] = []
    found.reserveCapacity(count)
    for (index, var word) in words.enumerated() {
      while word != 0 {
        found.append(index << 6 + word.trailingZeroBitCount)
        word &= word &- 1
      }
    }
    return found
  }
}
