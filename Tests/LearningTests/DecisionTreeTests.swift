import Compute
import Datasets
import Testing
import Vocabulary

@testable import Learning

private func tree(_ values: [String: Value] = [:]) -> DecisionTreeLearner { DecisionTreeLearner(Arguments(values)) }

/// The definition: all cuts of all features are tried by counting anew, recursively.
private indirect enum PlainTree {
  case leaf([Double])
  case cut(feature: Int, threshold: Float, PlainTree, PlainTree)

  /// What the examples of a node would say, and what is lost by saying it: n · Gini, or n · variance.
  static func describe(_ examples: Examples) -> (leaf: [Double], loss: Double) {
    let count = Double(examples.count)
    if let targets = examples.targets {
      let mean = targets.reduce(0, +) / count
      return ([mean], targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
    }
    let shares = (0..<examples.classes).map { cls in Double(examples.labels.count { $0 == cls }) / count }
    return (shares, count * (1 - shares.reduce(0) { $0 + $1 * $1 }))
  }

  init(_ examples: Examples, depth: Int, leaf: Int) {
    let (own, loss) = Self.describe(examples)
    var best: (loss: Double, feature: Int, threshold: Float, left: [Int], right: [Int])?
    for feature in 0..<examples.features.columns where depth > 0 && loss > 1e-12 {
      let values = Set((0..<examples.count).map { examples.features[$0, feature] }).sorted()
      for (low, high) in zip(values, values.dropFirst()) {
        let left = (0..<examples.count).filter { examples.features[$0, feature] <= low }
        let right = (0..<examples.count).filter { examples.features[$0, feature] >= high }
        guard left.count >= leaf, right.count >= leaf else { continue }
        let rest = Self.describe(examples.subset(left)).loss + Self.describe(examples.subset(right)).loss
        if let best, rest >= best.loss - 1e-10 * loss { continue }
        best = (rest, feature, low / 2 + high / 2, left, right)
      }
    }
    guard let best else {
      self = .leaf(own)
      return
    }
    self = .cut(
      feature: best.feature, threshold: best.threshold,
      PlainTree(examples.subset(best.left), depth: depth - 1, leaf: leaf),
      PlainTree(examples.subset(best.right), depth: depth - 1, leaf: leaf))
  }

  func says(of row: Int, _ features: Matrix) -> [Double] {
    switch self {
    case .leaf(let leaf): leaf
    case .cut(let feature, let threshold, let left, let right):
      (features[row, feature] <= threshold ? left : right).says(of: row, features)
    }
  }
}

/// Examples whose features are whole numbers, so that many values and cuts tie.
private func coarse(_ examples: Examples, steps: Float) -> Examples {
  let features = Matrix(
    rows: examples.count, columns: examples.features.columns, examples.features.elements.map { ($0 * steps).rounded() })
  return Examples(
    features: features, labels: examples.labels, classes: examples.classes, rows: examples.rows,
    targets: examples.targets)
}

@Test("a tree of classes agrees with trying every cut", arguments: [(1, 1), (3, 1), (50, 1), (50, 4)])
func plainClassTree(depth: Int, leaf: Int) throws {
  let examples = coarse(clouds(70, features: 4, classes: 3), steps: 3)
  let questions = coarse(clouds(60, features: 4, classes: 3, seed: 2), steps: 3).features
  let plain = PlainTree(examples, depth: depth, leaf: leaf)
  let model = try tree(["max_depth": .integer(depth), "min_leaf": .integer(leaf)]).fit(examples, weights: nil, in: run)
  let found = try probabilities(model.outputs(for: questions))
  for row in 0..<60 { #expect((0..<3).map { found[row, $0] } == plain.says(of: row, questions).map { Float($0) }) }
}

@Test("a tree of targets agrees with trying every cut", arguments: [(2, 1), (50, 1), (50, 5)])
func plainTargetTree(depth: Int, leaf: Int) throws {
  let examples = coarse(try friedman(60), steps: 4)
  let questions = coarse(try friedman(40, seed: 2), steps: 4).features
  let plain = PlainTree(examples, depth: depth, leaf: leaf)
  let model = try tree(["max_depth": .integer(depth), "min_leaf": .integer(leaf)]).fit(examples, weights: nil, in: run)
  let found = try reals(model.outputs(for: questions))
  // Means of at most 60 targets of size 30 in two orders.
  for row in 0..<40 { #expect(abs(found[row] - plain.says(of: row, questions)[0]) < 1e-12) }
}

@Test("equal cuts go to the lower feature and then to the lower threshold")
func cutTies() throws {
  let features = Matrix(rows: 4, columns: 3, [5, 0, 0, 5, 1, 1, 5, 2, 2, 5, 3, 3])
  let examples = Examples(features: features, labels: [0, 1, 1, 0], classes: 2, rows: [0, 1, 2, 3])
  let model = try tree(["max_depth": .integer(1)]).fit(examples, weights: nil, in: run)
  // Cuts behind the first and before the last example are as good; features 1 and 2 are equal and 0 is constant.
  let questions = Matrix(rows: 3, columns: 3, [0, 0, 9, 0, 0.5, 9, 0, 0.75, -9])
  #expect(try probabilities(model.outputs(for: questions)).elements[..<4] == [1, 0, 1, 0])
  #expect(try probabilities(model.outputs(for: questions))[2, 0] == Float(1.0 / 3))
}

@Test("a tree goes on where no single cut tells anything")
func depthOfExclusiveOr() throws {
  let examples = Examples(
    features: Matrix(rows: 4, columns: 2, [0, 0, 0, 1, 1, 0, 1, 1]), labels: [0, 1, 1, 0], classes: 2,
    rows: [0, 1, 2, 3])
  #expect(try tree().fit(examples, weights: nil, in: run).predictions(for: examples.features) == examples.labels)
}

@Test("integer weights are repeated examples, and weight 0 is none")
func treeWeights() throws {
  for examples in [coarse(clouds(30, features: 3, classes: 3), steps: 3), coarse(try friedman(30), steps: 4)] {
    let repeated = examples.subset((0..<30).flatMap { [Int](repeating: $0, count: $0 % 4) })
    let weighted = try tree().fit(examples, weights: (0..<30).map { Float($0 % 4) }, in: run)
    let plain = try tree().fit(repeated, weights: nil, in: run)
    switch (try weighted.outputs(for: examples.features), try plain.outputs(for: examples.features)) {
    case (.reals(let left), .reals(let right)):
      // Means of the same targets in two orders.
      #expect(zip(left, right).allSatisfy { abs($0 - $1) < 1e-12 })
    case (let left, let right): #expect(left == right)
    }
  }
}

@Test("one class, one example, equal rows and equal targets give a single leaf")
func treeEdges() throws {
  let examples = clouds(20, features: 3, classes: 4)
  let threes = examples.subset((0..<20).filter { examples.labels[$0] == 3 })
  for members in [threes, threes.subset([0])] {
    #expect(try tree().fit(members, weights: nil, in: run).predictions(for: examples.features).allSatisfy { $0 == 3 })
  }
  let equal = Examples(features: Matrix(rows: 4, columns: 2), labels: [0, 1, 1, 1], classes: 2, rows: [0, 1, 2, 3])
  #expect(
    try probabilities(tree().fit(equal, weights: nil, in: run).outputs(for: Matrix(rows: 1, columns: 2, [3, 4])))
      .elements == [0.25, 0.75])
  let constant = Examples(
    features: examples.features, targets: [Double](repeating: 0.1, count: 20), rows: examples.rows)
  let model = try #require(try tree().fit(constant, weights: nil, in: run) as? TreeModel)
  #expect(model.trees[0].count == 1)
  #expect(try reals(model.outputs(for: examples.features)) == constant.targets)
}

@Test("neighbouring floats and huge values are still cut apart")
func narrowCuts() throws {
  for (low, high) in [(Float(1), Float(1).nextUp), (-Float.greatestFiniteMagnitude, .greatestFiniteMagnitude)] {
    let examples = Examples(
      features: Matrix(rows: 2, columns: 1, [low, high]), labels: [0, 1], classes: 2, rows: [0, 1])
    #expect(try tree().fit(examples, weights: nil, in: run).predictions(for: examples.features) == [0, 1])
  }
}

@Test("trees and forests refuse nobody and features that are no numbers, and answer no number with none")
func treeRefusals() throws {
  let examples = clouds(6, features: 2, classes: 2)
  for learner in [tree(), forest()] as [any Learner] {
    #expect(throws: LearningError.self) { try learner.fit(examples.subset([]), weights: nil, in: run) }
    #expect(throws: LearningError.self) {
      try learner.fit(examples, weights: [Float](repeating: 0, count: 6), in: run)
    }
    #expect(throws: LearningError.notFinite(row: 14, feature: 1)) {
      try learner.fit(brokenExamples, weights: nil, in: run)
    }
    let model = try learner.fit(examples, weights: nil, in: run)
    #expect(
      try probabilities(model.outputs(for: Matrix(rows: 1, columns: 2, [.nan, .nan]))).elements.contains(where: \.isNaN)
    )
  }
}

// MARK: Forests

private func forest(_ values: [String: Value] = [:]) -> RandomForest {
  RandomForest(Arguments(["trees": Value.integer(20)].merging(values) { $1 }))
}

@Test("a forest of one tree on all examples and features is the tree")
func forestOfOne() throws {
  let one = forest(["trees": .integer(1), "bootstrap": .boolean(false), "features": .text("all")])
  for examples in [clouds(50, features: 4, classes: 3), try friedman(50)] {
    let questions = examples.features
    #expect(
      try one.fit(examples, weights: nil, in: run).outputs(for: questions)
        == tree().fit(examples, weights: nil, in: run).outputs(for: questions))
  }
}

@Test("a forest has the same bits at any number of threads, and others from another stream")
func forestThreads() throws {
  let examples = clouds(60, features: 5, classes: 3)
  func outputs(_ root: UInt64, threads: Int) throws -> Outputs {
    try forest().fit(examples, weights: nil, in: Run(seeds: SeedStream(root: root), threads: threads))
      .outputs(for: examples.features)
  }
  #expect(try outputs(1, threads: 1) == outputs(1, threads: 3))
  #expect(try outputs(1, threads: 1) != outputs(2, threads: 1))
}

@Test("a forest predicts Friedman's targets better than a tree does")
func forestIsBetter() throws {
  let (train, test) = (try friedman(300), try friedman(300, seed: 2))
  func score(_ learner: any Learner) throws -> Double {
    try Score.rSquared.value(of: learner.fit(train, weights: nil, in: run).outputs(for: test.features), on: test)
  }
  let (alone, together) = (try score(tree()), try score(forest(["trees": .integer(50)])))
  // R² of about 0.65 and 0.85; a standard error of either is about 0.03.
  #expect(alone > 0.4 && together > alone + 0.05 && together > 0.75)
}
