import Compute
import Datasets
import Vocabulary

/// Mini-batch descent of a network along softmax cross-entropy on weighted examples.
///
/// A batch's gradient is Σ wᵢ gᵢ divided by the number of its examples. Each epoch visits the examples in a permutation
/// of its own; a batch of all examples is taken in their own order. Whatever is drawn is a function of the stream, the
/// epoch and the update.
final class Training {
  let network: Network
  let settings: TrainingSettings
  let examples: NetworkExamples
  let backend: any Backend
  private let parameters: [MovingParameter]
  let seeds: SeedStream
  /// Updates made so far.
  private(set) var updates = 0
  var told: TrainingProgress

  /// Takes the network over.
  init(
    _ network: Network, on examples: NetworkExamples, _ settings: TrainingSettings, backend: any Backend,
    seeds: SeedStream
  ) throws(DeviceError) {
    var parameters: [MovingParameter] = []
    for parameter in network.parameters {
      if let moving = try MovingParameter(parameter, settings.optimiser, on: backend) { parameters.append(moving) }
    }
    (self.network, self.examples, self.settings) = (network, examples, settings)
    (self.backend, self.parameters, self.seeds) = (backend, parameters, seeds)
    told = TrainingProgress(epochs: settings.epochs)
  }

  /// Visits every chosen example once, all of positive weight; progress counts updates, the last one of an epoch once its
  /// loss is known. Throws ``LearningError/diverged(epoch:learningRate:)`` where the mean loss or a parameter exploded, and
  /// ``LearningError/tooLargeBatch(examples:fitting:_:)`` where the device has no room for an update.
  func run(epoch: Int, on chosen: ChosenExamples, in run: Run) throws {
    do {
      try visit(chosen, epoch: epoch, in: run)
    } catch let error as DeviceError {
      throw explained(error, on: chosen)
    }
  }

  private func visit(_ chosen: ChosenExamples, epoch: Int, in run: Run) throws {
    let count = chosen.positions.count
    let batch = settings.batchSize.examples(of: count)
    let order = EpochOrder(count: count, stream: seeds.branch("epoch"))
    if batch < count { order.shuffle(epoch: epoch) }
    let (each, total) = ((count + batch - 1) / batch, try backend.tensor([1], filledWith: 0))
    told.begin()
    for index in 0..<each {
      if index > 0 { tell(epoch * each + index, each, epoch, run) }
      try run.checkInterruption()
      let places = (index * batch..<min((index + 1) * batch, count)).map { order.positions[$0] }
      let rate = settings.learningRate(update: epoch * each + index, of: settings.epochs * each)
      let answer = try update(chosen, places, learningRate: rate, addingLossesTo: total)
      if run.isHeard { told.add(answer.probabilities, labels: places.map { examples.labels[chosen.positions[$0]] }) }
    }
    let loss = try Double(backend.download(total)[0]) / Double(count)
    // NaN compares false.
    guard try loss < Self.largestLoss && hasFiniteParameters() else {
      throw LearningError.diverged(epoch: epoch, learningRate: settings.learningRate)
    }
    try told.end(loss: loss, on: backend)
    tell((epoch + 1) * each, each, epoch, run)
  }

  /// So many updates are done, of `each` in every epoch.
  private func tell(_ done: Int, _ each: Int, _ epoch: Int, _ run: Run) {
    run.progress(done, of: settings.epochs * each, note: told.note(epoch: epoch))
  }

  /// Mean loss above which training counts as diverged, in nats.
  private static let largestLoss = 1e6

  /// One update along the gradient of a batch.
  private func update(
    _ chosen: ChosenExamples, _ places: [Int], learningRate: Double, addingLossesTo total: Tensor
  ) throws(DeviceError) -> NetworkAnswer {
    let stream = seeds.branch("augmentation").branch(updates)
    let batch = try examples.batch(
      places.map { chosen.positions[$0] }, weights: chosen.weights.map { weights in places.map { weights[$0] } },
      moves: settings.augmentation?.moves(count: places.count, stream: stream), on: backend)
    let pass = Pass(backend, .training(seeds.branch("pass").branch(updates)))
    let answer = try NetworkAnswer(of: network, to: batch, pass)
    let sum = try backend.allocate([1])
    backend.sumRows(answer.losses.reshaped([places.count, 1]), into: sum)
    backend.add(sum, times: 1, to: total)
    backend.scale(answer.residuals, by: 1 / Float(places.count))
    try network.backward(answer.residuals, pass)
    for parameter in parameters { parameter.step(updates, learningRate: learningRate, settings, on: backend) }
    updates += 1
    return answer
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

extension Training {
  /// Parameters, statistics and what the optimiser remembers, by name, and the count of updates.
  func state() throws(DeviceError) -> Artifact {
    var items = [Artifact.Item("updates", .array(NumericArray(shape: [1], .int64([Int64(updates)]))))]
    for (name, tensor) in tensors {
      items.append(.init(name, .array(NumericArray(shape: tensor.shape, .float32(try backend.download(tensor))))))
    }
    return Artifact(items)
  }

  /// Takes a state of the same form; another is our mistake.
  func restore(_ state: Artifact) throws(DeviceError) {
    guard case .int64(let counts)? = state.array("updates")?.elements, let count = counts.first else {
      preconditionFailure("a state without its count of updates")
    }
    updates = Int(count)
    for (name, tensor) in tensors {
      guard let array = state.array(name), array.shape == tensor.shape, case .float32(let values) = array.elements
      else {
        preconditionFailure("a state without \(name) of shape \(tensor.shape)")
      }
      try backend.upload(values, into: tensor)
    }
  }

  /// Everything that an update changes, under names of its own.
  private var tensors: [(name: String, tensor: Tensor)] {
    network.parameters.map { ("value.\($0.name)", $0.value) }
      + zip(network.parameters.filter { $0.gradient != nil }, parameters).flatMap { parameter, moving in
        moving.memory.enumerated().map { ("memory\($0.offset + 1).\(parameter.name)", $0.element) }
      }
  }
}
