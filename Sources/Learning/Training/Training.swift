import Compute
import Datasets

/// Mini-batch training of a network by softmax cross-entropy on weighted examples.
///
/// A batch's gradient is Σ wᵢ gᵢ divided by the number of its examples. Each epoch visits the examples in a permutation
/// of its own; a batch of all examples is taken in their own order. Whatever is drawn is a function of the stream, the
/// epoch and the update.
final class Training {
  let network: Network
  private let settings: TrainingSettings
  private let examples: NetworkExamples
  private let backend: any Backend
  private let parameters: [MovingParameter]
  private let order: EpochOrder
  private let draws: SeedStream

  /// Takes the network over. All examples must have positive weight.
  init(
    _ network: Network, on examples: NetworkExamples, _ settings: TrainingSettings, backend: any Backend,
    seeds: SeedStream
  ) throws(DeviceError) {
    var parameters: [MovingParameter] = []
    for parameter in network.parameters {
      if let moving = try MovingParameter(parameter, settings.optimiser, on: backend) { parameters.append(moving) }
    }
    (self.network, self.examples, self.settings) = (network, examples, settings)
    (self.backend, self.parameters) = (backend, parameters)
    order = EpochOrder(count: examples.count, stream: seeds.branch("epoch"))
    draws = seeds.branch("pass")
  }

  /// Examples of a full batch.
  private var batch: Int { settings.batchSize.examples(of: examples.count) }
  /// Updates of one epoch.
  private var updates: Int { (examples.count + batch - 1) / batch }

  /// Visits every example once; progress counts updates. Throws ``LearningError/diverged(epoch:learningRate:)`` where the
  /// mean loss or a parameter exploded.
  func run(epoch: Int, in run: Run) throws {
    if batch < examples.count { order.shuffle(epoch: epoch) }
    let total = try backend.tensor([1], filledWith: 0)
    for index in 0..<updates {
      try run.checkInterruption()
      let number = epoch * updates + index
      let positions = index * batch..<min((index + 1) * batch, examples.count)
      try update(number, positions.map { order.positions[$0] }, addingLossesTo: total)
      run.progress(number + 1, of: settings.epochs * updates)
    }
    let loss = try Double(backend.download(total)[0]) / Double(examples.count)
    // NaN compares false.
    guard try loss < Self.largestLoss && hasFiniteParameters() else {
      throw LearningError.diverged(epoch: epoch, learningRate: settings.learningRate)
    }
  }

  /// Mean loss above which training counts as diverged, in nats.
  private static let largestLoss = 1e6

  /// One update along the gradient of a batch.
  private func update(_ number: Int, _ positions: [Int], addingLossesTo total: Tensor) throws(DeviceError) {
    let batch = try examples.batch(positions, on: backend)
    let pass = Pass(backend, .training(draws.branch(number)))
    let answer = try NetworkAnswer(of: network, to: batch, pass)
    let sum = try backend.allocate([1])
    backend.sumRows(answer.losses.reshaped([positions.count, 1]), into: sum)
    backend.add(sum, times: 1, to: total)
    backend.scale(answer.residuals, by: 1 / Float(positions.count))
    try network.backward(answer.residuals, pass)
    let factor = settings.schedule.factor(update: number, of: settings.epochs * updates)
    for parameter in parameters {
      parameter.step(number, learningRate: settings.learningRate * factor, settings, on: backend)
    }
  }

  /// Whether every parameter is a finite number whose square is one too.
  private func hasFiniteParameters() throws(DeviceError) -> Bool {
    let square = try backend.allocate([1])
    for parameter in network.parameters {
      backend.sumOfSquares(parameter.value, into: square)
      guard try backend.download(square)[0].isFinite else { return false }
    }
    return true
  }
}
