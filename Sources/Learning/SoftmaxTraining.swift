import Compute
import Datasets
import Vocabulary

/// A softmax regression in training.
final class SoftmaxTraining: EpochTraining {
  private let settings: SoftmaxRegression
  private let examples: Examples
  private let weights: [Float]?
  private let run: Run
  private var descent: SoftmaxDescent
  /// What the descent visits; `nil` for the examples and weights given at the start.
  private var chosen: ChosenExamples?

  /// Checks the data; the layer starts at 0.
  init(_ settings: SoftmaxRegression, _ examples: Examples, weights: [Float]?, in run: Run) throws {
    (self.settings, self.examples, self.weights, self.run) = (settings, examples, weights, run)
    descent = try SoftmaxDescent(settings, examples, weights: weights, stream: SoftmaxRegression.stream(of: run))
  }

  func learningRate(epoch: Int) -> Double { settings.learningRate }

  func terms() -> LastLayerTerms { descent.terms(of: examples) }

  func terms(of examples: Examples) -> LastLayerTerms { descent.terms(of: examples) }

  func run(epoch: Int, on chosen: ChosenExamples?) throws {
    let members = chosen?.members
    if members != self.chosen { try steer(to: members) }
    try descent.run(epoch: epoch, in: run)
  }

  /// Goes on with other examples from where the layer is.
  private func steer(to members: ChosenExamples?) throws {
    let next = try SoftmaxDescent(
      settings, members.map { examples.subset($0.positions) } ?? examples,
      weights: members.map(\.weights) ?? weights, stream: SoftmaxRegression.stream(of: run))
    next.layer.restore(descent.layer.state)
    descent = next
    chosen = members
  }

  func model() -> any Model { SoftmaxModel(weights: descent.layer.matrix) }

  func state() -> Artifact {
    let state = NumericArray(shape: [descent.layer.state.count], .float32(descent.layer.state))
    return Artifact([.init("layer", .array(state))])
  }

  func restore(_ state: Artifact) {
    guard case .float32(let numbers)? = state.array("layer")?.elements else {
      preconditionFailure("a state without its layer")
    }
    descent.layer.restore(numbers)
  }
}

extension SoftmaxLayer {
  /// Weights and velocity as they lie in memory.
  fileprivate var state: [Float] {
    (0..<parameterVectors).flatMap { index in (0..<4).map { weights[index][$0] } }
      + (0..<parameterVectors).flatMap { index in (0..<4).map { velocity[index][$0] } }
  }

  /// Takes a ``state`` of a layer of the same shape.
  fileprivate borrowing func restore(_ state: [Float]) {
    precondition(state.count == 8 * parameterVectors, "\(state.count) numbers for \(parameterVectors) vectors twice")
    for index in 0..<parameterVectors {
      for lane in 0..<4 {
        weights[index][lane] = state[4 * index + lane]
        velocity[index][lane] = state[4 * (parameterVectors + index) + lane]
      }
    }
  }
}
