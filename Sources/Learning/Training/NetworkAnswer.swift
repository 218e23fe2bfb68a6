import Compute

/// What a network says of a batch, and how that compares with the labels.
struct NetworkAnswer {
  /// Inputs of the last layer, [examples, d].
  let features: Tensor
  /// [examples, classes]
  let probabilities: Tensor
  /// Cross-entropy of each example, not weighted, [examples].
  let losses: Tensor
  /// Weight times p − e_label, [examples, classes].
  let residuals: Tensor

  /// One forward pass.
  init(of network: Network, to batch: NetworkExamples.Batch, _ pass: Pass) throws(DeviceError) {
    let (features, logits) = try network.forward(batch.input, pass)
    self.features = features
    probabilities = try pass.backend.allocate(logits.shape)
    losses = try pass.backend.allocate([logits.shape[0]])
    residuals = try pass.backend.allocate(logits.shape)
    pass.backend.softmaxCrossEntropy(
      logits, labels: batch.labels, weights: batch.weights, intoProbabilities: probabilities, losses: losses,
      residuals: residuals)
  }
}
