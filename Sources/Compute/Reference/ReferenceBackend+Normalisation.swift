extension ReferenceBackend {
  public func moments(_ input: Tensor, intoMean mean: Tensor, variance: Tensor) {
    let s = NormalisationShape(input, perChannel: [mean, variance])
    let x = memory(input).elements
    for channel in 0..<s.channels {
      let values = stride(from: channel, to: x.count, by: s.channels).map { x[$0] }
      let centre = values.reduce(0, +) / Double(s.rows)
      memory(mean).elements[channel] = centre
      memory(variance).elements[channel] =
        values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(s.rows)
    }
  }

  public func normalise(
    _ input: Tensor, mean: Tensor, variance: Tensor, scale: Tensor, shift: Tensor, epsilon: Float, into output: Tensor
  ) {
    let s = NormalisationShape(input, perChannel: [mean, variance, scale, shift])
    output.require(input.shape, "an output")
    let (x, m, v, y) = (memory(input).elements, memory(mean).elements, memory(variance).elements, memory(output))
    let (gamma, beta) = (memory(scale).elements, memory(shift).elements)
    for index in x.indices {
      let c = index % s.channels
      y.elements[index] = gamma[c] * (x[index] - m[c]) / (v[c] + Double(epsilon)).squareRoot() + beta[c]
    }
  }

  public func normaliseGradient(
    _ outputGradient: Tensor, input: Tensor, mean: Tensor, variance: Tensor, scale: Tensor, epsilon: Float,
    into inputGradient: Tensor, scaleGradient: Tensor, shiftGradient: Tensor
  ) {
    let s = NormalisationShape(input, perChannel: [mean, variance, scale, scaleGradient, shiftGradient])
    outputGradient.require(input.shape, "an output's gradient")
    inputGradient.require(input.shape, "an input's gradient")
    let (x, dy, m) = (memory(input).elements, memory(outputGradient).elements, memory(mean).elements)
    let (v, gamma, dx) = (memory(variance).elements, memory(scale).elements, memory(inputGradient))
    for c in 0..<s.channels {
      let inverse = 1 / (v[c] + Double(epsilon)).squareRoot()
      let places = Array(stride(from: c, to: x.count, by: s.channels))
      let shiftSum = places.reduce(0) { $0 + dy[$1] }
      let scaleSum = places.reduce(0) { $0 + dy[$1] * (x[$1] - m[c]) * inverse }
      for place in places {
        let standard = (x[place] - m[c]) * inverse
        dx.elements[place] = gamma[c] * inverse * (dy[place] - (shiftSum + standard * scaleSum) / Double(s.rows))
      }
      memory(shiftGradient).elements[c] = shiftSum
      memory(scaleGradient).elements[c] = scaleSum
    }
  }
}
