extension CPUBackend {
  public func add(_ tensor: Tensor, times alpha: Float, to target: Tensor) {
    target.require(tensor.shape, "a target")
    let (x, y) = (floats(tensor), floats(target))
    forEachSpan(of: tensor.count) { first, count in
      let (source, sums) = (x + first, y + first)
      for index in 0..<count { sums[index] += alpha * source[index] }
    }
  }

  public func scale(_ tensor: Tensor, by factor: Float) {
    let x = floats(tensor)
    forEachSpan(of: tensor.count) { first, count in
      let values = x + first
      for index in 0..<count { values[index] *= factor }
    }
  }

  public func multiplyElements(_ a: Tensor, _ b: Tensor, into output: Tensor) {
    b.require(a.shape, "a factor")
    output.require(a.shape, "an output")
    let (left, right, result) = (floats(a), floats(b), floats(output))
    forEachSpan(of: a.count) { first, count in
      let (x, y, z) = (left + first, right + first, result + first)
      for index in 0..<count { z[index] = x[index] * y[index] }
    }
  }

  public func sumOfSquares(_ tensor: Tensor, into sum: Tensor) {
    sum.require([1], "a sum")
    let (x, count) = (floats(tensor), tensor.count)
    let partials = mapBlocks((count + Self.span - 1) / Self.span, threads: threads) { block in
      let first = block * Self.span
      return LinearAlgebra.squaredNorm(UnsafeBufferPointer(start: x + first, count: min(Self.span, count - first)))
    }
    floats(sum).start[0] = Float(partials.reduce(0.0) { $0 + Double($1) })
  }

  public func descend(_ parameters: Tensor, gradient: Tensor, velocity: Tensor, _ step: MomentumStep) {
    gradient.require(parameters.shape, "a gradient")
    velocity.require(parameters.shape, "a velocity")
    let (allWeights, allSlopes, allVelocities) = (floats(parameters), floats(gradient), floats(velocity))
    // How much of the slope itself a step takes beside the velocity.
    let (ahead, kept) = step.isNesterov ? (Float(1), step.momentum) : (Float(0), Float(1))
    forEachSpan(of: parameters.count) { first, count in
      let (w, g, v) = (allWeights + first, allSlopes + first, allVelocities + first)
      for index in 0..<count {
        let slope = g[index] + step.weightDecay * w[index]
        let velocity = step.momentum * v[index] + slope
        v[index] = velocity
        w[index] -= step.learningRate * (ahead * slope + kept * velocity)
      }
    }
  }

  public func adapt(_ parameters: Tensor, gradient: Tensor, first: Tensor, second: Tensor, _ step: AdamStep) {
    for moment in [gradient, first, second] { moment.require(parameters.shape, "a gradient or moment") }
    let (allWeights, allSlopes) = (floats(parameters), floats(gradient))
    let (allFirst, allSecond) = (floats(first), floats(second))
    let (newFirst, newSecond) = (1 - step.firstDecay, 1 - step.secondDecay)
    forEachSpan(of: parameters.count) { start, count in
      let (w, g, m, s) = (allWeights + start, allSlopes + start, allFirst + start, allSecond + start)
      for index in 0..<count {
        let slope = g[index] + step.weightDecay * w[index]
        let mean = step.firstDecay * m[index] + newFirst * slope
        let square = step.secondDecay * s[index] + newSecond * (slope * slope)
        (m[index], s[index]) = (mean, square)
        w[index] -= step.correctedRate * mean / (square.squareRoot() * step.correction + step.epsilon)
      }
    }
  }
}
