extension CPUBackend {
  public func maxPool(_ images: Tensor, _ pooling: Pooling, into output: Tensor, positions: Indices) {
    let s = PoolingShape(pooling, images: images.shape)
    output.require(s.output, "an output")
    positions.require(s.output, "positions")
    let (x, y, places) = (floats(images), floats(output), integers(positions))
    forEachWindow(s) { example, out, rows, columns in
      let image = x + example * s.image
      let (best, place) = (y + out, places + out)
      let corner = rows.lowerBound * s.width + columns.lowerBound
      best.update(from: image + corner * s.channels, count: s.channels)
      place.update(repeating: Int32(corner), count: s.channels)
      for row in rows {
        for column in columns {
          Self.keepLarger(
            image + (row * s.width + column) * s.channels, row * s.width + column, best, place, s.channels)
        }
      }
    }
  }

  /// Replaces numbers by larger ones, and by NaN, with their place.
  @inline(__always)
  private static func keepLarger(
    _ source: UnsafeMutablePointer<Float>, _ number: Int, _ best: UnsafeMutablePointer<Float>,
    _ place: UnsafeMutablePointer<Int32>, _ channels: Int
  ) {
    let number = Int32(truncatingIfNeeded: number)
    let whole = channels & ~7
    let (values, held, places) = (
      UnsafeRawPointer(source), UnsafeMutableRawPointer(best), UnsafeMutableRawPointer(place)
    )
    for channel in Swift.stride(from: 0, to: whole, by: 8) {
      let value = values.loadUnaligned(fromByteOffset: channel * 4, as: SIMD8<Float>.self)
      let old = held.loadUnaligned(fromByteOffset: channel * 4, as: SIMD8<Float>.self)
      let oldPlace = places.loadUnaligned(fromByteOffset: channel * 4, as: SIMD8<Int32>.self)
      // NaN fails every comparison, so it replaces numbers and is not replaced.
      let isLarger = .!(value .<= old) .& (old .== old)
      held.storeBytes(of: old.replacing(with: value, where: isLarger), toByteOffset: channel * 4, as: SIMD8<Float>.self)
      places.storeBytes(
        of: oldPlace.replacing(with: number, where: isLarger), toByteOffset: channel * 4, as: SIMD8<Int32>.self)
    }
    for channel in whole..<channels {
      let (value, old) = (source[channel], best[channel])
      if !(value <= old) && old == old { (best[channel], place[channel]) = (value, number) }
    }
  }

  public func maxPoolGradient(
    _ outputGradient: Tensor, at positions: Indices, _ pooling: Pooling, into imageGradient: Tensor
  ) {
    let s = PoolingShape(pooling, images: imageGradient.shape)
    outputGradient.require(s.output, "an output's gradient")
    positions.require(s.output, "positions")
    let (dy, places, dx) = (floats(outputGradient), integers(positions), floats(imageGradient))
    forEachBlock(s.examples, threads: threads) { example in
      let (image, first) = (dx + example * s.image, example * s.outputImage)
      image.update(repeating: 0, count: s.image)
      let (source, place) = (dy + first, places + first)
      for window in stride(from: 0, to: s.outputImage, by: max(1, s.channels)) {
        for channel in 0..<s.channels {
          image[Int(place[window + channel]) * s.channels + channel] += source[window + channel]
        }
      }
    }
  }

  public func averagePool(_ images: Tensor, _ pooling: Pooling, into output: Tensor) {
    let s = PoolingShape(pooling, images: images.shape)
    output.require(s.output, "an output")
    let (x, y) = (floats(images), floats(output))
    forEachWindow(s) { example, out, rows, columns in
      let (image, target) = (x + example * s.image, y + out)
      target.update(repeating: 0, count: s.channels)
      for row in rows {
        for column in columns {
          let source = image + (row * s.width + column) * s.channels
          for channel in 0..<s.channels { target[channel] += source[channel] }
        }
      }
      let count = Float(rows.count * columns.count)
      for channel in 0..<s.channels { target[channel] /= count }
    }
  }

  public func averagePoolGradient(_ outputGradient: Tensor, _ pooling: Pooling, into imageGradient: Tensor) {
    let s = PoolingShape(pooling, images: imageGradient.shape)
    outputGradient.require(s.output, "an output's gradient")
    let (dy, dx) = (floats(outputGradient), floats(imageGradient))
    fill(imageGradient, with: 0)
    forEachWindow(s) { example, out, rows, columns in
      let (image, source) = (dx + example * s.image, dy + out)
      let share = 1 / Float(rows.count * columns.count)
      for row in rows {
        for column in columns {
          let target = image + (row * s.width + column) * s.channels
          for channel in 0..<s.channels { target[channel] += source[channel] * share }
        }
      }
    }
  }

  /// Every window of every example, with where its channels begin in the output; examples run in parallel.
  @inline(__always)
  private func forEachWindow(
    _ s: PoolingShape,
    _ body: @Sendable (_ example: Int, _ output: Int, _ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    forEachBlock(s.examples, threads: threads) { example in
      var out = example * s.outputImage
      for row in 0..<s.outputHeight {
        for column in 0..<s.outputWidth {
          body(example, out, s.rows(row), s.columns(column))
          out += s.channels
        }
      }
    }
  }
}
