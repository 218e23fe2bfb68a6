extension ReferenceBackend {
  public func maxPool(_ images: Tensor, _ pooling: Pooling, into output: Tensor, positions: Indices) {
    let s = PoolingShape(pooling, images: images.shape)
    output.require(s.output, "an output")
    positions.require(s.output, "positions")
    let (x, y, places) = (memory(images).elements, memory(output), memory(positions))
    forEachWindow(s) { out, example, channel, rows, columns in
      var best: (value: Double, place: Int)?
      for row in rows {
        for column in columns {
          let value = x[((example * s.height + row) * s.width + column) * s.channels + channel]
          if best.map({ value > $0.value || (value.isNaN && !$0.value.isNaN) }) ?? true {
            best = (value, row * s.width + column)
          }
        }
      }
      y.elements[out] = best?.value ?? .nan
      places.elements[out] = Int32(best?.place ?? -1)
    }
  }

  public func maxPoolGradient(
    _ outputGradient: Tensor, at positions: Indices, _ pooling: Pooling, into imageGradient: Tensor
  ) {
    let s = PoolingShape(pooling, images: imageGradient.shape)
    outputGradient.require(s.output, "an output's gradient")
    positions.require(s.output, "positions")
    let (dy, places, dx) = (memory(outputGradient).elements, memory(positions).elements, memory(imageGradient))
    dx.elements = [Double](repeating: 0, count: imageGradient.count)
    forEachWindow(s) { out, example, channel, _, _ in
      dx.elements[example * s.image + Int(places[out]) * s.channels + channel] += dy[out]
    }
  }

  public func averagePool(_ images: Tensor, _ pooling: Pooling, into output: Tensor) {
    let s = PoolingShape(pooling, images: images.shape)
    output.require(s.output, "an output")
    let (x, y) = (memory(images).elements, memory(output))
    forEachWindow(s) { out, example, channel, rows, columns in
      var sum = 0.0
      for row in rows {
        for column in columns { sum += x[((example * s.height + row) * s.width + column) * s.channels + channel] }
      }
      y.elements[out] = sum / Double(rows.count * columns.count)
    }
  }

  public func averagePoolGradient(_ outputGradient: Tensor, _ pooling: Pooling, into imageGradient: Tensor) {
    let s = PoolingShape(pooling, images: imageGradient.shape)
    outputGradient.require(s.output, "an output's gradient")
    let (dy, dx) = (memory(outputGradient).elements, memory(imageGradient))
    dx.elements = [Double](repeating: 0, count: imageGradient.count)
    forEachWindow(s) { out, example, channel, rows, columns in
      let share = dy[out] / Double(rows.count * columns.count)
      for row in rows {
        for column in columns {
          dx.elements[((example * s.height + row) * s.width + column) * s.channels + channel] += share
        }
      }
    }
  }

  private func forEachWindow(
    _ s: PoolingShape,
    _ body: (_ output: Int, _ example: Int, _ channel: Int, _ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    for example in 0..<s.examples {
      for row in 0..<s.outputHeight {
        for column in 0..<s.outputWidth {
          for channel in 0..<s.channels {
            let out = ((example * s.outputHeight + row) * s.outputWidth + column) * s.channels + channel
            body(out, example, channel, s.rows(row), s.columns(column))
          }
        }
      }
    }
  }
}
