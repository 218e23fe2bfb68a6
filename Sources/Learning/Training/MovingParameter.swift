import Compute

/// A parameter together with what its optimiser remembers of past gradients.
struct MovingParameter {
  let value: Tensor
  let gradient: Tensor
  /// The velocity of gradient descent, or the first moment of Adam.
  private let first: Tensor
  /// The second moment of Adam.
  private let second: Tensor?

  /// Starts at rest; nil for statistics, which no step moves.
  init?(_ parameter: NetworkParameter, _ optimiser: Optimiser, on backend: any Backend) throws(DeviceError) {
    guard let gradient = parameter.gradient else { return nil }
    (value, self.gradient) = (parameter.value, gradient)
    first = try backend.tensor(value.shape, filledWith: 0)
    second = optimiser == .adam ? try backend.tensor(value.shape, filledWith: 0) : nil
  }

  /// What the optimiser remembers.
  var memory: [Tensor] { [first] + (second.map { [$0] } ?? []) }

  /// One update, its number counted from 0, at the rate of the schedule.
  func step(_ number: Int, learningRate: Double, _ settings: TrainingSettings, on backend: any Backend) {
    let (rate, decay) = (Float(learningRate), Float(settings.weightDecay))
    if let second {
      let step = AdamStep(number: number + 1, learningRate: rate, weightDecay: decay)
      backend.adapt(value, gradient: gradient, first: first, second: second, step)
    } else {
      let step = MomentumStep(
        learningRate: rate, momentum: Float(settings.momentum), weightDecay: decay, isNesterov: settings.isNesterov)
      backend.descend(value, gradient: gradient, velocity: first, step)
    }
  }
}
