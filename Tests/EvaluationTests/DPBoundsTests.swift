import Compute
import Glibc
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

private func bounds(_ learner: String, _ more: [String: Value] = [:]) -> DPBounds {
  DPBounds(Arguments(["learner": .text(learner)].merging(more) { $1 }))
}

private let losses: [[Double]] = [[0, 1, 1], [1, 0, 1], [0, 0, 1], [1, 1, 0]]
private let validation = [0.2, 0.5, 0.9]

@Test("the exponential mechanism's utility is the plain expectation over its choice", arguments: [0.5, 4, 60])
func exponentialMechanism(eta: Double) {
  let learner = ExponentialMechanism(losses: losses, validation: validation, eta: eta)
  for mask in 0..<16 {
    let members = (0..<4).filter { mask >> $0 & 1 == 1 }
    let chances = validation.indices.map { hypothesis -> Double in
      guard !members.isEmpty else { return 1 }
      return exp(-eta * Statistics.mean(members.map { losses[$0][hypothesis] }))
    }
    let expected = zip(chances, validation).reduce(0) { $0 + $1.0 * $1.1 } / chances.reduce(0, +)
    #expect(abs(learner.utility(of: members) + expected) < 1e-14)
  }
  let order = [2, 0, 3, 1]
  let walk = learner.utilities(along: order)
  #expect(walk == (0...4).map { learner.utility(of: Array(order[..<$0])) })
}

@Test("no choice of the exponential mechanism moves by more than its ε when a point is added")
func exponentialPrivacy() {
  let eta = 3.0
  func chances(_ members: [Int]) -> [Double] {
    let weights = validation.indices.map { hypothesis in
      members.isEmpty ? 1 : exp(-eta * Statistics.mean(members.map { losses[$0][hypothesis] }))
    }
    return weights.map { $0 / weights.reduce(0, +) }
  }
  for mask in 0..<16 {
    for point in 0..<4 where mask >> point & 1 == 0 {
      let members = (0..<4).filter { mask >> $0 & 1 == 1 }
      let epsilon = members.isEmpty ? eta : 2 * eta / Double(members.count + 1)
      for (before, after) in zip(chances(members), chances(members + [point])) {
        #expect(abs(log(after / before)) <= epsilon + 1e-12)
      }
    }
  }
}

@Test("the printed bound is above the linear one, and that above the sharp one")
func formsInOrder() {
  for epsilon in [0, 1e-9, 0.01, 0.3, 1, 5, 50, 5000] {
    for delta in [0, 1e-6, 0.01, 0.3, 1] {
      let forms = PrivacyBounds(epsilon: epsilon, delta: delta)
      #expect(forms.printed >= forms.linear && forms.linear >= forms.sharp - 1e-15, "\(epsilon), \(delta)")
      #expect(forms.sharp >= 0 && forms.printed <= 1)
    }
  }
  // c tanh(ε / 2) for δ = 0.
  #expect(abs(PrivacyBounds(epsilon: 1).sharp - tanh(0.5)) < 1e-15)
}

@Test("the δ of normal noise is what an integral over densities gives")
func gaussianDelta() {
  for (shift, epsilon) in [(0.5, 0.1), (1, 0.7), (2, 3)] as [(Double, Double)] {
    let step = 1e-3
    let integral = stride(from: -12.0, to: 12, by: step).reduce(0) { sum, x in
      let (left, right) = (exp(-(x - shift) * (x - shift) / 2), exp(-x * x / 2))
      return sum + max(0, left - exp(epsilon) * right) * step / (2 * Double.pi).squareRoot()
    }
    // The sum of cells errs by about step² at the kink.
    #expect(abs(GaussianMechanism.delta(epsilon: epsilon, shift: shift) - integral) < 1e-6)
    let found = GaussianMechanism.epsilon(delta: integral, shift: shift)
    #expect(abs(found - epsilon) < 1e-4)
  }
  #expect(abs(GaussianMechanism.totalVariation(shift: 1) - GaussianMechanism.delta(epsilon: 0, shift: 1)) < 1e-15)
  #expect(GaussianMechanism.epsilon(delta: 1e-5, shift: 100).isFinite)
}

@Test("the expected loss under normal noise is the mean over drawn noise")
func perturbedLoss() {
  let points = PlanarPoints(8, SeedStream(root: 3))
  let learner = OutputPerturbation(points: points, sigma: 0.7, lambda: 0.5, delta: 1e-5)
  let weights = LogisticWeights(points.train, 0.5)
  let stream = SeedStream(root: 4)
  let draws = (0..<20_000).map { index -> Double in
    let noise = (x: 0.7 * stream.normal(2 * index), y: 0.7 * stream.normal(2 * index + 1))
    return -Statistics.mean(
      points.validation.map { point in
        point.label * (weights.score(point) + noise.x * point.x + noise.y * point.y) > 0 ? 0 : 1
      })
  }
  let error = (Statistics.variance(draws) / 20_000).squareRoot()
  #expect(abs(learner.expectedUtility(weights) - Statistics.mean(draws)) < 4 * error)
  #expect(learner.utility(of: []) == -0.5)
}

@Test("logistic weights are a minimum, and no added point moves them beyond the bound")
func logisticWeights() {
  let points = PlanarPoints(7, SeedStream(root: 9)).train
  for lambda in [0.05, 0.5] {
    for mask in 1..<1 << 7 {
      let members = (0..<7).filter { mask >> $0 & 1 == 1 }
      let weights = LogisticWeights(members.map { points[$0] }, lambda)
      let gradient = members.reduce(lambda * weights.x) { sum, index in
        let point = points[index]
        return sum - point.label * point.x / (1 + exp(point.label * weights.score(point))) / Double(members.count)
      }
      // Where the objective stops falling by more than rounding (1e-16), its gradient is about the square root of that.
      #expect(abs(gradient) < 1e-7)
      for point in 0..<7 where mask >> point & 1 == 0 {
        let next = LogisticWeights((members + [point]).map { points[$0] }, lambda)
        let move = ((next.x - weights.x) * (next.x - weights.x) + (next.y - weights.y) * (next.y - weights.y))
        #expect(move.squareRoot() <= LogisticWeights.sensitivity(joining: members.count, lambda))
      }
    }
  }
}

@Test("no value exceeds its sharp bound in any setting", arguments: ["exponential_mechanism", "output_perturbation"])
func neverExceeded(learner: String) throws {
  let check = bounds(
    learner, ["sizes": .list([2, 3, 4, 5, 6, 7, 25, 50, 100, 200].map(Value.integer)), "permutations": .integer(5)])
  let settings = try check.exactSettings(in: run)
  #expect(settings.count >= 30 && settings.allSatisfy(\.isWithin))
  // Values that are all 0 would be within any bound.
  #expect(settings.allSatisfy { $0.shapley > 0 && $0.marginals > 0 })
  let sampled = try check.sampledSettings(check.planarPoints(0, run), in: run)
  #expect(sampled.count == 4 && sampled.allSatisfy(\.isWithin))
  #expect(try check.stability(check.planarPoints(0, run), in: run).allSatisfy(\.isWithin))
}

@Test("largest values of a setting are those of the definition")
func largestValues() throws {
  let learner = ExponentialMechanism(losses: losses, validation: validation, eta: 4)
  let setting = DPBounds.exact(learner, strength: 4, size: 4)
  let game = learner.game(players: 4)
  let shapley = ExactSemivalue(.shapley, players: 4).valuesByDefinition(of: game).map(abs).max() ?? 0
  let all = learner.utility(of: [0, 1, 2, 3])
  let loo = (0..<4).map { out in abs(all - learner.utility(of: (0..<4).filter { $0 != out })) }.max() ?? 0
  #expect(abs(setting.shapley - shapley) < 1e-14 && abs(setting.leaveOneOut - loo) < 1e-14)
  #expect(setting.marginals == 32)
}

@Test("bounds fall like 1 / N and ln N / N with the known figures")
func asymptotics() {
  let rows = DPBounds.asymptotics()
  #expect(rows.map(\.size) == [10, 100, 1000, 10_000, 100_000])
  // Known to two decimals.
  for (row, figure) in zip(rows, [5.07, 3.55, 3.04, 2.78, 2.62]) { #expect(abs(row.shapley - figure) < 0.005) }
  #expect(abs((rows.last?.leaveOneOut ?? 0) - 2) < 1e-4)
  #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.leaveOneOut > $1.leaveOneOut && $0.shapley > $1.shapley })
}

@Test("the printed bounds are exceeded where the empty set or the notion of privacy is at fault")
func printedBounds() {
  let empty = DPBounds.emptySetExcess(players: 5)
  #expect(abs(empty.value - 0.2) < 1e-15 && empty.bound == 0)
  let counting = DPBounds.countingExcess(players: 4)
  #expect(counting.value == 1 && counting.bound == 0)
}

@Test("the bounds' report fails the printed theorem, and charts find their columns")
func boundsResult() throws {
  let few: [String: Value] = ["sizes": .list([.integer(2), .integer(5), .integer(20)])]
  for learner in ["exponential_mechanism", "output_perturbation"] {
    let result = try bounds(learner, few).check(nil, in: run)
    #expect(result.verdict == .fails && result.counterexample.contains("0.200"))
    #expect(try bounds(learner, few).check(nil, in: Run(seeds: run.seeds, threads: 2)) == result)
    expectDrawable(result)
  }
}
