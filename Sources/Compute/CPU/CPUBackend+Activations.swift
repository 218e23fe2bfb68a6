import Glibc

extension CPUBackend {
  public func rectify(_ input: Tensor, limit: Float, into output: Tensor) {
    output.require(input.shape, "an output")
    let (x, y) = (floats(input), floats(output))
    forEachSpan(of: input.count) { first, count in
      let (source, target) = (x + first, y + first)
      for index in 0..<count {
        let value = source[index] < 0 ? 0 : source[index]
        target[index] = value > limit ? limit : value
      }
    }
  }

  public func rectifyGradient(_ outputGradient: Tensor, output: Tensor, limit: Float, into inputGradient: Tensor) {
    output.require(outputGradient.shape, "an output")
    inputGradient.require(outputGradient.shape, "an input's gradient")
    let (dy, y, dx) = (floats(outputGradient), floats(output), floats(inputGradient))
    forEachSpan(of: output.count) { first, count in
      let (slope, value, target) = (dy + first, y + first, dx + first)
      for index in 0..<count {
        let isOpen = value[index] > 0 && value[index] < limit
        target[index] = isOpen ? slope[index] : 0
      }
    }
  }

  public func drop(_ input: Tensor, _ mask: DropoutMask, into output: Tensor) {
    output.require(input.shape, "an output")
    let (x, y) = (floats(input), floats(output))
    let (threshold, factor, stream) = (mask.threshold, mask.factor, mask.stream)
    // A span is a multiple of four, so every block of four words belongs to one thread.
    forEachSpan(of: input.count) { first, count in
      let (source, target) = (x + first, y + first)
      for start in Swift.stride(from: 0, to: count, by: 4) {
        let words = stream.block(UInt64((first + start) / 4))
        for lane in 0..<min(4, count - start) {
          target[start + lane] = words[lane] < threshold ? 0 : source[start + lane] * factor
        }
      }
    }
  }

  public func softmaxCrossEntropy(
    _ logits: Tensor, labels: Indices, weights: Tensor?, intoProbabilities probabilities: Tensor, losses: Tensor,
    residuals: Tensor
  ) {
    let s = CrossEntropyShape(
      logits, labels: labels, weights: weights, probabilities: probabilities, losses: losses, residuals: residuals)
    let (z, targets, importance) = (floats(logits), integers(labels), weights.map(floats))
    let (p, loss, r) = (floats(probabilities), floats(losses), floats(residuals))
    forEachRowBlock(of: s.examples, width: 16 * s.classes) { _, examples in
      for example in examples {
        let (row, label) = (p + example * s.classes, Int(targets.start[example]))
        precondition(label >= 0 && label < s.classes, "label \(label) of \(s.classes) classes")
        loss.start[example] = Self.softmax(z + example * s.classes, label: label, into: row, s.classes)
        let (residual, weight) = (r + example * s.classes, importance.map { $0.start[example] } ?? 1)
        for cls in 0..<s.classes { residual[cls] = weight * (row[cls] - (cls == label ? 1 : 0)) }
      }
    }
  }

  /// Probabilities of one row of logits; returns the cross-entropy of its label.
  ///
  /// In double precision, with the largest logit's own term, 1, left out of the sum until `log1p`: exact however small
  /// the loss is.
  private static func softmax(
    _ logits: UnsafeMutablePointer<Float>, label: Int, into probabilities: UnsafeMutablePointer<Float>, _ classes: Int
  ) -> Float {
    var largest = 0
    for cls in 1..<max(1, classes) where logits[cls] > logits[largest] { largest = cls }
    let top = Double(logits[largest])
    // 0 where the largest logit is finite, else NaN, which reaches every output.
    var others = top - top
    for cls in 0..<classes {
      let power = exp(Double(logits[cls]) - top)
      probabilities[cls] = Float(power)
      if cls != largest { others += power }
    }
    let factor = 1 / (1 + others)
    for cls in 0..<classes { probabilities[cls] = Float(Double(probabilities[cls]) * factor) }
    return Float(top - Double(logits[label]) + log1p(others))
  }
}
