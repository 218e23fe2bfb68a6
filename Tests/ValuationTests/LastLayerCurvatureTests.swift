import Compute
import Datasets
import Glibc
import Learning
import Testing
import Vocabulary

@testable import Valuation

/// Inputs, probabilities and labels of a small layer.
private struct SmallLayer {
  let features: Matrix
  let probabilities: [Double]
  let (count, classes, width): (Int, Int, Int)

  init(count: Int, features: Int, classes: Int, seed: UInt64) {
    let draws = SeedStream(root: seed)
    self.features = Matrix(
      rows: count, columns: features, (0..<count * features).map { Float(draws.branch("features").normal($0)) })
    let logits = (0..<count * classes).map { exp(draws.branch("logits").normal($0)) }
    probabilities = logits.indices.map { index in
      let first = index / classes * classes
      return logits[index] / logits[first..<first + classes].reduce(0, +)
    }
    (self.count, self.classes, width) = (count, classes, features + 1)
  }

  func curvature(damping: Double) -> SoftmaxCurvature {
    SoftmaxCurvature(inputs: LayerInputs(features), probabilities: probabilities, damping: damping)
  }

  /// The Hessian by its definition.
  func hessian(damping: Double) -> [[Double]] {
    let order = classes * width
    var sum = (0..<order).map { row in (0..<order).map { row == $0 ? damping : 0 } }
    for example in 0..<count {
      let input = (0..<width - 1).map { Double(features[example, $0]) } + [1]
      let share = (0..<classes).map { probabilities[example * classes + $0] }
      for row in 0..<order {
        for column in 0..<order {
          let (a, b) = (row / width, column / width)
          let curve = (a == b ? share[a] : 0) - share[a] * share[b]
          sum[row][column] += curve * input[row % width] * input[column % width] / Double(count)
        }
      }
    }
    return sum
  }
}

@Suite struct LastLayerCurvatureTests {
  @Test(arguments: [(1, 1, 2), (40, 3, 4), (300, 2, 3)]) func `the Hessian and its products are those of plain loops`(
    _ shape: (count: Int, features: Int, classes: Int)
  ) {
    let layer = SmallLayer(count: shape.count, features: shape.features, classes: shape.classes, seed: 5)
    let (curvature, plain) = (layer.curvature(damping: 0.01), layer.hessian(damping: 0.01))
    // Double precision: rounding of some hundred additions of numbers of size 1.
    #expect(largestDifference(curvature.matrix(threads: 1), plain.flatMap { $0 }) < 1e-13)
    let vector = RandomData.reals(curvature.order, seed: 6)
    #expect(largestDifference(curvature.times(vector, threads: 1), plain.map { dot($0, vector) }) < 1e-13)
    #expect(curvature.times(vector, threads: 3) == curvature.times(vector, threads: 1))
    #expect(curvature.matrix(threads: 3) == curvature.matrix(threads: 1))
  }

  @Test func `the largest eigenvalue bounds every quotient and is reached`() {
    let curvature = SmallLayer(count: 40, features: 3, classes: 4, seed: 7).curvature(damping: 0.01)
    let largest = curvature.largestEigenvalue(SeedStream(root: 8), threads: 1)
    for seed in 0..<20 {
      let vector = RandomData.reals(curvature.order, seed: 100 + UInt64(seed))
      #expect(dot(vector, curvature.times(vector, threads: 1)) / dot(vector, vector) < largest)
    }
    // The trace bounds it from above; that it is no smaller than the largest diagonal element is what reaching means.
    let matrix = curvature.matrix(threads: 1)
    let diagonal = (0..<curvature.order).map { matrix[$0 * curvature.order + $0] }
    #expect(largest < diagonal.reduce(0, +) && largest >= diagonal.max() ?? 0)
  }

  @Test(arguments: ["explicit", "conjugate_gradient", "lissa"])
  func `every solver finds what the factored plain Hessian gives`(name: String) throws {
    let layer = SmallLayer(count: 60, features: 3, classes: 3, seed: 9)
    let order = layer.classes * layer.width
    let right = RandomData.reals(order, seed: 10)
    let exact = try CholeskyFactor(symmetric: layer.hessian(damping: 0.05).flatMap { $0 }, order: order).solve(right)
    let solver = try #require(CurvatureSolver(rawValue: name))
    let found = try solver.solve(layer.curvature(damping: 0.05), right, depth: 5000, for: "test", in: testRun())
    // A residual of 1e-10 times the condition, which is below 100 here.
    #expect(largestDifference(found.values, exact) < 1e-7)
    #expect(found.residual < 1e-9 && found.steps >= 1)
  }

  @Test func `a series cut short says what it leaves, and a large matrix is not factored`() throws {
    let layer = SmallLayer(count: 60, features: 3, classes: 3, seed: 9)
    let right = RandomData.reals(layer.classes * layer.width, seed: 10)
    let found = try CurvatureSolver.lissa.solve(
      layer.curvature(damping: 1e-4), right, depth: 20, for: "test", in: testRun())
    #expect(found.steps == 20 && found.residual > 1e-3 && found.residual < 1)
    let wide = SmallLayer(count: 2, features: 1000, classes: 4, seed: 11)
    #expect(throws: ValuationError.tooManyParameters(method: "test", parameters: 4004, limit: 4000)) {
      try CurvatureSolver.explicit.solve(
        wide.curvature(damping: 1), RandomData.reals(4004, seed: 12), depth: 1, for: "test", in: testRun())
    }
  }
}

/// The mean loss of a softmax layer [classes][d + 1] on some examples, and its minimum with (l2/2) ‖θ‖² by Newton's method,
/// all in plain loops.
private struct PlainSoftmax {
  let (inputs, labels, classes): ([[Double]], [Int], Int)

  init(_ features: Matrix, _ labels: [Int], classes: Int) {
    inputs = (0..<features.rows).map { row in (0..<features.columns).map { Double(features[row, $0]) } + [1] }
    (self.labels, self.classes) = (labels, classes)
  }

  func probabilities(_ weights: [Double], _ row: Int) -> [Double] {
    let width = inputs[row].count
    let logits = (0..<classes).map { dot(Array(weights[$0 * width..<($0 + 1) * width]), inputs[row]) }
    let powers = logits.map { exp($0 - (logits.max() ?? 0)) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  func loss(_ weights: [Double]) -> Double {
    labels.indices.reduce(0) { $0 - log(probabilities(weights, $1)[labels[$1]]) } / Double(labels.count)
  }

  /// The minimum over the examples without one, whose loss leaves the sum over n.
  func minimum(l2: Double, without left: Int? = nil, from start: [Double]) throws -> [Double] {
    let width = inputs[0].count
    let order = classes * width
    var weights = start
    for _ in 0..<30 {
      var gradient = weights.map { l2 * $0 }
      var hessian = (0..<order * order).map { $0 % (order + 1) == 0 ? l2 : 0 }
      for row in labels.indices where row != left {
        let share = probabilities(weights, row)
        for a in 0..<order {
          let (label, axis) = (a / width, a % width)
          let residual = share[label] - (labels[row] == label ? 1 : 0)
          gradient[a] += residual * inputs[row][axis] / Double(labels.count)
          for b in 0..<order {
            let curve = (label == b / width ? share[label] : 0) - share[label] * share[b / width]
            hessian[a * order + b] += curve * inputs[row][axis] * inputs[row][b % width] / Double(labels.count)
          }
        }
      }
      let step = try CholeskyFactor(symmetric: hessian, order: order).solve(gradient)
      weights = zip(weights, step).map { $0 - $1 }
      if dot(step, step) < 1e-24 { break }
    }
    return weights
  }
}

@Suite struct InfluenceFunctionTests {
  /// Two overlapping clouds and some wrong labels, so that single examples matter.
  private let problem: ValuationProblem = {
    let data = RandomData.reals(train: 60, validation: 60, features: 2, classes: 3, seed: 96)
    func shifted(_ examples: Examples) -> Examples {
      var features = examples.features
      for (row, label) in examples.labels.enumerated() { features[row, label % 2] += Float(label) }
      return Examples(features: features, labels: examples.labels, classes: 3, rows: examples.rows)
    }
    return ValuationProblem(train: shifted(data.train), validation: shifted(data.validation))
  }()

  private let trained = ComponentValue(
    SoftmaxRegression.card,
    Arguments([
      "epochs": .integer(600), "batch_size": .text("full"), "learning_rate": .real(0.5), "momentum": .real(0.9),
      "l2": .real(0.02),
    ]))

  @Test func `influence is what leaving an example out does to the validation loss`() throws {
    let method = try epochMethod("influence_function", model: trained, ["damping": .real(0.02)])
    let values = try method.values(of: problem, in: testRun()).values
    let train = PlainSoftmax(problem.train.features, problem.train.labels, classes: 3)
    let validation = PlainSoftmax(problem.validation.features, problem.validation.labels, classes: 3)
    let whole = try train.minimum(l2: 0.02, from: [Double](repeating: 0, count: 9))
    let full = validation.loss(whole)
    let differences = try (0..<60).map { left in
      validation.loss(try train.minimum(l2: 0.02, without: left, from: whole)) - full
    }
    let correlation = try #require(Statistics.pearson(values, differences))
    // First order: the second is a few per cent of it among 60 examples.
    #expect(correlation > 0.97, "\(correlation)")
    let slope = dot(differences, values) / dot(values, values)
    #expect((0.9...1.3).contains(slope), "\(slope)")
  }

  @Test(arguments: ["explicit", "lissa"]) func `all solvers agree`(solver: String) throws {
    func values(_ solver: String) throws -> [Double] {
      try epochMethod("influence_function", model: trained, ["damping": .real(0.02), "solver": .text(solver)])
        .values(of: problem, in: testRun()).values
    }
    let (found, expected) = (try values(solver), try values("conjugate_gradient"))
    let spread = (expected.max() ?? 0) - (expected.min() ?? 0)
    // Solutions agree to 1e-9; the products with them are in single precision.
    #expect(largestDifference(found, expected) < 1e-6 * spread)
  }

  @Test func `a short series is told in a note`() throws {
    let more: [String: Value] = ["solver": .text("lissa"), "depth": .integer(5)]
    let values = try epochMethod("influence_function", more).values(of: problem, in: testRun())
    #expect(values.notes.count == 1 && values.notes[0].contains("conjugate_gradient"))
    #expect(try epochMethod("influence_function").values(of: problem, in: testRun()).notes.isEmpty)
  }
}

@Suite struct RepresenterPointsTests {
  private let problem = RandomData.reals(train: 300, validation: 9, features: 4, classes: 3, seed: 97)

  private func layer(_ l2: Double, threads: Int = 1) throws -> StationaryLayer {
    try StationaryLayer(
      LayerInputs(problem.train.features), labels: problem.train.labels, classes: 3, l2: l2, for: "test",
      in: testRun(threads: threads))
  }

  @Test(arguments: [1e-4, 0.003, 10]) func `logits are sums over training examples`(l2: Double) throws {
    let layer = try layer(l2)
    let inputs = PlainSoftmax(problem.train.features, problem.train.labels, classes: 3).inputs
    let questions = PlainSoftmax(problem.validation.features, problem.validation.labels, classes: 3).inputs
    for question in questions {
      for label in 0..<3 {
        let logit = dot(Array(layer.weights[label * 5..<(label + 1) * 5]), question)
        let sum = inputs.indices.reduce(0) {
          $0 - layer.residuals[$1 * 3 + label] / (2 * l2 * 300) * dot(inputs[$1], question)
        }
        // The error is at most the gradient's length times that of the question over 2 l2.
        #expect(abs(logit - sum) <= layer.gradientNorm * dot(question, question).squareRoot() / (2 * l2) + 1e-12)
      }
    }
    #expect(layer.gradientNorm < 1e-9)
    #expect(try self.layer(l2, threads: 3).weights == layer.weights)
  }

  @Test func `the layer is the minimum that plain Newton steps find`() throws {
    let plain = PlainSoftmax(problem.train.features, problem.train.labels, classes: 3)
    let minimum = try plain.minimum(l2: 0.02, from: [Double](repeating: 0, count: 15))
    // The gradient is at most 1e-9 and the curvature at least 0.02.
    #expect(largestDifference(try layer(0.01).weights, minimum) < 1e-7)
  }

  @Test(arguments: [
    testModel, ComponentValue(MLP.card, Arguments(["epochs": .integer(2), "hidden": .list([.integer(5)])])),
  ])
  func `values are mean contributions to the right logits`(_ model: ComponentValue) throws {
    let values = try epochMethod("representer_points", model: model, ["l2": .real(0.01)]).values(
      of: problem, in: testRun())
    let learner = try #require(makeLearner(model) as? any EpochLearner)
    let training = try learner.train(
      on: problem.train, in: testRun().with(seeds: testRun().seeds.branch("fit")))
    let (terms, asked) = (try training.terms(), try training.terms(of: problem.validation))
    let plain = PlainSoftmax(terms.features, problem.train.labels, classes: 3)
    let questions = PlainSoftmax(asked.features, problem.validation.labels, classes: 3).inputs
    let start = [Double](repeating: 0, count: 3 * (terms.features.columns + 1))
    let weights = try plain.minimum(l2: 0.02, from: start)
    let expected = plain.inputs.indices.map { row in
      let share = plain.probabilities(weights, row)
      return zip(questions, problem.validation.labels).reduce(0) { sum, question in
        let residual = share[question.1] - (problem.train.labels[row] == question.1 ? 1 : 0)
        return sum - residual / (0.02 * 300) * dot(plain.inputs[row], question.0)
      } / 9
    }
    let spread = (expected.max() ?? 0) - (expected.min() ?? 0)
    // Products with the features in single precision.
    #expect(spread > 0 && largestDifference(values.values, expected) < 1e-5 * spread)
    #expect(values.modelFits == 1)
  }
}
