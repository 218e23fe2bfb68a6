import Compute
import Datasets
import Foundation
import Learning
import Testing
import Vocabulary

@testable import Valuation

@Suite struct GLISTERTests {
  @Test(arguments: SelectionScene.learners) func `gains are those of a last layer that is moved in full`(
    learner: String
  ) throws {
    let scene = try SelectionScene(learner, seed: 61)
    let layer = try MovedLayer(scene, rate: 0.3)
    var gain = try self.gain(scene, rate: 0.3)
    var moved: [Int] = []
    for pick in [7, 30, 2] {
      #expect(largestDifference(gain.gains(of: Array(0..<60)), layer.gains(after: moved)) < 1e-5)
      gain.step(along: pick)
      gain.refresh()
      moved.append(pick)
    }
    // Products in single precision of numbers around 1.
    #expect(largestDifference(gain.gains(of: Array(0..<60)), layer.gains(after: moved)) < 1e-5)
    #expect(largestDifference(layer.gains(after: moved), layer.gains(after: [])) > 1e-3)
  }

  @Test(arguments: SelectionScene.learners) func `picks are the plain greedy ones while everyone is a candidate`(
    learner: String
  ) throws {
    let scene = try SelectionScene(learner, seed: 62)
    // Four of 60: a sample of 15 ln 100 is everyone.
    #expect(GLISTERSelection.candidates(of: 60, 4) == 60)
    let strategy = try SelectionScene.strategy("glister", ["eta": .real(0.3)])
    let round = scene.round(fraction: 4.0 / 60)
    let chosen = try strategy.choose(round, in: testRun())
    #expect(chosen == ChosenExamples(try MovedLayer(scene, rate: 0.3).greedy(4)))
    #expect(round.cost == SelectionCost(asked: 60 + 12))
  }

  @Test func `without eta the step is the training's own`() throws {
    let scene = try SelectionScene("mlp", seed: 63)
    let rate = scene.training.learningRate(epoch: 2)
    #expect(rate > 0)
    let given = try SelectionScene.strategy("glister", ["eta": .real(rate)])
    let own = try SelectionScene.strategy("glister")
    #expect(
      try given.choose(scene.round(fraction: 0.3), in: testRun())
        == own.choose(scene.round(fraction: 0.3), in: testRun()))
  }

  @Test func `candidates are a fresh sample of those left`() {
    var candidates = RandomCandidates(of: 20, size: 6, SeedStream(root: 4))
    var left = Set(0..<20)
    var samples: Set<[Int]> = []
    for pick in 0..<20 {
      let sample = candidates.draw(pick)
      #expect(sample.count == min(6, left.count) && Set(sample).count == sample.count && left.isSuperset(of: sample))
      samples.insert(sample.sorted())
      candidates.remove(sample.count - 1)
      left.remove(sample[sample.count - 1])
    }
    #expect(left.isEmpty && samples.count > 15)
  }

  @Test func `a problem without validation examples is refused in plain words`() throws {
    let problem = RandomData.reals(train: 20, validation: 0, features: 4, seed: 64)
    let learner = try SelectionScene.learner("softmax_regression")
    let training = try learner.training(on: problem.train, weights: nil, in: testRun())
    let round = SelectionRound(problem, fraction: 0.5, epoch: 0, learner: learner, training: training)
    #expect(throws: ValuationError.noExamples(.validation)) {
      try SelectionScene.strategy("glister").choose(round, in: testRun())
    }
  }

  private func gain(_ scene: SelectionScene, rate: Double) throws -> ValidationGain {
    ValidationGain(
      try scene.training.terms(), validation: try scene.training.terms(of: scene.problem.validation),
      labels: scene.problem.validation.labels, rate: rate, threads: 1)
  }
}

/// A last layer whose change of weights is written out, in double precision.
private struct MovedLayer {
  private let gradients: [[Double]]
  private let validation: LastLayerTerms
  private let labels: [Int]
  private let rate: Double

  init(_ scene: SelectionScene, rate: Double) throws {
    gradients = PlainGradients(try scene.training.terms()).vectors
    validation = try scene.training.terms(of: scene.problem.validation)
    (labels, self.rate) = (scene.problem.validation.labels, rate)
  }

  /// ⟨∇L(θ − η Σ g), g_i⟩ of every example.
  func gains(after moved: [Int]) -> [Double] {
    let zero = [Double](repeating: 0, count: gradients[0].count)
    let change = moved.reduce(zero) { sum, example in zip(sum, gradients[example]).map { $0 - rate * $1 } }
    var mean = zero
    for row in labels.indices {
      for (index, part) in gradient(row, change).enumerated() { mean[index] += part / Double(labels.count) }
    }
    return gradients.map { PlainGradients.dot($0, mean) }
  }

  /// The gradient of a validation example, from its probabilities before and what the change adds to its logits.
  private func gradient(_ row: Int, _ change: [Double]) -> [Double] {
    let (classes, width) = (validation.residuals.columns, validation.features.columns)
    let features = (0..<width).map { Double(validation.features[row, $0]) }
    let logits = (0..<classes).map { label in
      let probability = Double(validation.residuals[row, label]) + (label == labels[row] ? 1 : 0)
      let weights = Array(change[label * width..<(label + 1) * width])
      return log(probability) + PlainGradients.dot(weights, features) + change[classes * width + label]
    }
    let sum = logits.reduce(0) { $0 + exp($1) }
    let residual = logits.enumerated().map { exp($1) / sum - ($0 == labels[row] ? 1 : 0) }
    return residual.flatMap { error in features.map { error * $0 } } + residual
  }

  func greedy(_ count: Int) -> [Int] {
    var picks: [Int] = []
    for _ in 0..<count {
      let gains = gains(after: picks)
      let others = gains.indices.filter { !picks.contains($0) }
      if let best = others.max(by: { gains[$0] < gains[$1] }) { picks.append(best) }
    }
    return picks
  }
}
