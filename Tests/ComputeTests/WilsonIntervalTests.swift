import Compute
import Testing

@Test("Wilson's interval agrees with a published example and keeps a width at the ends")
func wilson() throws {
  // 81 of 263, R. G. Newcombe, Statistics in Medicine 17 (1998), table I: 0.2553 to 0.3662.
  let interval = try #require(WilsonInterval(hits: 81, of: 263))
  #expect(abs(interval.low - 0.2553) < 5e-5 && abs(interval.high - 0.3662) < 5e-5)
  let none = try #require(WilsonInterval(hits: 0, of: 20))
  #expect(none.low == 0 && abs(none.high - 0.1611) < 5e-5)
  #expect(WilsonInterval(hits: 0, of: 0) == nil)
}

@Test("the normal distribution function undoes its quantile, also far out")
func cumulative() {
  for probability in [1e-12, 1e-5, 0.1, 0.5, 0.975] {
    let back = NormalDistribution.cumulative(NormalDistribution.quantile(probability))
    // The quantile has about 15 digits, which the slope of the far tail makes 13.
    #expect(abs(back / probability - 1) < 1e-12)
  }
}
