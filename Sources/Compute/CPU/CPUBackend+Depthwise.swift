/// Convolutions with one kernel for each channel: loops over the channels of a place, since products would have one
/// column.
extension CPUBackend {
  func convolveDepthwise(_ s: ConvolutionShape, _ images: HostFloats, _ kernels: HostFloats, _ output: HostFloats) {
    withTaps(s, kernels) { taps in
      forEachBlock(s.examples, threads: threads) { example in
        for row in 0..<s.outputHeight {
          for column in 0..<s.outputWidth {
            let window = DepthwiseWindow(s, row: row, column: column)
            window.convolve(
              images + example * s.image, taps.start,
              into: output + ((example * s.outputHeight + row) * s.outputWidth + column) * s.channels)
          }
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

/// The part of one window of a depthwise convolution that lies inside the image.
private struct DepthwiseWindow {
  private let s: ConvolutionShape
  /// The place of the image under the window's first corner, which may lie outside.
  private let top: Int
  private let left: Int
  /// Rows and columns of the window that are inside.
  private let rows: Range<Int>
  private let columns: Range<Int>

  @inline(__always)
  init(_ shape: ConvolutionShape, row: Int, column: Int) {
    (s, top, left) = (shape, row * shape.stride - shape.padding, column * shape.stride - shape.padding)
    rows = Self.inside(top, shape.kernelHeight, shape.height)
    columns = Self.inside(left, shape.kernelWidth, shape.width)
  }

  @inline(__always)
  private static func inside(_ first: Int, _ size: Int, _ limit: Int) -> Range<Int> {
    let start = min(size, max(0, -first))
    return start..<max(start, min(size, limit - first))
  }

  /// The sum over the window for every channel, eight at a time in registers; kernels are [taps, channels].
  @inline(__always)
  func convolve(
    _ image: UnsafeMutablePointer<Float>, _ taps: UnsafeMutablePointer<Float>, into target: UnsafeMutablePointer<Float>
  ) {
    let whole = s.channels & ~7
    let (source, weights, sums) = (UnsafeRawPointer(image), UnsafeRawPointer(taps), UnsafeMutableRawPointer(target))
    for channel in Swift.stride(from: 0, to: whole, by: 8) {
      var sum = SIMD8<Float>()
      for i in rows {
        for j in columns {
          let (seen, tap) = offsets(i, j)
          let pixel = source.loadUnaligned(fromByteOffset: (seen + channel) * 4, as: SIMD8<Float>.self)
          sum += pixel * weights.loadUnaligned(fromByteOffset: (tap + channel) * 4, as: SIMD8<Float>.self)
        }
      }
      sums.storeBytes(of: sum, toByteOffset: channel * 4, as: SIMD8<Float>.self)
    }
    for channel in whole..<s.channels {
      var sum: Float = 0
      for i in rows {
        for j in columns {
          let (seen, tap) = offsets(i, j)
          sum += image[seen + channel] * taps[tap + channel]
        }
      }
      target[channel] = sum
    }
  }

  /// Where the channels of a place of the window begin in the image and in the kernels.
  @inline(__always)
  private func offsets(_ i: Int, _ j: Int) -> (seen: Int, tap: Int) {
    (((top + i) * s.width + left + j) * s.channels, (i * s.kernelWidth + j) * s.channels)
  }
}
