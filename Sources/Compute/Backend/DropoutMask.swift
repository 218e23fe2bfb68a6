/// Which elements a dropout keeps: word i of a stream decides on element i, so the mask needs no memory and backward
/// passes draw the same one again.
public struct DropoutMask: Sendable, Hashable {
  public let stream: SeedStream
  /// The probability of dropping an element, in [0, 1).
  public let rate: Double

  public init(stream: SeedStream, rate: Double) {
    precondition(rate >= 0 && rate < 1, "a dropout rate lies in [0, 1), not at \(rate)")
    (self.stream, self.rate) = (stream, rate)
  }

  /// Words below this drop their element.
  var threshold: UInt32 { UInt32(rate * 0x1p32) }
  /// What kept elements are multiplied by, so that expectations stay.
  var factor: Float { Float(1 / (1 - rate)) }
}
