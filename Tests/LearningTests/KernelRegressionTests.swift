import Compute
import Datasets
import Glibc
import Testing
import Vocabulary

@testable import Learning

private func learner(_ penalty: Double = 0.01, gamma: Double? = nil) -> KernelRegression {
  KernelRegression(Arguments(["penalty": .real(penalty), "gamma": gamma.map { .real($0) } ?? .none]))
}

private func numbers(_ outputs: Outputs) -> [Double] {
  switch outputs {
  case .reals(let numbers): numbers
  case .scores(let matrix), .probabilities(let matrix): matrix.elements.map(Double.init)
  }
}

@Test("one and two examples by hand")
func kernelByHand() throws {
  let one = Examples(features: Matrix(rows: 1, columns: 1, [2]), targets: [3], rows: [0])
  let questions = Matrix(rows: 2, columns: 1, [2, 4])
  let single = try reals(learner(0.5, gamma: 0.25).fit(one, weights: nil, in: run).outputs(for: questions))
  // f(x) = 3 / 1.5 · exp(−(x − 2)² / 4)
  #expect(abs(single[0] - 2) < 1e-15 && abs(single[1] - 2 * exp(-1.0)) < 1e-15)
  let two = Examples(features: Matrix(rows: 2, columns: 1, [0, 1]), targets: [1, 2], rows: [0, 1])
  let found = try reals(
    learner(1, gamma: 1).fit(two, weights: nil, in: run).outputs(for: Matrix(rows: 1, columns: 1, [0])))
  // (K + I)⁻¹ of 2 and k = 1/e: α = (2 − 2k, 4 − k) / (4 − k²).
  let k = exp(-1.0)
  #expect(abs(found[0] - ((2 - 2 * k) + k * (4 - k)) / (4 - k * k)) < 1e-15)
}

@Test("the fit solves its equations")
func kernelEquations() throws {
  let examples = try friedman(60)
  let targets = try #require(examples.targets)
  let fitted = try reals(learner(0.1).fit(examples, weights: nil, in: run).outputs(for: examples.features))
  // K α = y − penalty · α: the residuals are the coefficients times the penalty, whose kernel sums are the fit.
  for row in 0..<60 {
    let again = (0..<60).reduce(0.0) { sum, other in
      let square = (0..<5).reduce(0.0) {
        let difference = Double(examples.features[row, $1]) - Double(examples.features[other, $1])
        return $0 + difference * difference
      }
      return sum + exp(-square / 5) * (targets[other] - fitted[other]) / 0.1
    }
    // Condition number 60 / 0.1 and targets of 30 at double precision, divided by the penalty.
    #expect(abs(again - fitted[row]) < 1e-8)
  }
}

@Test("growing kernels agree with fits from scratch, in any order, with equal rows")
func growingKernels() throws {
  for seed: UInt64 in 1...2 {
    let order = SeedStream(root: seed).permutation(40)
    let examples = try friedman(40).subset((0..<40).map { $0 / 2 * 2 })
    try compareGrowth(learner(), examples, friedman(15, seed: 2).features, order: order) { grown, fresh in
      // Condition number 40 / 0.01, targets of size 30: 4000 · 30 · 2⁻⁵³ is 10⁻¹¹, and each of 40 joins rounds anew.
      #expect(zip(numbers(grown), numbers(fresh)).allSatisfy { abs($0 - $1) < 1e-8 })
    }
    let classes = clouds(40, features: 4, classes: 3)
    try compareGrowth(learner(), classes, clouds(15, features: 4, classes: 3, seed: 2).features, order: order) {
      // Scores of size one in single precision.
      #expect(zip(numbers($0), numbers($1)).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }
}

@Test("integer weights are repeated examples, and weight 0 is none")
func kernelWeights() throws {
  let examples = try friedman(12)
  let repeated = examples.subset((0..<12).flatMap { [Int](repeating: $0, count: $0 % 4) })
  let weighted = try learner(0.1).fit(examples, weights: (0..<12).map { Float($0 % 4) }, in: run)
  let plain = try learner(0.1).fit(repeated, weights: nil, in: run)
  // Condition number 18 / 0.1 at double precision, targets of size 30.
  let pairs = try zip(numbers(weighted.outputs(for: examples.features)), numbers(plain.outputs(for: examples.features)))
  #expect(pairs.allSatisfy { abs($0 - $1) < 1e-10 })
}

@Test("one class gives a constant classifier, from scratch and grown, also far away")
func kernelOneClass() throws {
  let examples = clouds(20, features: 3, classes: 4)
  let threes = examples.subset((0..<20).filter { examples.labels[$0] == 3 })
  var questions = examples.features
  questions[0, 0] = 1e6
  for members in [threes, threes.subset([0])] {
    let model = try learner().fit(members, weights: nil, in: run)
    #expect(try model.predictions(for: questions).allSatisfy { $0 == 3 })
  }
  var fit = try learner().growingFit(on: examples, asked: questions, in: run)
  try fit.join(3)
  try fit.join(7)
  #expect(try fit.outputs().classes == [Int](repeating: 3, count: 20))
  try fit.join(0)
  #expect(try fit.outputs().classes?.contains(0) == true)
}

@Test("kernel regression refuses nobody, features that are no numbers, and a penalty that rounding loses")
func kernelRefusals() throws {
  let equal = Examples(features: Matrix(rows: 3, columns: 1), targets: [1, 2, 3], rows: [0, 1, 2])
  #expect(throws: LearningError.self) { try learner().fit(equal.subset([]), weights: nil, in: run) }
  #expect(throws: LearningError.notFinite(row: 14, feature: 1)) {
    try learner().fit(brokenExamples, weights: nil, in: run)
  }
  #expect(throws: ComputeError.notPositiveDefinite(row: 1)) { try learner(1e-20).fit(equal, weights: nil, in: run) }
  var fit = try learner(1e-20).growingFit(on: equal, asked: equal.features, in: run)
  try fit.join(2)
  #expect(throws: ComputeError.notPositiveDefinite(row: 1)) { try fit.join(0) }
}
