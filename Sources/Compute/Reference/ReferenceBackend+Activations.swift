import Glibc

extension ReferenceBackend {
  public func rectify(_ input: Tensor, limit: Float, into output: Tensor) {
    output.require(input.shape, "an output")
    memory(output).elements = memory(input).elements.map { $0 < 0 ? 0 : $0 > Double(limit) ? Double(limit) : $0 }
  }

  public func rectifyGradient(_ outputGradient: Tensor, output: Tensor, limit: Float, into inputGradient: Tensor) {
    output.require(outputGradient.shape, "an output")
    inputGradient.require(outputGradient.shape, "an input's gradient")
    memory(inputGradient).elements = zip(memory(outputGradient).elements, memory(output).elements).map {
      $1 > 0 && $1 < Double(limit) ? $0 : 0
    }
  }

  public func drop(_ input: Tensor, _ mask: DropoutMask, into output: Tensor) {
    output.require(input.shape, "an output")
    memory(output).elements = memory(input).elements.enumerated().map { index, value in
      let word = mask.stream.block(UInt64(index / 4))[index % 4]
      return word < mask.threshold ? 0 : value * Double(mask.factor)
    }
  }

  public func softmaxCrossEntropy(
    _ logits: Tensor, labels: Indices, weights: Tensor?, intoProbabilities probabilities: Tensor, losses: Tensor,
    residuals: Tensor
  ) {
    let s = CrossEntropyShape(
      logits, labels: labels, weights: weights, probabilities: probabilities, losses: losses, residuals: residuals)
    let z = memory(logits).elements
    for example in 0..<s.examples {
      let row = z[example * s.classes..<(example + 1) * s.classes]
      let label = Int(memory(labels).elements[example])
      precondition(0..<s.classes ~= label, "label \(label) of \(s.classes) classes")
      // Shifting by the largest logit keeps powers in range; NaN reaches every output through the sum.
      let top = row.max() ?? 0
      let sum = row.reduce(0) { $0 + exp($1 - top) }
      let weight = weights.map { memory($0).elements[example] } ?? 1
      memory(losses).elements[example] = top + log(sum) - z[example * s.classes + label]
      for cls in 0..<s.classes {
        let place = example * s.classes + cls
        let probability = exp(z[place] - top) / sum
        memory(probabilities).elements[place] = probability
        memory(residuals).elements[place] = weight * (probability - (cls == label ? 1 : 0))
      }
    }
  }
}
