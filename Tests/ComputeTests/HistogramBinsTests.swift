import Testing

@testable import Compute

@Suite("Histograms and densities")
struct HistogramBinsTests {
  @Test("the count of bins follows Freedman and Diaconis") func rule() {
    // 0, 1 … 999: the quartiles lie 499.5 apart, so the length is 2 · 499.5 / 10 = 99.9 and 999 / 99.9 = 10.
    let bins = HistogramBins((0..<1000).map(Double.init))
    #expect(bins.count == bins.wanted && (10...11).contains(bins.count))
    #expect(bins.edges.first == 0 && bins.edges.last == 999)
  }

  @Test("every number lies in one bin, as a plain search finds") func counts() {
    let numbers = (0..<500).map { Double(($0 * 7919) % 101) / 7 }
    let bins = HistogramBins(numbers)
    let plain = (0..<bins.count).map { bin in
      numbers.filter { number in
        bins.edges[bin] <= number && (number < bins.edges[bin + 1] || bin == bins.count - 1)
      }.count
    }
    #expect(bins.counts(of: numbers) == plain)
    #expect(plain.reduce(0, +) == 500)
  }

  @Test("bounds hold where the rule asks for more, for fewer, or for nothing") func bounds() {
    let far = (0..<100).map { Double($0) / 1000 } + [1e6]
    #expect(HistogramBins(far).count == 60 && (HistogramBins(far).wanted ?? 0) > 60)
    #expect(HistogramBins([0, 1]).count == 5)
    let tied = [Double](repeating: 3, count: 50) + [4]
    #expect(HistogramBins(tied).wanted == nil && HistogramBins(tied).count == 60)
    #expect(HistogramBins([2, 2, 2]).counts(of: [2, 2, 2]) == [3])
    #expect(HistogramBins([0]).edges == [-0.5, 0.5])
  }

  @Test("a kernel density sums to one and has Silverman's bandwidth") func density() throws {
    let numbers = (0..<101).map { Double($0) / 10 }
    let density = try #require(KernelDensity(numbers))
    // The quartiles lie 5 apart; s is 2.93, so IQR / 1.34 = 3.73 does not count.
    #expect(abs(density.bandwidth - 0.9 * 2.930017 * 0.397316) < 1e-5)
    let step = 0.01
    let area = stride(from: -10.0, through: 20, by: step).reduce(0) { $0 + density($1) * step }
    // The sum over steps a hundredth of the bandwidth apart is off by rounding alone.
    #expect(abs(area - 1) < 1e-9)
    #expect(density(5) > density(0) && abs(density(2) - density(8)) < 1e-12)
  }

  @Test("what has no spread has no density") func flat() {
    #expect(KernelDensity([1]) == nil && KernelDensity([2, 2, 2]) == nil)
    #expect(KernelDensity([2, 2, 2, 2, 2, 3]) != nil)
  }

  @Test("quantiles lie between neighbours in proportion") func quantiles() {
    #expect(Statistics.quantile(0.25, ofSorted: [0, 1, 2, 3]) == 0.75)
    #expect(Statistics.quantile(1, ofSorted: [0, 1, 2, 3]) == 3 && Statistics.quantile(0.5, ofSorted: [7]) == 7)
  }
}
