import Compute
import Datasets
import Glibc
import Testing
import Vocabulary

@testable import Learning

func network(_ values: [String: Value] = [:]) -> NeuralNetwork { NeuralNetwork(Arguments(values)) }

@Test("the fast network agrees with plain loops", arguments: ["relu", "tanh"], [(40, 3, 2), (33, 7, 4)])
func agreement(activation: String, shape: (count: Int, features: Int, classes: Int)) throws {
  let learner = network([
    "activation": .text(activation), "hidden": .integer(5), "steps": .integer(20), "l2": .real(0.01),
  ])
  let examples = clouds(shape.count, features: shape.features, classes: shape.classes)
  for weights in [nil, (0..<shape.count).map { Float($0 % 4) / 2 }, examples.labels.map { $0 == 1 ? 0 : Float(1) }] {
    let model = try learner.fit(examples, weights: weights, in: run)
    var plain = PlainNeuralNetwork(learner, examples, weights: weights?.map(Double.init), seeds: run.seeds)
    plain.fit()
    guard plain.labels.count > 1 else { continue }
    let probabilities = try model.probabilities(of: examples.features)
    for row in 0..<shape.count {
      for (label, probability) in zip(plain.labels, plain.probabilities(row)) {
        // Single against double precision over 20 updates of weights of order one: rounding 6e-8 each, and sums of
        // some forty products.
        #expect(abs(Double(probabilities[row, label]) - probability) < 2e-5)
      }
    }
  }
}

@Test("the plain network's gradient is the derivative of the stated objective", arguments: ["relu", "tanh"])
func networkGradient(activation: String) {
  let learner = network(["activation": .text(activation), "hidden": .integer(3), "l2": .real(0.2)])
  let plain = PlainNeuralNetwork(
    learner, clouds(9, features: 2, classes: 3), weights: (0..<9).map { Double(1 + $0 % 2) }, seeds: run.seeds)
  let gradients = plain.gradients()
  func derivative(_ change: (inout PlainNeuralNetwork, Double) -> Void) -> Double {
    let objectives = [1e-6, -1e-6].map { offset in
      var moved = plain
      change(&moved, offset)
      return moved.objective
    }
    return (objectives[0] - objectives[1]) / 2e-6
  }
  for unit in 0..<3 {
    for column in 0..<3 {
      // Central differences: rounding 1e-16 / 1e-6.
      #expect(abs(derivative { $0.hidden[unit][column] += $1 } - gradients.hidden[unit][column]) < 1e-8)
    }
    for column in 0...3 {
      #expect(abs(derivative { $0.output[unit][column] += $1 } - gradients.output[unit][column]) < 1e-8)
    }
  }
}

@Test("a network separates what no line can")
func exclusiveOr() throws {
  let features = Matrix(rows: 4, columns: 2, [0, 0, 0, 1, 1, 0, 1, 1])
  let examples = Examples(features: features, labels: [0, 1, 1, 0], classes: 2, rows: [0, 1, 2, 3])
  #expect(try network(["steps": .integer(500)]).fit(examples, weights: nil, in: run).accuracy(on: examples) == 1)
  #expect(try logistic().fit(examples, weights: nil, in: run).accuracy(on: examples) < 1)
}

@Test("a learning rate that is too large is said to diverge, with its step")
func networkDivergence() throws {
  let examples = clouds(20, features: 3, classes: 2, spread: 1e12)
  #expect(throws: LearningError.self) {
    try network(["learning_rate": .real(1e30)]).fit(examples, weights: nil, in: run)
  }
}

@Test("the vectorised tanh is within 2·10⁻⁶ of the library's, relative to one")
func hyperbolicTangent() {
  var memory = AlignedMemory<Float>(counts: [8])
  let units = memory.take(8)
  for step in stride(from: -40_000, to: 40_000, by: 8) {
    for lane in 0..<8 { units[lane] = Float(step + lane) / 2000 }
    Activation.tanh.apply(to: units, count: 8)
    #expect((0..<8).allSatisfy { abs(Double(units[$0]) - tanh(Double(Float(step + $0) / 2000))) < 2e-6 })
  }
}
