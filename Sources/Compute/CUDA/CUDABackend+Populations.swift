extension CUDABackend {
  package func multiplyInOrder(
    _ a: Tensor, transposed transposeA: Bool, _ b: Tensor, transposed transposeB: Bool, into c: Tensor
  ) {
    let s = SharedProductShape(a.shape, transposeA: transposeA, b.shape, transposeB: transposeB, output: c.shape)
    launch(
      "multiply_in_order", blocks: s.batch * Self.productTiles(s.m) * Self.productTiles(s.n), memory(a), memory(b),
      memory(c),
      .int(s.m), .int(s.n), .int(s.k),
      .long(s.strideA), .long(transposeA ? 1 : s.k), .long(transposeA ? s.m : 1),
      .long(s.strideB), .long(transposeB ? 1 : s.n), .long(transposeB ? s.k : 1))
  }

  /// Tiles along one side of a product.
  private static func productTiles(_ count: Int) -> Int { (count + 63) / 64 }

  package func centredGrams(_ rows: Tensor, weights: Tensor, intoMeans means: Tensor, grams: Tensor) {
    let s = PopulationShape(rows: rows, weights: weights, means: means, matrices: grams)
    multiplyInOrder(weights, transposed: false, rows, transposed: false, into: means)
    launch("divide_by_last", blocks: s.models, memory(means), .int(s.width))
    let tiles = Self.productTiles(s.width) * (Self.productTiles(s.width) + 1) / 2
    launch(
      "centred_grams", blocks: s.models * tiles, memory(rows), memory(weights), memory(means), memory(grams),
      .int(rows.shape[0]), .int(s.width), .int(tiles))
  }

  package func damp(_ matrices: Tensor, scales: Tensor, _ damping: Damping) {
    let s = PopulationShape(matrices: matrices)
    scales.require([s.models], "scales")
    launch(
      "damp", over: matrices.count, memory(matrices), memory(scales), .float(damping.ridge), .float(damping.penalty),
      .int(s.width))
  }

  package func invertPositiveDefinite(_ matrices: Tensor, failures: Indices) {
    let s = PopulationShape(matrices: matrices)
    failures.require([s.models], "failures")
    withScratch(bytes: 4 * matrices.count) { factors in
      launch(
        "invert_positive_definite", blocks: s.models, memory(matrices), .address(factors), memory(failures),
        .int(s.width))
    }
  }

  package func uncentre(_ matrices: Tensor, means: Tensor) {
    let s = PopulationShape(matrices: matrices, means: means)
    launch("uncentre", blocks: s.models, memory(matrices), memory(means), .int(s.width))
  }

  package func softmaxResiduals(_ logits: Tensor, labels: Indices, weights: Tensor, present: Indices) {
    let s = ResidualShape(logits, labels: labels, weights: weights, present: present)
    launch(
      "softmax_residuals", over: s.models * s.rows, memory(logits), memory(labels), memory(weights), memory(present),
      .int(s.classes), .int(s.rows))
  }

  package func accelerate(_ descent: AcceleratedDescent, _ step: AcceleratedStep) {
    launch(
      "accelerate", blocks: descent.models, memory(descent.iterates), memory(descent.points),
      memory(descent.gradients), memory(descent.directions), memory(descent.lastPoints),
      memory(descent.lastGradients), memory(descent.lastDirections), memory(descent.lengths),
      memory(descent.safeLengths), memory(descent.momenta), .int(descent.parameters), .int(step.isFirst ? 1 : 0))
  }

  package func activate(_ units: Tensor, _ activation: Activation, weights: Tensor) {
    let s = UnitShape(units, weights: weights)
    launch(
      "activate_units", blocks: s.models * s.units, memory(units), memory(weights), .int(s.units), .int(s.rows),
      .int(activation == .tanh ? 1 : 0))
  }

  package func activateGradient(_ gradients: Tensor, _ activation: Activation, activations: Tensor) {
    let s = UnitShape(gradients: gradients, activations: activations)
    launch(
      "activate_units_gradient", blocks: s.models * s.units, memory(gradients), memory(activations), .int(s.units),
      .int(s.rows), .int(activation == .tanh ? 1 : 0))
  }

  package func descend(
    _ parameters: Tensor, gradients: Tensor, velocities: Tensor, scales: Tensor, _ step: MomentumStep
  ) {
    let s = LayerShape(parameters, gradients: gradients, velocities: velocities, scales: scales)
    // How much of the slope itself a step takes beside the velocity.
    let (ahead, kept) = step.isNesterov ? (Float(1), step.momentum) : (Float(0), Float(1))
    launch(
      "descend_models", over: parameters.count, memory(parameters), memory(gradients), memory(velocities),
      memory(scales), .float(step.learningRate), .float(step.momentum), .float(step.weightDecay), .float(ahead),
      .float(kept), .int(s.columns), .long(s.size))
  }

  package func markNotFinite(_ numbers: Tensor, in marks: Indices, as mark: Int32) {
    let models = numbers.shape[0]
    marks.require([models], "marks")
    launch(
      "mark_not_finite", blocks: models, memory(numbers), memory(marks), .int(Int(mark)),
      .long(numbers.count / max(1, models)))
  }
}
