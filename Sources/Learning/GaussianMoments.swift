import Compute
import Datasets

/// Exact sums of features and of their squares for each class and for all classes together.
///
/// Sums are kept without rounding, so the moments of some examples have the same bits in whatever order they joined.
struct GaussianMoments {
  let classes: Int
  let features: Int
  /// The weight of each class, then of all, [classes + 1].
  private(set) var weights: [Double]
  /// Σ w x and Σ w x², [classes + 1, features, 2].
  private var sums: ExactSums

  /// Squares of larger features do not fit into single precision.
  private static let largest: Float = 1e18

  /// Of nobody.
  init(classes: Int, features: Int) {
    (self.classes, self.features) = (classes, features)
    weights = [Double](repeating: 0, count: classes + 1)
    sums = ExactSums(count: (classes + 1) * features * 2)
  }

  /// Throws ``LearningError`` for a feature whose square does not fit into single precision.
  static func check(_ examples: Examples) throws {
    guard let index = examples.features.elements.firstIndex(where: { abs($0) > largest }) else { return }
    let (row, feature) = (examples.rows[index / examples.features.columns], index % examples.features.columns)
    throw LearningError.unsuitable(
      "row \(row) of the data has \(examples.features.elements[index]) as feature \(feature), and squares above 1e36 "
        + "are not summed; rescale the features")
  }

  /// Adds an example. O(features).
  mutating func join(_ position: Int, of examples: Examples, weight: Float = 1) {
    let label = examples.labels[position]
    for cls in [label, classes] {
      weights[cls] += Double(weight)
      for feature in 0..<features {
        add(examples.features[position, feature], weight, to: (cls * features + feature) * 2)
      }
    }
  }

  private mutating func add(_ x: Float, _ weight: Float, to sum: Int) {
    sums.add(x, weight, to: sum)
    guard weight != 1 else {
      sums.add(x, x, to: sum + 1)
      return
    }
    // A square has 48 bits, so it is two floats, and each product with the weight is exact.
    let square = Double(x) * Double(x)
    let high = Float(square)
    sums.add(high, weight, to: sum + 1)
    sums.add(Float(square - Double(high)), weight, to: sum + 1)
  }

  /// Mean and variance of a feature in a class, or in all where `cls` is ``classes``.
  ///
  /// The variance is (n Σ w x² − (Σ w x)²) / n² in twice double precision, so large means do no harm.
  func moments(_ cls: Int, _ feature: Int) -> (mean: Double, variance: Double) {
    let count = weights[cls]
    let (sum, squares) = (sums[(cls * features + feature) * 2], sums[(cls * features + feature) * 2 + 1])
    let product = count * squares.high
    let productRest = (-product).addingProduct(count, squares.high) + count * squares.low
    let square = sum.high * sum.high
    let squareRest = (-square).addingProduct(sum.high, sum.high) + 2 * sum.high * sum.low
    let spread = (product - square) + (productRest - squareRest)
    return ((sum.high + sum.low) / count, max(0, spread) / (count * count))
  }
}
