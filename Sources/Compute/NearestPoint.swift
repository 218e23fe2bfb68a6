/// The point of a polyhedron {x : g_jᵀx ≥ b_j for all j} nearest to a given one.
///
/// The dual active-set method of Goldfarb and Idnani (Mathematical Programming 1983) for an identity matrix: it starts
/// at the given point and takes in the constraint most violated, the first of several, until none is.
public struct NearestPoint: Sendable, Hashable {
  /// [d]
  public let point: [Double]
  /// How hard each constraint presses, [constraints]: the point is the given one plus Σ_j multiplier_j g_j, no multiplier
  /// is negative, and only constraints met with equality have one.
  public let multipliers: [Double]

  /// Constraints count as met within this share of the largest number in play.
  public static let tolerance = 1e-12

  /// `normals` is [constraints, d] row by row. O(d · constraints) for each constraint taken in.
  ///
  /// Throws ``ComputeError/noNearestPoint(constraints:)`` where the constraints contradict each other or rounding
  /// keeps the search from ending, and ``ComputeError/notANumber(what:index:)``.
  public init(to target: [Double], normals: [Double], offsets: [Double]) throws(ComputeError) {
    precondition(normals.count == target.count * offsets.count, "\(normals.count) elements of normals")
    if let index = (target + normals + offsets).firstIndex(where: { !$0.isFinite }) {
      throw .notANumber(what: "number of a polyhedron", index: index)
    }
    var search = Search(target: target, normals: normals, offsets: offsets)
    try search.run()
    (point, multipliers) = (search.point, search.allMultipliers)
  }

  private struct Search {
    let target: [Double]
    let normals: [Double]
    let offsets: [Double]
    let slack: Double
    var point: [Double]
    /// Constraints held with equality, their multipliers and the factor of their normals' products.
    var active: [Int] = []
    var multipliers: [Double] = []
    var factor = CholeskyFactor()

    /// A normal this much shorter, squared, outside the span of the active ones counts as within it.
    static let leastPart = 1e-10

    init(target: [Double], normals: [Double], offsets: [Double]) {
      (self.target, self.normals, self.offsets) = (target, normals, offsets)
      point = target
      slack = NearestPoint.tolerance * (target + offsets).reduce(1) { max($0, abs($1)) }
    }

    var allMultipliers: [Double] {
      var all = [Double](repeating: 0, count: offsets.count)
      for (constraint, multiplier) in zip(active, multipliers) { all[constraint] = multiplier }
      return all
    }

    mutating func run() throws(ComputeError) {
      // Each round takes in a constraint; more rounds than this are a circle that rounding made.
      for _ in 0..<100 * (offsets.count + target.count) {
        guard let constraint = mostViolated() else { return }
        try takeIn(constraint)
      }
      throw .noNearestPoint(constraints: offsets.count)
    }

    private func mostViolated() -> Int? {
      var (worst, found): (Double, Int?) = (-slack, nil)
      for constraint in offsets.indices {
        let value = product(constraint, with: point) - offsets[constraint]
        if value < worst { (worst, found) = (value, constraint) }
      }
      return found
    }

    /// Raises one constraint's multiplier until it is met, dropping those that would become negative.
    private mutating func takeIn(_ constraint: Int) throws(ComputeError) {
      var raised = 0.0
      while true {
        let products = active.map { product($0, constraint) }
        let square = product(constraint, constraint)
        let shares = factor.solve(products)
        let part = square - zip(products, shares).reduce(0) { $0 + $1.0 * $1.1 }
        let violation = offsets[constraint] - product(constraint, with: point)
        let full = part > Self.leastPart * square ? violation / part : .infinity
        let (blocked, blocking) = blockingStep(shares)
        let step = min(full, blocked)
        guard step.isFinite else { throw .noNearestPoint(constraints: offsets.count) }
        raised += step
        for index in multipliers.indices { multipliers[index] -= step * shares[index] }
        if full <= blocked { return try hold(constraint, raised, products, square) }
        try drop(blocking)
        move(constraint, raised)
      }
    }

    /// The largest step that leaves all multipliers non-negative, and whose comes to 0 first.
    private func blockingStep(_ shares: [Double]) -> (step: Double, index: Int) {
      var (step, blocking) = (Double.infinity, 0)
      for index in shares.indices where shares[index] > 0 {
        let limit = max(0, multipliers[index]) / shares[index]
        if limit < step { (step, blocking) = (limit, index) }
      }
      return (step, blocking)
    }

    private mutating func hold(
      _ constraint: Int, _ multiplier: Double, _ products: [Double], _ square: Double
    ) throws(ComputeError) {
      try factor.append(products, diagonal: square)
      active.append(constraint)
      multipliers.append(multiplier)
      move(nil, 0)
    }

    private mutating func drop(_ index: Int) throws(ComputeError) {
      active.remove(at: index)
      multipliers.remove(at: index)
      factor = CholeskyFactor()
      for (position, constraint) in active.enumerated() {
        let row = active[..<position].map { product($0, constraint) }
        try factor.append(row, diagonal: product(constraint, constraint))
      }
    }

    /// The point that the multipliers stand for, anew from the target so that rounding does not add up.
    private mutating func move(_ constraint: Int?, _ multiplier: Double) {
      point = target
      for (constraint, multiplier) in zip(active + (constraint.map { [$0] } ?? []), multipliers + [multiplier]) {
        for index in point.indices { point[index] += multiplier * normals[constraint * point.count + index] }
      }
    }

    private func product(_ constraint: Int, with vector: [Double]) -> Double {
      let start = constraint * vector.count
      return vector.indices.reduce(0) { $0 + normals[start + $1] * vector[$1] }
    }

    private func product(_ left: Int, _ right: Int) -> Double {
      let d = target.count
      return (0..<d).reduce(0) { $0 + normals[left * d + $1] * normals[right * d + $1] }
    }
  }
}
