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

/// The sizes of hidden units of models side by side, checked against each other.
struct UnitShape: Sendable {
  let models: Int
  /// Units of a model and, last, the ones of the biases above.
  let units: Int
  let rows: Int

  init(_ units: Tensor) {
    precondition(units.shape.count == 3 && units.shape[1] > 0, "units of shape \(units.shape)")
    (models, self.units, rows) = (units.shape[0], units.shape[1], units.shape[2])
  }

  init(_ units: Tensor, weights: Tensor) {
    self.init(units)
    weights.require([models, rows], "weights")
  }

  init(gradients: Tensor, activations: Tensor) {
    self.init(gradients)
    activations.require(gradients.shape, "activations")
  }
}

/// The sizes of one layer's parameters of models side by side, checked against each other.
struct LayerShape: Sendable {
  let models: Int
  /// Inputs of the layer and, last, the bias.
  let columns: Int
  /// Parameters of a model.
  let size: Int

  init(_ parameters: Tensor, gradients: Tensor, velocities: Tensor, scales: Tensor) {
    precondition(
      parameters.shape.count == 3 && parameters.shape[2] > 0, "parameters of shape \(parameters.shape)")
    (models, columns) = (parameters.shape[0], parameters.shape[2])
    size = parameters.shape[1] * columns
    gradients.require(parameters.shape, "gradients")
    velocities.require(parameters.shape, "velocities")
    scales.require([models], "scales")
  }
}
