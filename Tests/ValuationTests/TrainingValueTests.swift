import Compute
import Datasets
import Learning
import Testing
import Vocabulary

@testable import Valuation

private let network = ComponentValue(
  MLP.card,
  Arguments([
    "epochs": .integer(5), "batch_size": .integer(4), "learning_rate": .real(0.1),
    "hidden": .list([.integer(6), .integer(4)]),
  ]))

private let methods = ["tracin", "influence_function", "representer_points", "el2n", "grand"]

/// Gradients of the last layer written out in double precision, [n][classes · (d + 1)], the bias behind each class.
func writtenGradients(_ terms: LastLayerTerms) -> [[Double]] {
  (0..<terms.features.rows).map { row in
    let inputs = (0..<terms.features.columns).map { Double(terms.features[row, $0]) } + [1]
    return (0..<terms.residuals.columns).flatMap { label in inputs.map { Double(terms.residuals[row, label]) * $0 } }
  }
}

func mean(_ vectors: [[Double]]) -> [Double] {
  vectors[0].indices.map { axis in vectors.reduce(0) { $0 + $1[axis] } / Double(vectors.count) }
}

func dot(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }

private func unit(_ vector: [Double]) -> [Double] { vector.map { $0 / dot(vector, vector).squareRoot() } }

@Suite struct TrainingValueTests {
  /// TracIn by its definition, epoch by epoch.
  private func tracIn(
    _ problem: ValuationProblem, _ model: ComponentValue, influence: String, every: Int
  ) throws -> [Double] {
    let learner = try #require(makeLearner(model) as? any EpochLearner)
    let training = try learner.training(
      on: problem.train, weights: nil, in: testRun().with(seeds: testRun().seeds.branch("fit")))
    var sums = [Double](repeating: 0, count: problem.train.count)
    for epoch in 0..<learner.epochs {
      if epoch % every == 0 {
        let train = writtenGradients(try training.terms())
        let validation = writtenGradients(try training.terms(of: problem.validation))
        for row in sums.indices {
          let influence =
            switch influence {
            case "validation": dot(train[row], mean(validation))
            case "cosine": dot(unit(train[row]), mean(validation.map(unit)))
            default: -dot(train[row], train[row])
            }
          sums[row] += training.learningRate(epoch: epoch) * influence
        }
      }
      try training.run(epoch: epoch, on: nil)
    }
    return sums
  }

  @Test(arguments: [testModel, network], [("validation", 1), ("validation", 2), ("cosine", 1), ("self", 3)])
  func `TracIn is the sum of products of gradients written out`(
    _ model: ComponentValue, _ form: (influence: String, every: Int)
  ) throws {
    let problem = RandomData.reals(train: 300, validation: 7, features: 3, seed: 90)
    let method = try epochMethod(
      "tracin", model: model, ["influence": .text(form.influence), "every": .integer(form.every)])
    let values = try method.values(of: problem, in: testRun()).values
    let plain = try tracIn(problem, model, influence: form.influence, every: form.every)
    let spread = (plain.max() ?? 0) - (plain.min() ?? 0)
    // Products in single precision, relative to what the values rank by.
    #expect(spread > 0 && largestDifference(values, plain) < 1e-5 * spread)
  }

  @Test(arguments: [testModel, network], ["el2n", "grand"])
  func `early scores are norms in trainings of streams of their own`(_ model: ComponentValue, name: String) throws {
    let problem = RandomData.reals(train: 20, validation: 4, features: 3, seed: 91)
    let method = try epochMethod(name, model: model, ["trainings": .integer(3), "after": .integer(2)])
    let values = try method.values(of: problem, in: testRun())
    let learner = try #require(makeLearner(model) as? any EpochLearner)
    let scores = try (0..<3).map { index in
      let stream = testRun().seeds.branch("training").branch(index)
      let training = try learner.training(on: problem.train, weights: nil, in: testRun().with(seeds: stream))
      for epoch in 0..<2 { try training.run(epoch: epoch, on: nil) }
      let terms = try training.terms()
      return (0..<20).map { row in
        let error = (0..<3).map { Double(terms.residuals[row, $0]) }
        let vector = name == "grand" ? writtenGradients(terms)[row] : error
        return dot(vector, vector).squareRoot()
      }
    }
    // Only the last bits of sums in another order differ.
    #expect(largestDifference(values.values, mean(scores)) < 1e-12)
    let spreads = (0..<20).map { row in (Statistics.variance(scores.map { $0[row] }) / 3).squareRoot() }
    #expect(largestDifference(try #require(values.standardErrors), spreads) < 1e-12)
    #expect(spreads.allSatisfy { $0 > 0 } && values.modelFits == 3)
  }

  @Test(arguments: ["el2n", "grand"])
  func `scores after more epochs than there are is an error, and one score has no spread`(
    name: String
  ) throws {
    let problem = RandomData.reals(train: 20, validation: 4, features: 3, seed: 92)
    let late = try epochMethod(name, ["trainings": .integer(1), "after": .integer(4)])
    #expect(throws: ValuationError.tooFewEpochs(method: name, after: 4, epochs: 3)) {
      try late.values(of: problem, in: testRun())
    }
    let last = try epochMethod(name, ["trainings": .integer(1), "after": .integer(3)])
    #expect(try last.values(of: problem, in: testRun()).standardErrors == nil)
  }

  @Test(arguments: methods, [testModel, network])
  func `any number of threads gives the same bits, and copies are worth the same`(
    name: String, _ model: ComponentValue
  ) throws {
    let data = RandomData.reals(train: 600, validation: 30, seed: 93)
    let problem = ValuationProblem(train: data.train.subset(Array(0..<600) + [7]), validation: data.validation)
    let method = try epochMethod(name, model: model, ["trainings": .integer(2), "after": .integer(2)])
    let alone = try method.values(of: problem, in: testRun())
    // A row of a product may round otherwise at another place of its block.
    let spread = (alone.values.max() ?? 0) - (alone.values.min() ?? 0)
    #expect(spread > 0 && abs(alone.values[7] - alone.values[600]) < 1e-5 * spread)
    for threads in 2...3 { #expect(try method.values(of: problem, in: testRun(threads: threads)) == alone) }
  }

  @Test(arguments: methods) func `nothing to train on, or to value against, is an error`(name: String) throws {
    let problem = RandomData.reals(train: 5, validation: 4, seed: 94)
    let method = try epochMethod(name)
    let nobody = ValuationProblem(train: problem.train.subset([]), validation: problem.validation)
    #expect(throws: ValuationError.noExamples(.training)) { try method.values(of: nobody, in: testRun()) }
    guard !["el2n", "grand"].contains(name) else { return }
    let unjudged = ValuationProblem(train: problem.train, validation: problem.validation.subset([]))
    #expect(throws: ValuationError.noExamples(.validation)) { try method.values(of: unjudged, in: testRun()) }
  }

  @Test(arguments: methods) func `a model that cannot be watched is an error`(name: String) throws {
    let problem = RandomData.reals(train: 5, validation: 4, seed: 95)
    let tree = ComponentValue(DecisionTreeLearner.card, Arguments())
    #expect(throws: ValuationError.unwatchableModel(method: name, model: "decision_tree")) {
      try epochMethod(name, model: tree).values(of: problem, in: testRun())
    }
  }
}
