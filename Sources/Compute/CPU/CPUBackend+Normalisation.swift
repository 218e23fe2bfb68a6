extension CPUBackend {
  public func moments(_ input: Tensor, intoMean mean: Tensor, variance: Tensor) {
    let s = NormalisationShape(input, perChannel: [mean, variance])
    let (x, m, v) = (floats(input), floats(mean), floats(variance))
    let block = Self.blockRows(width: s.channels)
    sumBlocks(rows: s.rows, width: s.channels, block: block, into: m) { rows, partial in
      for row in rows {
        let source = x + row * s.channels
        for channel in 0..<s.channels { partial[channel] += source[channel] }
      }
    }
    for channel in 0..<s.channels { m.start[channel] /= Float(s.rows) }
    // Around the mean, since a difference of two large sums would lose the digits of a small variance.
    sumBlocks(rows: s.rows, width: s.channels, block: block, into: v) { rows, partial in
      for row in rows {
        let source = x + row * s.channels
        let centre = m.start
        for channel in 0..<s.channels {
          let difference = source[channel] - centre[channel]
          partial[channel] += difference * difference
        }
      }
    }
    for channel in 0..<s.channels { v.start[channel] /= Float(s.rows) }
  }

  public func normalise(
    _ input: Tensor, mean: Tensor, variance: Tensor, scale: Tensor, shift: Tensor, epsilon: Float, into output: Tensor
  ) {
    let s = NormalisationShape(input, perChannel: [mean, variance, scale, shift])
    output.require(input.shape, "an output")
    let (x, y, m, v) = (floats(input), floats(output), floats(mean), floats(variance))
    let (gamma, beta) = (floats(scale), floats(shift))
    pool.withScratch(s.channels) { factor in
      for c in 0..<s.channels { factor.start[c] = gamma.start[c] / (v.start[c] + epsilon).squareRoot() }
      forEachRowBlock(of: s.rows, width: s.channels) { _, rows in
        let (centre, slope, offset) = (m.start, factor.start, beta.start)
        for row in rows {
          let (source, target) = (x + row * s.channels, y + row * s.channels)
          for c in 0..<s.channels { target[c] = (source[c] - centre[c]) * slope[c] + offset[c] }
        }
      }
    }
  }

  public func normaliseGradient(
    _ outputGradient: Tensor, input: Tensor, mean: Tensor, variance: Tensor, scale: Tensor, epsilon: Float,
    into inputGradient: Tensor, scaleGradient: Tensor, shiftGradient: Tensor
  ) {
    let s = NormalisationShape(input, perChannel: [mean, variance, scale, scaleGradient, shiftGradient])
    outputGradient.require(input.shape, "an output's gradient")
    inputGradient.require(input.shape, "an input's gradient")
    let (x, dy, dx) = (floats(input), floats(outputGradient), floats(inputGradient))
    let (m, v, gamma) = (floats(mean), floats(variance), floats(scale))
    let (scaleSum, shiftSum) = (floats(scaleGradient), floats(shiftGradient))
    sumRows(outputGradient, into: shiftGradient)
    let block = Self.blockRows(width: s.channels)
    sumBlocks(rows: s.rows, width: s.channels, block: block, into: scaleSum) { rows, partial in
      let centre = m.start
      for row in rows {
        let (source, slope) = (x + row * s.channels, dy + row * s.channels)
        for c in 0..<s.channels { partial[c] += slope[c] * (source[c] - centre[c]) }
      }
    }
    // dx = a · dy − b · (x − mean) − d, where a, b and d are numbers of the channel.
    pool.withScratch(3 * s.channels) { factors in
      let (a, b, d) = (factors + 0, factors + s.channels, factors + 2 * s.channels)
      for c in 0..<s.channels {
        let inverse = 1 / (v.start[c] + epsilon).squareRoot()
        scaleSum.start[c] *= inverse
        a[c] = gamma.start[c] * inverse
        b[c] = a[c] * scaleSum.start[c] * inverse / Float(s.rows)
        d[c] = a[c] * shiftSum.start[c] / Float(s.rows)
      }
      forEachRowBlock(of: s.rows, width: s.channels) { _, rows in
        let (a, b, d) = (factors + 0, factors + s.channels, factors + 2 * s.channels)
        let centre = m.start
        for row in rows {
          let (source, slope, target) = (x + row * s.channels, dy + row * s.channels, dx + row * s.channels)
          for c in 0..<s.channels { target[c] = (a[c] * slope[c] - b[c] * (source[c] - centre[c])) - d[c] }
        }
      }
    }
  }
}
