import Compute
import Testing

@Test("Student's quantiles agree with SciPy's")
func studentQuantiles() {
  let known: [(Double, Double, Double)] = [
    (0.975, 0.5, 164.55767348048818), (0.975, 1, 12.706204736174694), (0.975, 2, 4.302652729749462),
    (0.975, 2.5, 3.5746548420036817), (0.975, 5, 2.5705818356363146), (0.975, 9, 2.262157162798205),
    (0.975, 29, 2.045229642132703), (0.975, 39, 2.022690920036761), (0.975, 40, 2.021075390306273),
    (0.975, 99, 1.9842169515864174), (0.975, 1000, 1.9623390808264083), (0.975, 1e6, 1.959966356814107),
    (0.025, 9, -2.2621571627982053), (0.9, 3, 1.637744353696209), (0.5001, 7, 0.00025974603090261677),
    (0.999999, 3, 103.29946777942898), (1e-12, 5, -393.95695957760375), (0.5, 4, 0),
  ]
  for (probability, degrees, truth) in known {
    let quantile = StudentDistribution.quantile(probability, degreesOfFreedom: degrees)
    // The promised accuracy; SciPy's own is about 1e-13, less near the median.
    #expect(abs(quantile - truth) <= 1e-10 * abs(truth), "\(probability) at \(degrees): \(quantile)")
  }
}

@Test("normal quantiles agree with SciPy's in all three regions and by symmetry")
func normalQuantiles() {
  let known = [
    (1e-300, -37.0470962993612), (1e-10, -6.361340902404056), (1e-7, -5.1993375821928165),
    (0.001, -3.090232306167813), (0.025, -1.9599639845400545), (0.075, -1.4395314709384563),
    (0.1, -1.2815515655446004), (0.5, 0), (0.7, 0.5244005127080407), (0.975, 1.959963984540054),
    (0.9999, 3.719016485455709),
  ]
  for (probability, truth) in known {
    // The algorithm promises 16 digits; near 1 the probability itself has fewer.
    #expect(abs(NormalDistribution.quantile(probability) - truth) <= 2e-13 * abs(truth))
  }
}

@Test("an estimate is a mean with a t interval, as SciPy computes it")
func estimate() throws {
  let estimate = try #require(Estimate(of: [0.61, 0.64, 0.58, 0.66, 0.60]))
  // A few roundings of double precision.
  #expect(abs(estimate.mean - 0.618) < 1e-15)
  #expect(abs((estimate.low ?? .nan) - 0.5783444319909037) < 1e-12)
  #expect(abs((estimate.high ?? .nan) - 0.6576555680090965) < 1e-12)
  #expect(estimate.count == 5)
}

@Test("one replicate has no interval, no replicate and an undefined one have no estimate")
func estimateEdges() throws {
  let single = try #require(Estimate(of: [0.5]))
  #expect(single.mean == 0.5 && single.low == nil && single.high == nil)
  #expect(Estimate(of: []) == nil)
  #expect(Estimate(of: [0.5, .nan, 0.6]) == nil)
  #expect(Estimate(of: [0.5, .infinity]) == nil)
}

@Test("a paired difference is narrower than its sides where they move together")
func pairedDifference() throws {
  let left = [0.50, 0.60, 0.70, 0.80]
  let right = [0.41, 0.50, 0.59, 0.70]
  let difference = try #require(Estimate(differenceOf: left, and: right))
  let alone = try #require(Estimate(of: left))
  // Differences 0.09, 0.10, 0.11, 0.10.
  #expect(abs(difference.mean - 0.1) < 1e-15)
  #expect((difference.margin ?? 1) < (alone.margin ?? 0) / 10)
}

@Test("the t interval of normal samples holds the truth in 95 percent of cases")
func coverage() throws {
  let rounds = 4000
  let held = try (0..<rounds).filter { round in
    let draws = SeedStream(root: 77).branch(round)
    let estimate = try #require(Estimate(of: (0..<6).map { 3 + 2 * draws.normal($0) }))
    return abs(estimate.mean - 3) <= estimate.margin ?? 0
  }
  // The standard error of the share is 0.0034; four of them.
  #expect(abs(Double(held.count) / Double(rounds) - 0.95) < 0.0138)
}

@Test("ties share their mean rank and correlations agree with SciPy's")
func ranksAndCorrelations() throws {
  #expect(Statistics.ranks([3, 1, 3, 2, 3]) == [4, 1, 4, 2, 4])
  #expect(Statistics.ascending([2, 1, 2, 1]) == [1, 3, 0, 2])
  let (left, right) = ([1, 2, 2, 4, 5, 3.5], [2.0, 1, 4, 3, 3, 9])
  #expect(abs(try #require(Statistics.spearman(left, right)) - 0.35294117647058826) < 1e-14)
  #expect(abs(try #require(Statistics.pearson(left, right)) - 0.30163480387958186) < 1e-14)
  #expect(Statistics.pearson([1, 1, 1], [1, 2, 3]) == nil)
  #expect(Statistics.spearman([1], [1]) == nil)
}
