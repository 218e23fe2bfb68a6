/// Where pairs of points are tied: in their values, in what they are expected to add, in both or in neither.
///
/// A gain counts as tied where the difference is too small to tell from rounding, whether it is exactly 0 or has
/// vanished with the chance that a far point joins the K nearest.
struct TieCounts: Sendable, Hashable {
  private(set) var neither = 0
  private(set) var valuesOnly = 0
  private(set) var gainsOnly = 0
  private(set) var both = 0

  var pairs: Int { neither + valuesOnly + gainsOnly + both }

  /// Counts a pair by the signs of two differences, 0 for a tie.
  mutating func add(value: Int, gain: Int) {
    switch (value == 0, gain == 0) {
    case (false, false): neither += 1
    case (true, false): valuesOnly += 1
    case (false, true): gainsOnly += 1
    case (true, true): both += 1
    }
  }

  static func += (left: inout Self, right: Self) {
    left.neither += right.neither
    left.valuesOnly += right.valuesOnly
    left.gainsOnly += right.gainsOnly
    left.both += right.both
  }
}
