/// The sizes that take part in one softmax cross-entropy, checked against each other.
struct CrossEntropyShape: Sendable {
  let examples: Int
  let classes: Int

  /// Stops where the shapes do not fit each other.
  init(
    _ logits: Tensor, labels: Indices, weights: Tensor?, probabilities: Tensor, losses: Tensor, residuals: Tensor
  ) {
    precondition(logits.shape.count == 2, "logits of shape \(logits.shape)")
    (examples, classes) = (logits.shape[0], logits.shape[1])
    labels.require([examples], "labels")
    weights?.require([examples], "weights")
    probabilities.require(logits.shape, "probabilities")
    losses.require([examples], "losses")
    residuals.require(logits.shape, "residuals")
  }
}
