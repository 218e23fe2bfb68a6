import Compute
import Datasets

/// Ridge regressions on subsets of one set of examples, each in closed form from its own members.
struct RidgePopulation: Population {
  let settings: RidgeRegression
  let examples: Examples
  private let targets: TargetColumns

  /// Throws ``LearningError/notFinite(row:feature:)`` for a feature that is no number.
  init(_ settings: RidgeRegression, _ examples: Examples) throws {
    try examples.requireFiniteFeatures()
    (self.settings, self.examples, targets) = (settings, examples, TargetColumns(of: examples))
  }

  let width = 16
  var blockBytes: Int {
    let inputs = examples.features.columns + 1
    return 8 * (examples.count * (inputs + targets.columns) + 2 * inputs * inputs)
  }

  func models(_ memberships: [Membership], in run: Run) throws -> [any Model] {
    precondition(memberships.count <= width, "\(memberships.count) models in a block of \(width)")
    var models: [any Model] = []
    for membership in memberships {
      try run.checkInterruption()
      models.append(try model(membership))
    }
    return models
  }

  private func model(_ membership: Membership) throws -> RidgeModel {
    let weights = membership.weights ?? [Float](repeating: 1, count: membership.positions.count)
    let total = weights.reduce(0.0) { $0 + Double($1) }
    guard total > 0 else {
      throw LearningError.unsuitable(
        "a model needs at least one training example of positive weight; \(weights.count) examples were given")
    }
    let origin = mean(membership.positions, weights, total)
    let (rows, sides) = system(membership.positions, weights, origin)
    let inputs = origin.count + 1
    var normal = product(rows, rows, inputs, inputs, count: weights.count)
    for feature in 0..<inputs - 1 { normal[feature * (inputs + 1)] += settings.penalty }
    do {
      let factor = try CholeskyFactor(symmetric: normal, order: inputs)
      let right = product(rows, sides, inputs, targets.columns, count: weights.count)
      return RidgeModel(
        weights: factor.solve(right, columns: targets.columns), origin: origin,
        outputs: examples.targets == nil ? .classes(targets.columns) : .reals)
    } catch {
      throw LearningError.unsuitable("ridge regression has no solution: \(error); or standardise the features")
    }
  }

  /// The weighted mean of the members' features.
  private func mean(_ positions: [Int], _ weights: [Float], _ total: Double) -> [Double] {
    var sums = [Double](repeating: 0, count: examples.features.columns)
    for (position, weight) in zip(positions, weights) {
      for feature in sums.indices { sums[feature] += Double(weight) * Double(examples.features[position, feature]) }
    }
    return sums.map { $0 / total }
  }

  /// Centred features with a one, [members, inputs], and targets, [members, outputs], times the root of the weight.
  private func system(
    _ positions: [Int], _ weights: [Float], _ origin: [Double]
  ) -> (rows: [Double], sides: [Double]) {
    var (rows, sides): ([Double], [Double]) = ([], [])
    rows.reserveCapacity(positions.count * (origin.count + 1))
    for (position, weight) in zip(positions, weights) {
      let root = Double(weight).squareRoot()
      for feature in origin.indices {
        rows.append(root * (Double(examples.features[position, feature]) - origin[feature]))
      }
      rows.append(root)
      for column in 0..<targets.columns { sides.append(root * targets[position, column]) }
    }
    return (rows, sides)
  }

  /// AᵀB, [m, n], for A of [count, m] and B of [count, n].
  private func product(_ a: [Double], _ b: [Double], _ m: Int, _ n: Int, count: Int) -> [Double] {
    var product = [Double](repeating: 0, count: m * n)
    product.withUnsafeMutableBufferPointer { target in
      a.withUnsafeBufferPointer { left in
        b.withUnsafeBufferPointer { right in
          guard let target = target.baseAddress, let left = left.baseAddress, let right = right.baseAddress else {
            return
          }
          LinearAlgebra.gemm(
            m: m, n: n, k: count, left, stride: m, transposed: true, right, stride: n, into: target, stride: n)
        }
      }
    }
    return product
  }
}
