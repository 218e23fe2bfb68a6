import Compute
import Datasets
import Glibc
import Testing
import Vocabulary

@testable import Learning

private func learner(_ smoothing: Double = 1e-9) -> GaussianNaiveBayes {
  GaussianNaiveBayes(Arguments(["smoothing": .real(smoothing)]))
}

/// The definition in plain double precision, two passes for each variance.
private func plain(_ examples: Examples, _ questions: Matrix, smoothing: Double) -> [[Double]] {
  func moments(_ positions: [Int], _ feature: Int) -> (mean: Double, variance: Double) {
    let numbers = positions.map { Double(examples.features[$0, feature]) }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    return (mean, numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count))
  }
  let features = 0..<questions.columns
  let added = smoothing * (features.map { moments(Array(0..<examples.count), $0).variance }.max() ?? 0)
  return (0..<questions.rows).map { row in
    let densities = (0..<examples.classes).map { cls -> Double in
      let members = (0..<examples.count).filter { examples.labels[$0] == cls }
      return features.reduce(Double(members.count) / Double(examples.count)) { product, feature in
        let (mean, variance) = moments(members, feature)
        let difference = Double(questions[row, feature]) - mean
        let spread = variance + added
        return product * exp(-difference * difference / (2 * spread)) / (2 * .pi * spread).squareRoot()
      }
    }
    return densities.map { $0 / densities.reduce(0, +) }
  }
}

@Test("naive Bayes agrees with densities multiplied plainly", arguments: [1e-9, 0.1])
func plainBayes(smoothing: Double) throws {
  let examples = clouds(60, features: 4, classes: 3)
  let questions = clouds(25, features: 4, classes: 3, seed: 2).features
  let found = try probabilities(learner(smoothing).fit(examples, weights: nil, in: run).outputs(for: questions))
  for (row, expected) in plain(examples, questions, smoothing: smoothing).enumerated() {
    // The probabilities are stored in single precision.
    for cls in 0..<3 { #expect(abs(Double(found[row, cls]) - expected[cls]) < 1e-7) }
  }
}

@Test("naive Bayes by hand: the border of two classes of equal spread lies half way")
func bayesByHand() throws {
  let examples = Examples(
    features: Matrix(rows: 4, columns: 1, [-2, 0, 4, 6]), labels: [0, 0, 1, 1], classes: 2, rows: [0, 1, 2, 3])
  let model = try learner().fit(examples, weights: nil, in: run)
  let found = try probabilities(model.outputs(for: Matrix(rows: 2, columns: 1, [2, 3])))
  #expect(found[0, 0] == 0.5)
  // Means −1 and 5 and variance 1: at 3 the odds are e^(16/2 − 4/2); the smoothing moves them by about 10⁻⁸.
  #expect(abs(Double(found[1, 0]) - 1 / (1 + exp(6.0))) < 1e-7)
}

@Test("large means do no harm")
func largeMeans() throws {
  let examples = clouds(40, features: 3, classes: 2)
  // Multiples of 2⁻¹⁰ stay exact beside 4096, which is 2²² of them.
  func grid(_ offset: Float) -> Examples {
    let elements = examples.features.elements.map { ($0 * 1024).rounded() / 1024 + offset }
    return Examples(
      features: Matrix(rows: 40, columns: 3, elements), labels: examples.labels, classes: 2, rows: examples.rows)
  }
  let (near, far) = (grid(0), grid(4096))
  let found = try [near, far].map {
    try probabilities(learner().fit($0, weights: nil, in: run).outputs(for: $0.features))
  }
  // Moments at twice double precision lose nothing to a mean 4096 times the spread; the means themselves have 2⁻⁴¹.
  #expect(zip(found[0].elements, found[1].elements).allSatisfy { abs($0 - $1) < 1e-6 })
}

@Test("growing Gaussians have the bits of a fit from scratch, in any order, with equal rows")
func growingBayes() throws {
  let cloud = clouds(24, features: 5, classes: 3)
  let doubled = cloud.subset((0..<24).map { $0 / 2 * 2 })
  let questions = clouds(8, features: 5, classes: 3, seed: 2).features
  for seed: UInt64 in 1...3 {
    let order = SeedStream(root: seed).permutation(24)
    try compareGrowth(learner(), doubled, questions, order: order) { #expect($0 == $1) }
  }
}

@Test("integer weights are repeated examples, to the bit")
func repeatedExamples() throws {
  let examples = clouds(12, features: 3, classes: 3)
  let weights = (0..<12).map { Float($0 % 4) }
  let repeated = examples.subset((0..<12).flatMap { [Int](repeating: $0, count: $0 % 4) })
  let models = try [(examples, weights), (repeated, nil)].map { try learner().fit($0, weights: $1, in: run) }
  #expect(try models[0].outputs(for: examples.features) == models[1].outputs(for: examples.features))
}

@Test("one class, one example and equal examples give constant classifiers with finite probabilities")
func bayesEdges() throws {
  let examples = clouds(20, features: 3, classes: 4)
  let threes = examples.subset((0..<20).filter { examples.labels[$0] == 3 })
  for members in [threes, threes.subset([0])] {
    let model = try learner().fit(members, weights: nil, in: run)
    #expect(try probabilities(model.outputs(for: examples.features)).elements == (0..<80).map { $0 % 4 == 3 ? 1 : 0 })
  }
  let equal = Examples(features: Matrix(rows: 4, columns: 2), labels: [0, 1, 1, 1], classes: 3, rows: [0, 1, 2, 3])
  let model = try learner().fit(equal, weights: nil, in: run)
  #expect(try probabilities(model.outputs(for: Matrix(rows: 1, columns: 2, [5, 6]))).elements == [0.25, 0.75, 0])
}

@Test("naive Bayes refuses targets, nobody, and features that are no numbers or too large")
func bayesRefusals() throws {
  let examples = clouds(6, features: 2, classes: 2)
  #expect(throws: DatasetError.needsClasses(by: "gaussian_naive_bayes")) {
    try learner().fit(friedman(5), weights: nil, in: run)
  }
  #expect(throws: LearningError.self) { try learner().fit(examples.subset([]), weights: nil, in: run) }
  #expect(throws: LearningError.notFinite(row: 14, feature: 1)) {
    try learner().fit(brokenExamples, weights: nil, in: run)
  }
  var features = examples.features
  features[2, 0] = -1e19
  let large = Examples(features: features, labels: examples.labels, classes: 2, rows: examples.rows)
  #expect(throws: LearningError.self) { try learner().fit(large, weights: nil, in: run) }
}
