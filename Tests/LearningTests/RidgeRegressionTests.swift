import Compute
import Datasets
import Testing
import Vocabulary

@testable import Learning

private func ridge(_ penalty: Double = 1) -> RidgeRegression { RidgeRegression(Arguments(["penalty": .real(penalty)])) }

/// Ridge regression in plain loops: the normal equations of uncentred features, by elimination.
private func plainPredictions(
  _ examples: Examples, weights: [Double]? = nil, penalty: Double, questions: Matrix
) -> [Double] {
  let width = examples.features.columns
  func input(_ matrix: Matrix, _ row: Int) -> [Double] { (0..<width).map { Double(matrix[row, $0]) } + [1] }
  var normal = (0...width).map { row in (0...width).map { $0 == row && row < width ? penalty : 0 } }
  var sides = [[Double]](repeating: [Double](repeating: 0, count: width + 1), count: examples.classes)
  for row in 0..<examples.count {
    let (x, weight) = (input(examples.features, row), weights?[row] ?? 1)
    for one in 0...width {
      for other in 0...width { normal[one][other] += weight * x[one] * x[other] }
      sides[examples.labels[row]][one] += weight * x[one]
    }
  }
  let solutions = sides.map { solved(normal, $0) }
  return (0..<questions.rows).flatMap { row in
    solutions.map { zip($0, input(questions, row)).reduce(0) { $0 + $1.0 * $1.1 } }
  }
}

@Test("ridge regression solves the normal equations", arguments: [(50, 4, 3, 1.0), (5, 8, 2, 0.1), (1, 3, 2, 2)])
func normalEquations(count: Int, features: Int, classes: Int, penalty: Double) throws {
  let examples = clouds(count, features: features, classes: classes)
  let questions = clouds(9, features: features, classes: classes, seed: 4).features
  for weights in [nil, (0..<count).map { Float(1 + $0 % 3) / 2 }] {
    let model = try #require(try ridge(penalty).fit(examples, weights: weights, in: run) as? RidgeModel)
    let plain = plainPredictions(
      examples, weights: weights?.map(Double.init), penalty: penalty, questions: questions)
    // Double precision on systems of condition at most some thousands.
    #expect(zip(model.predictions(for: questions), plain).allSatisfy { abs($0 - $1) < 1e-10 })
  }
}

@Test("scores of the classes of one example add up to one")
func sumOfScores() throws {
  let examples = clouds(40, features: 5, classes: 4)
  guard case .scores(let scores) = try ridge().fit(examples, weights: nil, in: run).outputs(for: examples.features)
  else {
    Issue.record("ridge regression of classes gives scores")
    return
  }
  // Indicators add up to one, and least squares is linear in its targets; rounding to single precision.
  #expect((0..<40).allSatisfy { row in abs((0..<4).reduce(0) { $0 + scores[row, $1] } - 1) < 1e-5 })
}

@Test("a growing ridge regression agrees with a fit from scratch at every size", arguments: [0.01, 1, 100])
func growth(penalty: Double) throws {
  let examples = clouds(120, features: 9, classes: 4)
  let questions = clouds(17, features: 9, classes: 4, seed: 5).features
  var fit = try RidgeGrowth(ridge(penalty), examples, asked: questions)
  let order = SeedStream(root: 9).permutation(120)
  for size in 1...120 {
    try fit.join(order[size - 1])
    let members = examples.subset(order[..<size].sorted())
    let model = try #require(try ridge(penalty).fit(members, weights: nil, in: run) as? RidgeModel)
    let difference = zip(fit.predictions, model.predictions(for: questions)).map { abs($0 - $1) }.max()
    #expect(try #require(difference) < 1e-9)
  }
  guard case .scores(let scores) = try fit.outputs() else {
    Issue.record("a growing fit of classes gives scores")
    return
  }
  #expect(scores.elements == fit.predictions.map(Float.init))
}

@Test("a feature that is no number is refused by both ways to a ridge regression")
func refusedFeature() throws {
  var examples = clouds(4, features: 2, classes: 2)
  var features = examples.features
  features[3, 0] = .infinity
  examples = Examples(features: features, labels: examples.labels, classes: 2, rows: [0, 1, 2, 7])
  #expect(throws: LearningError.notFinite(row: 7, feature: 0)) { try ridge().fit(examples, weights: nil, in: run) }
  #expect(throws: LearningError.notFinite(row: 7, feature: 0)) {
    try ridge().growingFit(on: examples, asked: features, in: run)
  }
}

@Test("real targets are predicted from scratch and while growing")
func realTargets() throws {
  let cloud = clouds(60, features: 4, classes: 2)
  // A linear target: without noise, a penalty near 0 finds it.
  let targets = (0..<60).map { row in
    3 + (0..<4).reduce(0.0) { $0 + Double($1 - 1) * Double(cloud.features[row, $1]) }
  }
  let examples = Examples(features: cloud.features, targets: targets, rows: cloud.rows)
  let settings = ridge(1e-9)
  let whole = try settings.fit(examples, weights: nil, in: run).outputs(for: examples.features)
  var growth = try settings.growingFit(on: examples, asked: examples.features, in: run)
  for position in 0..<60 { try growth.join(position) }
  for outputs in [whole, try growth.outputs()] {
    guard case .reals(let predictions) = outputs else {
      Issue.record("ridge regression of real targets predicts reals")
      return
    }
    // The penalty's bias, and double precision on a condition of about 1e9 · n at the first joins.
    #expect(zip(predictions, targets).allSatisfy { abs($0 - $1) < 1e-5 })
  }
}
