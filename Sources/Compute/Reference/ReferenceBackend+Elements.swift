extension ReferenceBackend {
  public func add(_ tensor: Tensor, times alpha: Float, to target: Tensor) {
    target.require(tensor.shape, "a target")
    memory(target).elements = zip(memory(target).elements, memory(tensor).elements).map { $0 + Double(alpha) * $1 }
  }

  public func scale(_ tensor: Tensor, by factor: Float) {
    memory(tensor).elements = memory(tensor).elements.map { $0 * Double(factor) }
  }

  public func multiplyElements(_ a: Tensor, _ b: Tensor, into output: Tensor) {
    b.require(a.shape, "a factor")
    output.require(a.shape, "an output")
    memory(output).elements = zip(memory(a).elements, memory(b).elements).map { $0 * $1 }
  }

  public func sumOfSquares(_ tensor: Tensor, into sum: Tensor) {
    sum.require([1], "a sum")
    memory(sum).elements = [memory(tensor).elements.reduce(0) { $0 + $1 * $1 }]
  }

  public func descend(_ parameters: Tensor, gradient: Tensor, velocity: Tensor, _ step: MomentumStep) {
    gradient.require(parameters.shape, "a gradient")
    velocity.require(parameters.shape, "a velocity")
    let (w, g, v) = (memory(parameters), memory(gradient).elements, memory(velocity))
    for index in g.indices {
      let slope = g[index] + Double(step.weightDecay) * w.elements[index]
      v.elements[index] = Double(step.momentum) * v.elements[index] + slope
      let direction = step.isNesterov ? slope + Double(step.momentum) * v.elements[index] : v.elements[index]
      w.elements[index] -= Double(step.learningRate) * direction
    }
  }

  public func adapt(_ parameters: Tensor, gradient: Tensor, first: Tensor, second: Tensor, _ step: AdamStep) {
    for moment in [gradient, first, second] { moment.require(parameters.shape, "a gradient or moment") }
    let (w, g, m, s) = (memory(parameters), memory(gradient).elements, memory(first), memory(second))
    let (beta1, beta2) = (Double(step.firstDecay), Double(step.secondDecay))
    for index in g.indices {
      let slope = g[index] + Double(step.weightDecay) * w.elements[index]
      m.elements[index] = beta1 * m.elements[index] + (1 - beta1) * slope
      s.elements[index] = beta2 * s.elements[index] + (1 - beta2) * slope * slope
      let deviation = s.elements[index].squareRoot() * Double(step.correction) + Double(step.epsilon)
      w.elements[index] -= Double(step.correctedRate) * m.elements[index] / deviation
    }
  }
}
