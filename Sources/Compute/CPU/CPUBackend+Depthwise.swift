/// Convolutions with one kernel for each channel: loops over the channels of a place, since products would have one
/// column.
extension CPUBackend {
  func convolveDepthwise(_ s: ConvolutionShape, _ images: HostFloats, _ kernels: HostFloats, _ output: HostFloats) {
    withTaps(s, kernels) { taps in
      forEachBlock(s.examples, threads: threads) { example in
        (output + example * s.places * s.channels).update(repeating: 0, count: s.places * s.channels)
        forEachTap(s) { tap, place, seen in
          let target = output + (example * s.places + place) * s.channels
          let (source, weights) = (images + (example * s.image + seen * s.channels), taps + tap * s.channels)
          for channel in 0..<s.channels { target[channel] += source[channel] * weights[channel] }
        }
      }
    }
  }

  func convolveDepthwiseImageGradient(
    _ s: ConvolutionShape, _ outputGradient: HostFloats, _ kernels: HostFloats, _ imageGradient: HostFloats
  ) {
    withTaps(s, kernels) { taps in
      forEachBlock(s.examples, threads: threads) { example in
        (imageGradient + example * s.image).update(repeating: 0, count: s.image)
        forEachTap(s) { tap, place, seen in
          let target = imageGradient + (example * s.image + seen * s.channels)
          let source = outputGradient + (example * s.places + place) * s.channels
          let weights = taps + tap * s.channels
          for channel in 0..<s.channels { target[channel] += source[channel] * weights[channel] }
        }
      }
    }
  }

  func convolveDepthwiseKernelGradient(
    _ s: ConvolutionShape, _ images: HostFloats, _ outputGradient: HostFloats, _ kernelGradient: HostFloats
  ) {
    let taps = s.kernelHeight * s.kernelWidth
    pool.withScratch(taps * s.channels) { sums in
      let part = Self.partExamples(s.examples)
      sumBlocks(rows: s.examples, width: taps * s.channels, block: part, into: sums) { examples, partial in
        for example in examples {
          forEachTap(s) { tap, place, seen in
            let target = partial + tap * s.channels
            let source = images + (example * s.image + seen * s.channels)
            let slope = outputGradient + (example * s.places + place) * s.channels
            for channel in 0..<s.channels { target[channel] += source[channel] * slope[channel] }
          }
        }
      }
      for channel in 0..<s.channels {
        for tap in 0..<taps { kernelGradient.start[channel * taps + tap] = sums.start[tap * s.channels + channel] }
      }
    }
  }

  /// Lends the kernels as [taps, channels], so that loops run over channels side by side.
  private func withTaps(_ s: ConvolutionShape, _ kernels: HostFloats, _ body: (HostFloats) -> Void) {
    let taps = s.kernelHeight * s.kernelWidth
    pool.withScratch(taps * s.channels) { turned in
      for channel in 0..<s.channels {
        for tap in 0..<taps { turned.start[tap * s.channels + channel] = kernels.start[channel * taps + tap] }
      }
      body(turned)
    }
  }

  /// Every place of an output and place of the image that its window sees, with the place in the window.
  @inline(__always)
  private func forEachTap(_ s: ConvolutionShape, _ body: (_ tap: Int, _ place: Int, _ seen: Int) -> Void) {
    for row in 0..<s.outputHeight {
      for column in 0..<s.outputWidth {
        for i in 0..<s.kernelHeight {
          let y = row * s.stride - s.padding + i
          guard y >= 0, y < s.height else { continue }
          for j in 0..<s.kernelWidth {
            let x = column * s.stride - s.padding + j
            guard x >= 0, x < s.width else { continue }
            body(i * s.kernelWidth + j, row * s.outputWidth + column, y * s.width + x)
          }
        }
      }
    }
  }
}
