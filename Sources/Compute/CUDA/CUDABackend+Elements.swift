extension CUDABackend {
  package func fill(_ tensor: Tensor, with value: Float) {
    launch("fill_floats", over: tensor.count, memory(tensor), .float(value))
  }

  package func fill(_ doubles: Doubles, with value: Double) {
    launch("fill_doubles", over: doubles.count, memory(doubles), .double(value))
  }

  package func add(_ tensor: Tensor, times alpha: Float, to target: Tensor) {
    target.require(tensor.shape, "a target")
    launch("add_scaled", over: tensor.count, memory(tensor), memory(target), .float(alpha))
  }

  package func scale(_ tensor: Tensor, by factor: Float) {
    launch("scale_elements", over: tensor.count, memory(tensor), .float(factor))
  }

  package func multiplyElements(_ a: Tensor, _ b: Tensor, into output: Tensor) {
    b.require(a.shape, "a factor")
    output.require(a.shape, "an output")
    launch("multiply_elements", over: a.count, memory(a), memory(b), memory(output))
  }

  package func sumOfSquares(_ tensor: Tensor, into sum: Tensor) {
    sum.require([1], "a sum")
    let share = Self.blockSize * Self.termsPerThread
    let blocks = max(1, (tensor.count + share - 1) / share)
    withScratch(bytes: 4 * blocks) { partials in
      launch("sum_squares", blocks: blocks, memory(tensor), .address(partials), .long(tensor.count))
      sumRows(partials, rows: blocks, width: 1, into: address(sum.memory))
    }
  }

  package func descend(_ parameters: Tensor, gradient: Tensor, velocity: Tensor, _ step: MomentumStep) {
    gradient.require(parameters.shape, "a gradient")
    velocity.require(parameters.shape, "a velocity")
    // How much of the slope itself a step takes beside the velocity.
    let (ahead, kept) = step.isNesterov ? (Float(1), step.momentum) : (Float(0), Float(1))
    launch(
      "descend", over: parameters.count, memory(parameters), memory(gradient), memory(velocity),
      .float(step.learningRate), .float(step.momentum), .float(step.weightDecay), .float(ahead), .float(kept))
  }

  package func adapt(_ parameters: Tensor, gradient: Tensor, first: Tensor, second: Tensor, _ step: AdamStep) {
    for moment in [gradient, first, second] { moment.require(parameters.shape, "a gradient or moment") }
    launch(
      "adapt", over: parameters.count, memory(parameters), memory(gradient), memory(first), memory(second),
      .float(step.firstDecay), .float(1 - step.firstDecay), .float(step.secondDecay), .float(1 - step.secondDecay),
      .float(step.weightDecay), .float(step.correctedRate), .float(step.correction), .float(step.epsilon))
  }
}
