import Compute
import Testing

@Test("a share is the decimal number written, not its binary neighbour")
func fractions() {
  // In binary 0.29 · 100 is 28.999999999999996.
  #expect(Fraction.count(0.29, of: 100) == 29)
  #expect(Fraction.count(0.1 + 0.2, of: 10) == 3)
  #expect(Fraction.count(0.35, of: 10) == 3)
  #expect(Fraction.count(0.999, of: 10) == 9)
  #expect(Fraction.count(1, of: 7) == 7)
  for percent in 0...100 { #expect(Fraction.count(Double(percent) / 100, of: 1000) == percent * 10) }
}
