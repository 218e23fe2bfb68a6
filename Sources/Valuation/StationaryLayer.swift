package import Compute
import Glibc

/// A softmax layer at the minimum of (1/n) Σ CEᵢ + l2 ‖θ‖², bias included, over fixed inputs.
///
/// Newton's method with conjugate gradients and halved steps, from θ = 0. The objective is strongly convex, so the
/// minimum is one point. At it θ = Σ αᵢ ⊗ (hᵢ, 1) with αᵢ = −(pᵢ − e_yᵢ) / (2 l2 n).
package struct StationaryLayer: Sendable {
  /// θ, [classes, d + 1].
  package let weights: [Double]
  /// p − e_y at the minimum, [n, classes].
  package let residuals: [Double]
  /// ‖gradient‖ that is left.
  package let gradientNorm: Double
  /// Newton steps.
  package let steps: Int

  /// What may be left of the gradient at θ = 0.
  private static let tolerance = 1e-10
  private static let limit = 200

  /// Throws ``ValuationError/unsolved(method:steps:residual:remedy:)`` where the gradient does not vanish.
  package init(
    _ inputs: LayerInputs, labels: [Int], classes: Int, l2: Double, for method: String, in run: Run
  ) throws {
    let objective = Objective(inputs: inputs, labels: labels, classes: classes, l2: l2, threads: run.threads)
    var (weights, steps) = ([Double](repeating: 0, count: classes * inputs.width), 0)
    var here = objective.look(at: weights)
    let goal = Self.tolerance * here.gradient.norm
    while here.gradient.norm > goal {
      try run.checkInterruption()
      guard steps < Self.limit, let next = try objective.step(from: weights, here, in: run) else {
        throw ValuationError.unsolved(
          method: method, steps: steps, residual: here.gradient.norm * Self.tolerance / goal,
          remedy: "raise `l2`, or standardise the features")
      }
      weights = next
      here = objective.look(at: weights)
      steps += 1
    }
    (self.weights, residuals, gradientNorm, self.steps) = (weights, here.residuals, here.gradient.norm, steps)
  }
}

/// What is minimised.
private struct Objective {
  let inputs: LayerInputs
  let labels: [Int]
  let classes: Int
  let l2: Double
  let threads: Int

  /// What is known of one θ.
  struct Look {
    let value: Double
    /// p − e_y, [n, classes].
    let residuals: [Double]
    /// [classes, d + 1]
    let gradient: [Double]
  }

  func look(at weights: [Double]) -> Look {
    var (loss, residuals) = (0.0, [Double]())
    var sums = [Double](repeating: 0, count: weights.count)
    residuals.reserveCapacity(inputs.count * classes)
    foldBlocks(inputs.blocks, threads: threads) { block in
      let rows = inputs.rows(ofBlock: block)
      let (loss, residuals) = compare(inputs.outputs(weights, of: rows), rows)
      return (loss: loss, residuals: residuals, sums: inputs.sums(residuals, of: rows))
    } into: { _, block in
      loss += block.loss
      residuals += block.residuals
      for index in sums.indices { sums[index] += block.sums[index] }
    }
    let count = Double(inputs.count)
    return Look(
      value: loss / count + l2 * weights.reduce(0) { $0 + $1 * $1 }, residuals: residuals,
      gradient: sums.indices.map { sums[$0] / count + 2 * l2 * weights[$0] })
  }

  /// The losses' sum and p − e_y of some rows, from their logits.
  private func compare(_ logits: [Double], _ rows: Range<Int>) -> (loss: Double, residuals: [Double]) {
    var (loss, residuals) = (0.0, logits)
    for (slot, row) in rows.enumerated() {
      let places = slot * classes..<(slot + 1) * classes
      let largest = places.reduce(-Double.infinity) { max($0, logits[$1]) }
      var sum = 0.0
      for place in places {
        residuals[place] = exp(logits[place] - largest)
        sum += residuals[place]
      }
      for place in places { residuals[place] /= sum }
      let label = slot * classes + labels[row]
      residuals[label] -= 1
      loss += log(sum) + largest - logits[label]
    }
    return (loss, residuals)
  }

  /// θ after one Newton step, halved until the objective falls; `nil` where it falls nowhere along it.
  func step(from weights: [Double], _ here: Look, in run: Run) throws -> [Double]? {
    var probabilities = here.residuals
    for (row, label) in labels.enumerated() { probabilities[row * classes + label] += 1 }
    let curvature = SoftmaxCurvature(inputs: inputs, probabilities: probabilities, damping: 2 * l2)
    // Rough far from the minimum, where the next step corrects it anyway.
    let solver = ConjugateGradient(
      tolerance: max(1e-10, min(0.1, here.gradient.norm)), limit: 10 * curvature.order + 100)
    let newton = try solver.solve(here.gradient) { vector in
      try run.checkInterruption()
      return curvature.times(vector, threads: threads)
    }.values
    let slope = zip(newton, here.gradient).reduce(0) { $0 + $1.0 * $1.1 }
    var length = 1.0
    while length > 1e-10 {
      let next = zip(weights, newton).map { $0 - length * $1 }
      if accepts(next, here, expecting: length * slope) { return next }
      length /= 2
    }
    return nil
  }

  /// Whether the objective falls enough, or, where rounding hides its fall, the gradient does.
  private func accepts(_ weights: [Double], _ here: Look, expecting fall: Double) -> Bool {
    let next = look(at: weights)
    return next.value <= here.value - 1e-4 * fall
      || (fall < 1e-12 * abs(here.value) && next.gradient.norm < here.gradient.norm)
  }
}
