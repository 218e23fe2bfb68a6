import Compute

/// Orthogonal matching pursuit with non-negative weights: few gradients whose weighted sum comes near the sum of all.
///
/// Each step takes in the gradient that agrees most with what is still missing, the first of equals, and fits all weights
/// anew.
struct MatchingPursuit {
  /// Gradients of positive weight, in the order in which they were taken in.
  let chosen: [(gradient: Int, weight: Double)]
  /// ‖g − Σ w b‖² before the first step and after each.
  let squaredResiduals: [Double]

  /// Ends with `budget` gradients of positive weight, or where no other brings the sum nearer.
  /// O(gradients · budget²), as long as few weights fall back to 0.
  ///
  /// Throws ``ComputeError/noNearestPoint(constraints:)`` where rounding keeps a fit from ending.
  init(_ products: GradientProducts, budget: Int) throws(ComputeError) {
    let count = products.count
    let targets = (0..<count).map { row in (0..<count).reduce(0) { $0 + products[row, $1] } }
    let squaredTarget = targets.reduce(0, +)
    var fit = NonNegativeFit(products, targets: targets, squaredTarget: squaredTarget)
    var (isCandidate, residuals) = ([Bool](repeating: false, count: count), [fit.squaredResidual])
    while fit.weights.count(where: { $0 > 0 }) < budget, let next = Self.next(fit, isCandidate) {
      isCandidate[next] = true
      try fit.extend(by: next)
      residuals.append(fit.squaredResidual)
    }
    chosen = fit.candidates.filter { fit.weights[$0] > 0 }.map { ($0, fit.weights[$0]) }
    squaredResiduals = residuals
  }

  private static func next(_ fit: NonNegativeFit, _ isCandidate: [Bool]) -> Int? {
    var best: Int?
    for gradient in isCandidate.indices where !isCandidate[gradient] && fit.wouldHelp(gradient) {
      if best.map({ fit.correlations[$0] < fit.correlations[gradient] }) ?? true { best = gradient }
    }
    return best
  }
}
