public import Vocabulary

/// Numbers known from earlier work, each a pure function of its family and key, such as a game and a coalition.
///
/// Whether a number is known changes what has to be computed and never a result.
public protocol KnownNumbers: Sendable {
  /// The number of each key, `nil` where it is not known.
  func numbers(_ keys: [NumberKey], of family: ContentKey) -> [Double?]
  /// Takes numbers that have just been computed.
  func learn(_ numbers: [(key: NumberKey, number: Double)], of family: ContentKey)
}

/// 128 bits that name a number within its family.
public struct NumberKey: Sendable, Hashable {
  public let high: UInt64
  public let low: UInt64
  public init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }
}
