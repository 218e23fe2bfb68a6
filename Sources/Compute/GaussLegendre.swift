import Glibc

/// The quadrature of Gauss and Legendre on (0, 1): exact for polynomials of degree below twice its number of nodes.
///
/// Nodes lie symmetrically about ½ to the bit, and are right within some units of the last place.
public struct GaussLegendre: Sendable, Hashable {
  /// In increasing order, [count].
  public let nodes: [Double]
  /// Their weights, which sum to one, [count].
  public let weights: [Double]

  /// Nodes are roots of the Legendre polynomial, found by Newton's method from Tricomi's approximation. O(count²).
  public init(count: Int) {
    precondition(count > 0, "a quadrature of \(count) nodes")
    var nodes = [Double](repeating: 0.5, count: count)
    var weights = [Double](repeating: 0, count: count)
    for index in 0..<(count + 1) / 2 {
      let isMiddle = 2 * index + 1 == count
      let root = isMiddle ? 0 : Self.root(index, of: count)
      let slope = Self.legendre(count, at: root).slope
      let weight = 1 / ((1 - root) * (1 + root) * slope * slope)
      (nodes[index], nodes[count - 1 - index]) = ((1 - root) / 2, isMiddle ? 0.5 : (1 + root) / 2)
      (weights[index], weights[count - 1 - index]) = (weight, weight)
    }
    (self.nodes, self.weights) = (nodes, weights)
  }

  /// The root of degree `count` that is `index`-th from 1 downwards, in (0, 1).
  private static func root(_ index: Int, of count: Int) -> Double {
    let degree = Double(count)
    var root = (1 - (degree - 1) / (8 * degree * degree * degree)) * cos(.pi * (Double(index) + 0.75) / (degree + 0.5))
    // Quadratic convergence from an error far below the distance of neighbours: a few steps reach rounding.
    for _ in 0..<8 {
      let (value, slope) = legendre(count, at: root)
      root -= value / slope
    }
    return root
  }

  /// P_n(x) and P_n′(x) by Bonnet's recurrence; |x| < 1.
  private static func legendre(_ degree: Int, at x: Double) -> (value: Double, slope: Double) {
    var (earlier, value) = (1.0, x)
    for k in 1..<max(1, degree) {
      let next = (Double(2 * k + 1) * x * value - Double(k) * earlier) / Double(k + 1)
      (earlier, value) = (value, next)
    }
    return (value, Double(degree) * (earlier - x * value) / ((1 - x) * (1 + x)))
  }
}
