import Testing

@testable import Compute

@Suite struct RationalTests {
  @Test func `fractions are kept in lowest terms with a positive denominator`() {
    #expect(Rational(6, over: -4) == Rational(-3, over: 2))
    #expect(Rational(0, over: -7) == 0)
    #expect("\(Rational(6, over: -4))" == "-3/2")
    #expect("\(Rational(-8, over: 4))" == "-2")
  }

  @Test func `arithmetic is that of fractions`() {
    let (half, third) = (Rational(1, over: 2), Rational(1, over: 3))
    #expect(half + third == Rational(5, over: 6))
    #expect(third - half == Rational(-1, over: 6))
    #expect(half * third == Rational(1, over: 6))
    #expect(half / -third == Rational(-3, over: 2))
    #expect(third < half && !(half < third) && -half < -third)
    #expect((-half).magnitude == half)
  }

  /// Every operation on numbers around the edge of a word, against the same operation scaled down or undone.
  @Test func `numbers beyond a machine word are as exact as small ones`() {
    let edges = [Int.max, .max - 1, .min, .min + 1, 1 << 62, 3, -1]
    for left in edges.map({ Rational($0) }) {
      for right in edges.map({ Rational($0) }) {
        #expect((left + right) - right == left)
        #expect((left * right) / right == left)
        #expect((left < right) == (left - right < 0))
        #expect(left / right * right == left)
        #expect(Set([left, (left + right) - right]).count == 1, "equal numbers hash alike")
      }
    }
    let large = (1...30).reduce(Rational(1)) { $0 * Rational($1) }
    #expect("\(large)" == "265252859812191058636308480000000")
    #expect((1...30).reduce(large) { $0 / Rational($1) } == 1)
  }

  @Test func `the harmonic number of forty is the known fraction`() {
    let sum = (1...40).reduce(Rational(0)) { $0 + Rational(1, over: $1) }
    #expect("\(sum)" == "2078178381193813/485721041551200")
  }

  @Test func `a double is taken exactly and given back`() {
    let numbers = [0, 1, -0.1, 1.0 / 3, 0x1p-1074, 0x1.8p-1022, 1e300, -Double.pi, 0x1p53 + 2]
    for number in numbers { #expect(Rational(exactly: number).double == number) }
    #expect(Rational(exactly: 0.375) == Rational(3, over: 8))
    #expect(Rational(exactly: 0.1) != Rational(1, over: 10))
  }

  @Test func `a fraction rounds to the nearest double`() {
    for (top, bottom) in [(1, 3), (2, 3), (-22, 7), (1, 10), (999_999_937, 1_000_000_007)] {
      // Both are whole numbers below 2⁵³: the machine's division rounds once.
      #expect(Rational(top, over: bottom).double == Double(top) / Double(bottom))
    }
    // Half way between two doubles: to the even one, unless anything lies behind the half.
    let half = Rational(exactly: 0x1p53 + 2) - 1
    #expect(half.double == 0x1p53)
    #expect((half + Rational(1, over: 1 << 40) * Rational(1, over: 1 << 40)).double == 0x1p53 + 2)
  }
}
