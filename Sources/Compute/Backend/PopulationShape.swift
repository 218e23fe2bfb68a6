/// The sizes of models fitted side by side, checked against each other.
struct PopulationShape: Sendable {
  let models: Int
  /// Entries of a row.
  let width: Int

  /// Square matrices of models.
  init(matrices: Tensor) {
    precondition(
      matrices.shape.count == 3 && matrices.shape[1] == matrices.shape[2], "matrices of shape \(matrices.shape)")
    (models, width) = (matrices.shape[0], matrices.shape[2])
    precondition(width > 0, "matrices of shape \(matrices.shape)")
  }

  /// Square matrices of models, and a mean for each column.
  init(matrices: Tensor, means: Tensor) {
    self.init(matrices: matrices)
    means.require([models, width], "means")
  }

  /// Rows and their weights, for matrices of models.
  init(rows: Tensor, weights: Tensor, means: Tensor, matrices: Tensor) {
    self.init(matrices: matrices, means: means)
    precondition(rows.shape.count == 2 && rows.shape[1] == width, "rows of shape \(rows.shape) for a width of \(width)")
    weights.require([models, rows.shape[0]], "weights")
  }
}

/// The sizes of residuals of models side by side, checked against each other.
struct ResidualShape: Sendable {
  let models: Int
  let classes: Int
  let rows: Int

  init(_ logits: Tensor, labels: Indices, weights: Tensor, present: Indices) {
    precondition(logits.shape.count == 3, "logits of shape \(logits.shape)")
    (models, classes, rows) = (logits.shape[0], logits.shape[1], logits.shape[2])
    labels.require([rows], "labels")
    weights.require([models, rows], "weights")
    present.require([models, classes], "classes present")
  }
}
