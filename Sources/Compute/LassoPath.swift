import Glibc

/// Least squares with a penalty on absolute coefficients, along falling penalties.
///
/// For each penalty λ the coefficients minimise ½ βᵀGβ − cᵀβ + λ Σ_j |β_j|, by cyclic coordinate descent from the ones
/// before (Friedman, Hastie and Tibshirani, Journal of Statistical Software 2010). The whole is a function of products
/// alone, so that folds of a cross-validation are differences of matrices.
public struct LassoPath: Sendable, Hashable {
  /// λ, as given.
  public let penalties: [Double]
  /// β for each penalty, [order].
  public let coefficients: [[Double]]

  /// Coefficients move by less than this share of their scale in the last sweep.
  static let tolerance = 1e-10
  static let sweepLimit = 100_000

  /// `gram` is G, [order, order], and `products` is c, [order]; a coefficient whose G_jj is 0 stays 0.
  public init(gram: [Double], products: [Double], penalties: [Double]) {
    precondition(gram.count == products.count * products.count, "\(gram.count) elements for \(products.count) products")
    self.penalties = penalties
    var descent = Descent(gram: gram, products: products)
    coefficients = penalties.map { penalty in
      descent.settle(penalty)
      return descent.coefficients
    }
  }

  /// `count` penalties from the least that leaves no coefficient, in equal ratios down to `ratio` of it.
  public static func penalties(products: [Double], count: Int = 100, ratio: Double = 1e-3) -> [Double] {
    let largest = products.reduce(0) { max($0, abs($1)) }
    let factor = pow(ratio, 1 / Double(count - 1))
    return (0..<count).map { largest * pow(factor, Double($0)) }
  }

  private struct Descent {
    let gram: [Double]
    var coefficients: [Double]
    /// c − Gβ
    var slopes: [Double]
    let scale: Double

    init(gram: [Double], products: [Double]) {
      self.gram = gram
      slopes = products
      coefficients = products.map { _ in 0 }
      scale = products.reduce(0) { max($0, abs($1)) }
    }

    mutating func settle(_ penalty: Double) {
      for _ in 0..<LassoPath.sweepLimit where sweep(penalty) <= LassoPath.tolerance * scale { return }
    }

    /// One round over all coefficients; the largest change of a slope of its own.
    private mutating func sweep(_ penalty: Double) -> Double {
      let order = slopes.count
      var largest = 0.0
      for index in 0..<order {
        let square = gram[index * order + index]
        guard square > 0 else { continue }
        let free = slopes[index] + square * coefficients[index]
        let shrunk = free > penalty ? free - penalty : free < -penalty ? free + penalty : 0
        let change = shrunk / square - coefficients[index]
        guard change != 0 else { continue }
        coefficients[index] += change
        for other in 0..<order { slopes[other] -= gram[index * order + other] * change }
        largest = max(largest, abs(change) * square)
      }
      return largest
    }
  }
}
