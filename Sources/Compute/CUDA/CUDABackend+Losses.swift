extension CUDABackend {
  package func softmaxCrossEntropy(
    _ logits: Tensor, labels: Indices, weights: Tensor?, intoProbabilities probabilities: Tensor, losses: Tensor,
    residuals: Tensor
  ) {
    let s = CrossEntropyShape(
      logits, labels: labels, weights: weights, probabilities: probabilities, losses: losses, residuals: residuals)
    // About four classes a thread.
    var lanes = 1
    while lanes < Self.blockSize && 4 * lanes < s.classes { lanes *= 2 }
    let rows = Self.blockSize / lanes
    launch(
      "softmax_cross_entropy", blocks: (s.examples + rows - 1) / rows, memory(logits), memory(labels),
      memory(weights ?? losses), .int(weights == nil ? 0 : 1), memory(probabilities), memory(losses),
      memory(residuals), .long(s.examples), .int(s.classes), .int(lanes))
  }
}
