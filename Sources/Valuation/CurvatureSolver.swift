import Compute
import Vocabulary

/// How H s = g is solved for the curvature H of a last layer.
enum CurvatureSolver: String, Sendable, Hashable, CaseIterable {
  /// H written out and factored.
  case explicit
  /// Products with H until the residual is 10⁻¹⁰ of g.
  case conjugateGradient = "conjugate_gradient"
  /// The Neumann series s ← g/σ + (I − H/σ) s over all examples (after Agarwal, Bullins and Hazan, JMLR 2017, whose
  /// steps draw single examples).
  case lissa

  /// Parameters of the largest matrix that is factored.
  static let largestOrder = 4000
  /// What conjugate gradients may leave of ‖g‖.
  static let tolerance = 1e-10

  /// s with the steps it took and ‖g − H s‖ / ‖g‖, measured at the end.
  ///
  /// Throws ``ValuationError`` for a matrix too large to be factored and where conjugate gradients do not get there;
  /// `depth` terms of the series are taken at most, and what they leave is told.
  func solve(
    _ curvature: SoftmaxCurvature, _ right: [Double], depth: Int, for method: String, in run: Run
  ) throws -> ConjugateGradient.Solution {
    let (values, steps) =
      switch self {
      case .explicit: (try Self.factored(curvature, right, method, run), 1)
      case .conjugateGradient: try Self.descended(curvature, right, method, run)
      case .lissa: try Self.summed(curvature, right, depth, run)
      }
    return .init(values: values, steps: steps, residual: Self.residual(curvature, values, right, run))
  }

  private static func factored(
    _ curvature: SoftmaxCurvature, _ right: [Double], _ method: String, _ run: Run
  ) throws -> [Double] {
    guard curvature.order <= largestOrder else {
      throw ValuationError.tooManyParameters(method: method, parameters: curvature.order, limit: largestOrder)
    }
    return try CholeskyFactor(symmetric: curvature.matrix(threads: run.threads), order: curvature.order).solve(right)
  }

  private static func descended(
    _ curvature: SoftmaxCurvature, _ right: [Double], _ method: String, _ run: Run
  ) throws -> ([Double], Int) {
    // As many steps as parameters are enough without rounding; with it, a few times that.
    let solver = ConjugateGradient(tolerance: tolerance, limit: 10 * curvature.order + 100)
    let solution = try solver.solve(right) { vector in
      try run.checkInterruption()
      return curvature.times(vector, threads: run.threads)
    }
    guard solution.residual <= tolerance else {
      throw ValuationError.unsolved(
        method: method, steps: solution.steps, residual: solution.residual, remedy: "raise `damping`")
    }
    return (solution.values, solution.steps)
  }

  private static func summed(
    _ curvature: SoftmaxCurvature, _ right: [Double], _ depth: Int, _ run: Run
  ) throws -> ([Double], Int) {
    // Power iteration ends below the largest eigenvalue, and the series needs a scale above half of it.
    let scale = 1.1 * curvature.largestEigenvalue(run.seeds.branch("power"), threads: run.threads)
    let goal = tolerance * right.norm
    var sum = right.map { $0 / scale }
    for step in 1...depth {
      try run.checkInterruption()
      let image = curvature.times(sum, threads: run.threads)
      let left = zip(right, image).map { $0 - $1 }
      if left.norm <= goal { return (sum, step) }
      for index in sum.indices { sum[index] += left[index] / scale }
    }
    return (sum, depth)
  }

  private static func residual(
    _ curvature: SoftmaxCurvature, _ values: [Double], _ right: [Double], _ run: Run
  ) -> Double {
    let size = right.norm
    guard size > 0 else { return 0 }
    return zip(right, curvature.times(values, threads: run.threads)).map { $0 - $1 }.norm / size
  }
}
