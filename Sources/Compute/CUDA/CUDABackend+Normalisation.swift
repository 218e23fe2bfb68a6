extension CUDABackend {
  package func moments(_ input: Tensor, intoMean mean: Tensor, variance: Tensor) {
    let s = NormalisationShape(input, perChannel: [mean, variance])
    let (x, m, v) = (address(input.memory), address(mean.memory), address(variance.memory))
    sumByParts(rows: s.rows, width: s.channels, dividedBy: Float(s.rows), into: m) { parts, partial, divisor in
      sumParts(x, rows: s.rows, width: s.channels, parts, dividedBy: divisor, into: partial)
    }
    // Around the mean, since a difference of two large sums would lose the digits of a small variance.
    sumByParts(rows: s.rows, width: s.channels, dividedBy: Float(s.rows), into: v) { parts, partial, divisor in
      launch(
        "sum_square_parts", blocks: Self.tiles(s.channels), by: parts.count, .address(x), .address(m),
        .address(partial), .long(s.rows), .int(s.channels), .long(parts.size), .float(divisor))
    }
  }

  package func normalise(
    _ input: Tensor, mean: Tensor, variance: Tensor, scale: Tensor, shift: Tensor, epsilon: Float, into output: Tensor
  ) {
    let s = NormalisationShape(input, perChannel: [mean, variance, scale, shift])
    output.require(input.shape, "an output")
    launch(
      "normalise", over: input.count, memory(input), memory(mean), memory(variance), memory(scale), memory(shift),
      memory(output), .int(s.channels), .float(epsilon))
  }

  package func normaliseGradient(
    _ outputGradient: Tensor, input: Tensor, mean: Tensor, variance: Tensor, scale: Tensor, epsilon: Float,
    into inputGradient: Tensor, scaleGradient: Tensor, shiftGradient: Tensor
  ) {
    let s = NormalisationShape(input, perChannel: [mean, variance, scale, scaleGradient, shiftGradient])
    outputGradient.require(input.shape, "an output's gradient")
    inputGradient.require(input.shape, "an input's gradient")
    withScratch(bytes: 4 * 5 * s.channels) { sums in
      sumByParts(rows: s.rows, width: 2 * s.channels, into: sums) { parts, partial, _ in
        launch(
          "sum_gradient_parts", blocks: Self.tiles(s.channels), by: parts.count, memory(outputGradient),
          memory(input), memory(mean), .address(partial), .long(s.rows), .int(s.channels), .long(parts.size))
      }
      let factors = sums + DeviceAddress(4 * 2 * s.channels)
      launch(
        "normalise_gradient_factors", over: s.channels, .address(sums), memory(variance), memory(scale),
        memory(scaleGradient), memory(shiftGradient), .address(factors), .float(epsilon), .float(Float(s.rows)))
      launch(
        "normalise_gradient", over: input.count, memory(outputGradient), memory(input), memory(mean),
        .address(factors), memory(inputGradient), .int(s.channels))
    }
  }
}
