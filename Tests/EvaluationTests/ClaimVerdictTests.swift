import Compute
import Evaluation
import Testing
import Vocabulary

private let zeros = [Double](repeating: 0, count: 6)

private func judge(
  _ left: [Double], _ right: [Double], _ relation: Relation = .greater, margin: Double = 0
) -> ClaimVerdict { ClaimVerdict(left: left, right: right, relation: relation, margin: margin) }

/// Six differences of mean 0.1 whose 95 % t interval is 0.1 ± 0.1 · half.
private func differences(half: Double) -> [Double] {
  // Three of each sign: sample variance 6 s² / 5, so the spread of the mean is s / √5, times t(0.975; 5) = 2.570582.
  let spread = 0.1 * half * 5.0.squareRoot() / 2.570581835636314
  return [0.1 + spread, 0.1 - spread, 0.1 + spread, 0.1 - spread, 0.1 + spread, 0.1 - spread]
}

@Test("an interval above the margin reproduces a claim, below it does not, and across it decides nothing")
func threeVerdicts() throws {
  let found = judge(differences(half: 0.5), zeros)
  let effect = try #require(found.effect)
  let (low, high) = (try #require(effect.low), try #require(effect.high))
  // The quantile above has 16 digits.
  #expect(abs(effect.mean - 0.1) < 1e-12 && abs(low - 0.05) < 1e-12 && abs(high - 0.15) < 1e-12)
  #expect(found.outcome == .reproduced)
  #expect(judge(differences(half: 0.5), zeros, margin: 0.049).outcome == .reproduced)
  #expect(judge(differences(half: 0.5), zeros, margin: 0.051).outcome == .inconclusive)
  #expect(judge(differences(half: 0.5), zeros, margin: 0.149).outcome == .inconclusive)
  #expect(judge(differences(half: 0.5), zeros, margin: 0.151).outcome == .notReproduced)
  #expect(judge(differences(half: 1.1), zeros).outcome == .inconclusive)
  #expect(judge(differences(half: 1.1), zeros, margin: -0.02).outcome == .reproduced)
}

@Test("less asks for right minus left")
func less() {
  #expect(judge(zeros, differences(half: 0.5), .less) == judge(differences(half: 0.5), zeros, .greater))
  #expect(judge(differences(half: 0.5), zeros, .less).outcome == .notReproduced)
  #expect(judge(differences(half: 0.5), zeros, .less).effect?.mean.sign == .minus)
}

@Test("only differences count: what both sides share in a replicate cancels")
func paired() {
  let shared = [10.0, -40, 25, 3, 90, -7]
  let left = zip(shared, differences(half: 0.5)).map { $0 + $1 }
  #expect(judge(left, shared).outcome == .reproduced)
  #expect(judge(left, shared.reversed()).outcome == .inconclusive)
}

@Test("five replicates give no verdict, six do, and the effect is told all the same")
func fewReplicates() {
  for count in 0...5 {
    let found = judge([Double](repeating: 1, count: count), [Double](repeating: 0, count: count))
    #expect(found.outcome == .noVerdict(.tooFewReplicates(found: count)))
    #expect(found.effect?.mean == (count == 0 ? nil : 1))
  }
  #expect(judge(zeros.map { _ in 1 }, zeros).outcome == .reproduced)
}

@Test("a replicate that is no number is not averaged away")
func undefinedReplicates() {
  let found = judge([1, .nan, 1, .infinity, 1, 1, 1], [Double](repeating: 0, count: 7))
  #expect(found.outcome == .noVerdict(.undefinedReplicates(2, of: 7)) && found.effect == nil)
  let reason = ClaimVerdict.Reason.undefinedReplicates(2, of: 7)
  #expect("\(reason)" == "2 of 7 replicates have no finite difference")
}

@Test("equal differences are judged by their one value, and exactly at the margin nothing is decided")
func zeroWidth() {
  #expect(judge(zeros, zeros).outcome == .inconclusive)
  #expect(judge(zeros, zeros, margin: -0.01).outcome == .reproduced)
  #expect(judge(zeros, zeros, margin: 0.01).outcome == .notReproduced)
  // Each pair differs by 0.1 on paper and by up to 1e-16 more or less in binary.
  let right = [0.8, 0.2, 0.5, 0.7, 0.1, 0.4, 0.6]
  let left = [0.9, 0.3, 0.6, 0.8, 0.2, 0.5, 0.7]
  #expect(Set(zip(left, right).map { $0 - $1 }).count > 1)
  #expect(judge(left, right, margin: 0.1).outcome == .inconclusive)
  #expect(judge(right, left, .less, margin: 0.1).outcome == .inconclusive)
  #expect(judge(left, right, margin: 0.099_999_999).outcome == .reproduced)
  #expect(judge(left, right, margin: 0.100_000_001).outcome == .notReproduced)
  let nines = [Double](repeating: 0.9, count: 6)
  #expect(judge(nines, nines.map { _ in 0.8 }, margin: 0.1).outcome == .inconclusive)
}

@Test("verdicts have the names that tables write")
func verdictNames() {
  let outcomes: [ClaimVerdict.Outcome] = [
    .reproduced, .notReproduced, .inconclusive, .noVerdict(.tooFewReplicates(found: 2)),
  ]
  #expect(outcomes.map(\.name) == ["reproduced", "not_reproduced", "inconclusive", "no_verdict"])
  #expect(
    "\(ClaimVerdict.Reason.tooFewReplicates(found: 2))" == "a verdict needs at least 6 replicates, found 2")
}
