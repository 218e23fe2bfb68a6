import Compute
import Datasets

/// The descent of ``NetworkDescent`` for a block of models at once.
///
/// Each model's hidden units are followed by one that is none: its weights stay 0, and its activation is the one that the
/// biases of the output layer are multiplied by. So the units of all models are the rows of one large product.
struct DeviceNetworkDescent {
  private let population: DeviceNetworkPopulation
  private let models: Int
  /// [models, hidden + 1, d + 1]
  private let hidden: DeviceLayer
  /// [models, classes, hidden + 1]
  private let output: DeviceLayer
  /// [models, n]
  private let weights: Tensor
  /// [models, classes]
  private let present: Indices
  /// The inverse of each model's weight, [models].
  private let scales: Tensor
  /// [models, hidden + 1, n]
  private let activations: Tensor
  /// Gradients of the hidden units' inputs, [models, hidden + 1, n].
  private let deltas: Tensor
  /// Logits, then residuals, [models, classes, n].
  private let outputs: Tensor
  /// −1, or the step where a model was found to have diverged, [models].
  private let failures: Indices

  /// Puts what a block needs onto the device. Throws ``DeviceError`` where there is no room.
  init(_ block: MembershipBlock, _ initial: NetworkWeights, of population: DeviceNetworkPopulation) throws {
    (self.population, models) = (population, block.count)
    let (backend, examples) = (population.shared.backend, population.examples)
    let units = population.settings.hidden + 1
    hidden = try DeviceLayer(
      [models, units, examples.features.columns + 1], Self.hidden(initial, models), on: backend)
    output = try DeviceLayer([models, examples.classes, units], Self.output(initial, block), on: backend)
    weights = try backend.tensor([models, examples.count], block.weights)
    present = try backend.indices([models, examples.classes], block.present)
    scales = try backend.tensor([models], block.totals.map { Float(1 / $0) })
    activations = try backend.allocate([models, units, examples.count])
    deltas = try backend.allocate([models, units, examples.count])
    outputs = try backend.allocate([models, examples.classes, examples.count])
    failures = try backend.indices([models], [Int32](repeating: -1, count: models))
  }

  /// Device memory for one model among some examples, in bytes.
  static func bytesOfModel(_ settings: NeuralNetwork, _ examples: Examples) -> Int {
    let units = settings.hidden + 1
    // Parameters with their gradients and velocities.
    return 4
      * ((2 * units + examples.classes + 1) * examples.count
        + 3 * units * (examples.features.columns + 1 + examples.classes))
  }

  private static func hidden(_ initial: NetworkWeights, _ models: Int) -> [Float] {
    let one = initial.hidden.elements + [Float](repeating: 0, count: initial.hidden.columns)
    return (0..<models).flatMap { _ in one }
  }

  /// Weights of classes without a member start at 0, where they stay, and add nothing.
  private static func output(_ initial: NetworkWeights, _ block: MembershipBlock) -> [Float] {
    let (classes, units) = (initial.output.rows, initial.output.columns)
    var elements: [Float] = []
    elements.reserveCapacity(block.count * classes * units)
    for (index, isPresent) in block.present.enumerated() {
      let row = index % classes * units
      elements +=
        isPresent == 1 ? initial.output.elements[row..<row + units] : ArraySlice(repeating: 0, count: units)
    }
    return elements
  }

  /// Takes all steps and fetches where they end.
  func fits(in run: Run) throws -> NetworkFits {
    let (backend, steps) = (population.shared.backend, population.settings.steps)
    for step in 0..<steps {
      try run.checkInterruption()
      forward()
      backward()
      update()
      guard step % 16 == 15 || step == steps - 1 else { continue }
      for layer in [hidden, output] { backend.markNotFinite(layer.values, in: failures, as: Int32(step)) }
      // A device runs behind: who interrupts waits for so many steps at most.
      try backend.synchronise()
    }
    return NetworkFits(
      hidden: try backend.download(hidden.values), output: try backend.download(output.values),
      failures: try backend.download(failures))
  }

  private func forward() {
    let shared = population.shared
    let backend = shared.backend
    backend.multiplyInOrder(
      flat(hidden.values), transposed: false, shared.rows, transposed: true, into: flat(activations))
    backend.activate(activations, population.settings.activation, weights: weights)
    backend.multiplyInOrder(output.values, transposed: false, activations, transposed: false, into: outputs)
    backend.softmaxResiduals(outputs, labels: shared.labels, weights: weights, present: present)
  }

  private func backward() {
    let shared = population.shared
    let backend = shared.backend
    backend.multiplyInOrder(outputs, transposed: false, activations, transposed: true, into: output.gradients)
    backend.multiplyInOrder(output.values, transposed: true, outputs, transposed: false, into: deltas)
    backend.activateGradient(deltas, population.settings.activation, activations: activations)
    backend.multiplyInOrder(
      flat(deltas), transposed: false, shared.rows, transposed: false, into: flat(hidden.gradients))
  }

  /// What the units of all models have, as the rows of one matrix.
  private func flat(_ units: Tensor) -> Tensor { units.reshaped([units.shape[0] * units.shape[1], units.shape[2]]) }

  private func update() {
    let settings = population.settings
    let step = MomentumStep(
      learningRate: Float(settings.learningRate), momentum: Float(settings.momentum), weightDecay: Float(settings.l2))
    for layer in [hidden, output] {
      population.shared.backend.descend(
        layer.values, gradients: layer.gradients, velocities: layer.velocities, scales: scales, step)
    }
  }
}
