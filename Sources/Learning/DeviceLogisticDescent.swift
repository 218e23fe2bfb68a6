import Compute
import Datasets

/// The descent of ``LogisticDescent`` for a block of models at once: as many steps, of products that all models share.
struct DeviceLogisticDescent {
  private let population: DeviceLogisticPopulation
  private let models: Int
  private let state: AcceleratedDescent
  /// [models, n]
  private let weights: Tensor
  /// [models, classes]
  private let present: Indices
  /// Logits, then residuals, [models, classes, n].
  private let outputs: Tensor
  /// [models, classes · (d + 1)]; 0 for biases.
  private let penalties: Tensor
  /// The parameters times their penalties.
  private let pull: Tensor
  /// XᵀX, then the preconditioner, [models, d + 1, d + 1].
  private let preconditioners: Tensor
  /// [models]
  private let failures: Indices

  /// Puts what a block needs onto the device. Throws ``DeviceError`` where there is no room.
  init(_ block: MembershipBlock, of population: DeviceLogisticPopulation) throws {
    (self.population, models) = (population, block.count)
    let (backend, examples) = (population.shared.backend, population.examples)
    let inputs = examples.features.columns + 1
    let parameters = examples.classes * inputs
    state = try AcceleratedDescent(
      models: models, parameters: parameters, safeLengths: block.classCounts.map { 2 / $0 }, on: backend)
    weights = try backend.tensor([models, examples.count], block.weights)
    present = try backend.indices([models, examples.classes], block.present)
    outputs = try backend.allocate([models, examples.classes, examples.count])
    let penalty = Float(population.settings.penalty)
    penalties = try backend.tensor(
      [models, parameters],
      (0..<models * parameters).map { $0 % inputs == inputs - 1 ? 0 : penalty })
    pull = try backend.allocate([models, parameters])
    preconditioners = try backend.allocate([models, inputs, inputs])
    failures = try backend.allocateIndices([models])
    try precondition(scales: block.classCounts.map { 1 / $0 }, inputs: inputs)
  }

  /// Device memory for one model among some examples, in bytes.
  static func bytesOfModel(_ examples: Examples) -> Int {
    let inputs = examples.features.columns + 1
    // Nine sets of parameters, and an inverse beside the matrix it comes from.
    return 4 * ((examples.classes + 1) * examples.count + 9 * examples.classes * inputs + 2 * inputs * inputs)
  }

  /// The inverses of the Hessians at zero weights: of centred rows, which keep their digits, and then of the rows.
  private func precondition(scales: [Float], inputs: Int) throws {
    let backend = population.shared.backend
    let means = try backend.allocate([models, inputs])
    backend.centredGrams(population.shared.rows, weights: weights, intoMeans: means, grams: preconditioners)
    backend.damp(
      preconditioners, scales: try backend.tensor([models], scales),
      Damping(ridge: LogisticDescent.ridge, penalty: Float(population.settings.penalty)))
    backend.invertPositiveDefinite(preconditioners, failures: failures)
    backend.uncentre(preconditioners, means: means)
  }

  /// Takes all steps and fetches where they end.
  func fits(in run: Run) throws -> LogisticFits {
    let backend = population.shared.backend
    for step in 0..<population.settings.steps {
      try run.checkInterruption()
      evaluate()
      backend.accelerate(state, AcceleratedStep(isFirst: step == 0))
    }
    return LogisticFits(weights: try backend.download(state.iterates), failures: try backend.download(failures))
  }

  /// The gradients at the points, and those times the preconditioners.
  private func evaluate() {
    let (backend, classes) = (population.shared.backend, population.examples.classes)
    let (count, inputs) = (population.shared.rows.shape[0], population.shared.rows.shape[1])
    // The models' classes side by side are the rows of one large product.
    let (points, gradients) = (
      state.points.reshaped([models * classes, inputs]), state.gradients.reshaped([models * classes, inputs])
    )
    let flat = outputs.reshaped([models * classes, count])
    backend.multiplyInOrder(points, transposed: false, population.shared.rows, transposed: true, into: flat)
    backend.softmaxResiduals(outputs, labels: population.shared.labels, weights: weights, present: present)
    backend.multiplyInOrder(flat, transposed: false, population.shared.rows, transposed: false, into: gradients)
    backend.multiplyElements(state.points, penalties, into: pull)
    backend.add(pull, times: 1, to: state.gradients)
    backend.multiplyInOrder(
      state.gradients.reshaped([models, classes, inputs]), transposed: false, preconditioners, transposed: false,
      into: state.directions.reshaped([models, classes, inputs]))
  }
}
