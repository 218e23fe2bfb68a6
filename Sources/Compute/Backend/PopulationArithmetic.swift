/// What a device must offer so that many models are fitted side by side, each on rows of its own among the same rows.
///
/// Every answer of a model has the same bits alone, at any place of any batch and beside any neighbours: each number is one
/// sum in an order that the model alone decides. A model's rows are those of positive weight; rows of weight 0 add exact
/// zeros, whatever finite numbers they hold.
public protocol PopulationArithmetic: Sendable {
  /// C ← op(A) · op(B), where op transposes if asked; [m, k] times [k, n] into [m, n], or [batch, m, k] times
  /// [batch, k, n] into [batch, m, n], where a factor of two axes is shared by the whole batch. Each element is one sum
  /// over k in index order, of the same steps whatever the shape and the place. O(batch · m · n · k).
  func multiplyInOrder(
    _ a: Tensor, transposed transposeA: Bool, _ b: Tensor, transposed transposeB: Bool, into c: Tensor)

  /// The weighted mean of each column, [models, width], for weights [models, rows], and the Gram matrix of the centred
  /// rows, Σ w (x − mean)(x − mean)ᵀ, [models, width, width], exactly symmetric. The last column is not centred: it is one
  /// in every row and stands for the bias; its mean is 0. A model without weight has no numbers.
  /// O(models · rows · width²).
  func centredGrams(_ rows: Tensor, weights: Tensor, intoMeans means: Tensor, grams: Tensor)

  /// Each matrix times its scale, [models], then damped on its diagonal.
  func damp(_ matrices: Tensor, scales: Tensor, _ damping: Damping)

  /// Replaces each positive definite matrix of [models, width, width] by its inverse, exactly symmetric. `failures`,
  /// [models], are −1, or the row where a pivot was not positive or not finite; such a matrix is left without numbers.
  /// O(models · width³).
  func invertPositiveDefinite(_ matrices: Tensor, failures: Indices)

  /// Turns forms over centred rows into forms over the rows themselves: M ← T M Tᵀ, where T subtracts from the bias, the
  /// last coordinate, the other coordinates times the means. O(models · width²).
  func uncentre(_ matrices: Tensor, means: Tensor)

  /// Turns logits [models, classes, rows] into weight · (p − e_label), for labels [rows], weights [models, rows] and
  /// `present` [models, classes], 1 for the classes that take part and 0 for those whose residuals are 0. Rows of weight 0
  /// have residuals 0.
  func softmaxResiduals(_ logits: Tensor, labels: Indices, weights: Tensor, present: Indices)

  /// One step of accelerated descent of every model.
  func accelerate(_ descent: AcceleratedDescent, _ step: AcceleratedStep)

  /// Turns what hidden units are given, [models, units + 1, rows], into their activations. The last of a model is no unit:
  /// it becomes 1 in every row, for the biases of the layer above. Rows of weight 0, for weights [models, rows], become 0
  /// throughout, whatever they hold.
  func activate(_ units: Tensor, _ activation: Activation, weights: Tensor)

  /// Multiplies gradients of activations, [models, units + 1, rows], by the slopes, which follow from the activations, of
  /// equal shape. Those of a model's last, which is no unit, become 0.
  func activateGradient(_ gradients: Tensor, _ activation: Activation, activations: Tensor)

  /// One step of gradient descent with momentum of every model's matrix, [models, rows, columns], along its gradient times
  /// its scale, [models]. The last column holds biases, which do not decay.
  func descend(_ parameters: Tensor, gradients: Tensor, velocities: Tensor, scales: Tensor, _ step: MomentumStep)

  /// Marks of −1, [models], become `mark` where a model's numbers, [models, …], are not all finite.
  func markNotFinite(_ numbers: Tensor, in marks: Indices, as mark: Int32)
}
