extension CUDABackend {
  package func fill(_ doubles: Doubles, with value: Double) { preconditionFailure("not there yet") }
  package func fill(_ tensor: Tensor, with value: Float) { preconditionFailure("not there yet") }
  package func softmaxCrossEntropy(
    _ logits: Tensor, labels: Indices, weights: Tensor?, intoProbabilities probabilities: Tensor, losses: Tensor,
    residuals: Tensor
  ) { preconditionFailure("not there yet") }
  package func addRow(_ row: Tensor, to matrix: Tensor) { preconditionFailure("not there yet") }
  package func sumRows(_ matrix: Tensor, into sum: Tensor) { preconditionFailure("not there yet") }
  package func gather(_ source: Tensor, at indices: Indices, into output: Tensor) {
    preconditionFailure("not there yet")
  }
  package func gather(_ images: Tensor, at indices: Indices, moved moves: Indices, into output: Tensor) {
    preconditionFailure("not there yet")
  }
  package func scatterAdd(_ source: Tensor, at indices: Indices, into target: Tensor) {
    preconditionFailure("not there yet")
  }
  package func sortRows(_ matrix: Tensor, into order: Indices) { preconditionFailure("not there yet") }
  package func add(_ tensor: Tensor, times alpha: Float, to target: Tensor) { preconditionFailure("not there yet") }
  package func scale(_ tensor: Tensor, by factor: Float) { preconditionFailure("not there yet") }
  package func multiplyElements(_ a: Tensor, _ b: Tensor, into output: Tensor) { preconditionFailure("not there yet") }
  package func sumOfSquares(_ tensor: Tensor, into sum: Tensor) { preconditionFailure("not there yet") }
  package func descend(_ parameters: Tensor, gradient: Tensor, velocity: Tensor, _ step: MomentumStep) {
    preconditionFailure("not there yet")
  }
  package func adapt(_ parameters: Tensor, gradient: Tensor, first: Tensor, second: Tensor, _ step: AdamStep) {
    preconditionFailure("not there yet")
  }
}
