import Compute
import Learning

/// Last-layer gradients written out in double precision, to compare factored ones with.
struct PlainGradients {
  /// r_i ⊗ (h_i, 1), the weights by class and feature followed by those of the bias, [n][classes · (d + 1)].
  let vectors: [[Double]]

  init(_ terms: LastLayerTerms, weightedByLoss: Bool = false) {
    let (residuals, features) = (terms.residuals, terms.features)
    vectors = (0..<residuals.rows).map { row in
      let factor = weightedByLoss ? Double(terms.losses[row]) : 1
      let errors = (0..<residuals.columns).map { factor * Double(residuals[row, $0]) }
      return errors.flatMap { error in (0..<features.columns).map { error * Double(features[row, $0]) } } + errors
    }
  }

  static func dot(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  static func distance(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  static func sum(_ vectors: [[Double]], weights: [Double]) -> [Double] {
    vectors[0].indices.map { axis in zip(vectors, weights).reduce(0) { $0 + $1.0[axis] * $1.1 } }
  }
}
