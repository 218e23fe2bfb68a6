import Compute
import Glibc
import Testing

@Suite struct GaussLegendreTests {
  @Test func `few nodes are where the textbook has them`() {
    #expect(GaussLegendre(count: 1) == GaussLegendre(count: 1))
    #expect(GaussLegendre(count: 1).nodes == [0.5] && abs(GaussLegendre(count: 1).weights[0] - 1) < 1e-15)
    let two = GaussLegendre(count: 2)
    #expect(abs(two.nodes[0] - (0.5 - sqrt(3.0) / 6)) < 1e-15 && abs(two.weights[0] - 0.5) < 1e-15)
    let three = GaussLegendre(count: 3)
    #expect(abs(three.nodes[0] - (0.5 - sqrt(0.6) / 2)) < 1e-15)
    #expect(abs(three.weights[0] - 5.0 / 18) < 1e-15 && abs(three.weights[1] - 8.0 / 18) < 1e-15)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 8, 13, 32, 101, 400]) func `powers below twice the count are integrated exactly`(
    count: Int
  ) {
    let rule = GaussLegendre(count: count)
    for power in Set([0, 1, 2, count - 1, count, 2 * count - 2, 2 * count - 1]) where 0..<2 * count ~= power {
      let sum = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * pow($1.0, Double(power)) }
      // Powers magnify the rounding of nodes by their exponent, relative to an integral of 1/(power + 1).
      #expect(abs(sum * Double(power + 1) - 1) < 4e-15 * Double(power + 10), "power \(power)")
    }
    #expect(abs(rule.weights.reduce(0, +) - 1) < 1e-13)
  }

  @Test func `the next power is beyond reach`() {
    let rule = GaussLegendre(count: 2)
    let sum = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * pow($1.0, 4) }
    #expect(abs(sum - 0.2) > 1e-3)
  }

  @Test func `nodes increase and lie symmetrically to the bit`() {
    for count in [2, 7, 64, 401] {
      let rule = GaussLegendre(count: count)
      for index in 0..<count {
        if index > 0 { #expect(rule.nodes[index] > rule.nodes[index - 1]) }
        #expect(rule.weights[index] == rule.weights[count - 1 - index] && rule.weights[index] > 0)
        // 1 − x rounds for nodes below ½.
        #expect(abs(rule.nodes[index] + rule.nodes[count - 1 - index] - 1) <= 0x1p-53)
      }
    }
  }
}
