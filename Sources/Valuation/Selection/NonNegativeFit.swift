import Compute

/// Weights, none negative, whose sum of vectors comes nearest to a target, from inner products alone.
///
/// The active-set method of C. L. Lawson and R. J. Hanson, Solving least squares problems, Prentice-Hall 1974, chapter 23,
/// over a set of vectors that grows: what is positive is a least-squares solution, and no other vector of the set would
/// bring the sum nearer.
struct NonNegativeFit {
  /// [vectors]
  private(set) var weights: [Double]
  /// ⟨b_j, g − Σ w b⟩, [vectors].
  private(set) var correlations: [Double]

  private let products: GradientProducts
  /// ⟨b_j, g⟩
  private let targets: [Double]
  private let squaredTarget: Double
  /// Vectors that may have weight, in the order in which they came.
  private(set) var candidates: [Int] = []
  /// Those that have it.
  private var support: [Int] = []
  private var factor = CholeskyFactor()

  /// `targets` is [vectors]; no vector may have weight yet.
  init(_ products: GradientProducts, targets: [Double], squaredTarget: Double) {
    (self.products, self.targets, self.squaredTarget) = (products, targets, squaredTarget)
    (weights, correlations) = ([Double](repeating: 0, count: products.count), targets)
  }

  /// ‖g − Σ w b‖²
  var squaredResidual: Double {
    // ‖g‖² − ⟨g, Σ w b⟩ − ⟨Σ w b, g − Σ w b⟩, of which the last is 0 but for rounding.
    max(0, support.reduce(squaredTarget) { $0 - weights[$1] * (targets[$1] + correlations[$1]) })
  }

  /// Whether giving weight to a vector brings the sum nearer by more than rounding.
  func wouldHelp(_ vector: Int) -> Bool {
    correlations[vector] > Self.tolerance * (products[vector, vector] * squaredTarget).squareRoot()
  }

  private static let tolerance = 1e-10
  /// A vector this much shorter, squared, outside the span of those with weight counts as within it.
  private static let leastPart = 1e-10

  /// Lets one more vector have weight and fits anew. O(vectors · support) for each change of the support.
  ///
  /// Throws ``ComputeError/noNearestPoint(constraints:)`` where rounding keeps the search from ending.
  mutating func extend(by vector: Int) throws(ComputeError) {
    candidates.append(vector)
    var refused: Set<Int> = []
    // Each round brings the sum nearer; more rounds than this are a circle that rounding made.
    for _ in 0..<100 * (candidates.count + 1) {
      guard let entering = next(except: refused) else { return }
      if try !enter(entering) { refused.insert(entering) }
    }
    throw .noNearestPoint(constraints: candidates.count)
  }

  /// The candidate without weight that helps most, the first of equals.
  private func next(except refused: Set<Int>) -> Int? {
    var best: Int?
    for vector in candidates where weights[vector] == 0 && !refused.contains(vector) && wouldHelp(vector) {
      if best.map({ correlations[$0] < correlations[vector] }) ?? true { best = vector }
    }
    return best
  }

  /// Gives a vector weight, taking it from those whose weight would become negative; `false`, with nothing
  /// changed, where the vector is, up to rounding, a sum of those that have weight.
  private mutating func enter(_ vector: Int) throws(ComputeError) -> Bool {
    let row = support.map { products[vector, $0] }
    let part = factor.solveLower(row).reduce(products[vector, vector]) { $0 - $1 * $1 }
    guard part > Self.leastPart * products[vector, vector] else { return false }
    try factor.append(row, diagonal: products[vector, vector])
    support.append(vector)
    while true {
      let solution = factor.solve(support.map { targets[$0] })
      guard let (step, blocking) = blockingStep(solution) else {
        for (vector, weight) in zip(support, solution) { weights[vector] = weight }
        updateCorrelations()
        return true
      }
      // Only rounding can turn away a vector that would help before it has any weight.
      let isRefused = support[blocking] == vector && weights[vector] == 0
      for (vector, weight) in zip(support, solution) { weights[vector] += step * (weight - weights[vector]) }
      try drop(blocking)
      if isRefused { return false }
    }
  }

  /// The largest step towards a solution that leaves all weights non-negative, and whose comes to 0 first.
  private func blockingStep(_ solution: [Double]) -> (step: Double, index: Int)? {
    var found: (step: Double, index: Int)?
    for (index, vector) in support.enumerated() where solution[index] <= 0 {
      let step = weights[vector] > 0 ? weights[vector] / (weights[vector] - solution[index]) : 0
      if found.map({ step < $0.step }) ?? true { found = (step, index) }
    }
    return found
  }

  private mutating func drop(_ index: Int) throws(ComputeError) {
    weights[support.remove(at: index)] = 0
    factor = CholeskyFactor()
    for (position, vector) in support.enumerated() {
      try factor.append(support[..<position].map { products[vector, $0] }, diagonal: products[vector, vector])
    }
  }

  private mutating func updateCorrelations() {
    for vector in correlations.indices {
      correlations[vector] = support.reduce(targets[vector]) { $0 - weights[$1] * products[vector, $1] }
    }
  }
}
