import Compute
import Glibc
import Learning

/// What a step along an example's gradient would gain on the validation examples, to first order, after the steps of the
/// examples chosen so far.
///
/// A step of the last layer along g_i = r_i ⊗ (h_i, 1) moves the logits of validation example m by −η (⟨h_m, h_i⟩ + 1) r_i,
/// so that no network is asked again.
struct ValidationGain {
  private let train: LastLayerTerms
  private let validation: LastLayerTerms
  /// Of the validation examples.
  private let labels: [Int]
  private let rate: Double
  private let threads: Int
  /// Logarithms of the probabilities up to a constant for each example, [validation, classes].
  private var logits: [Double]
  /// ∇L, [classes, d], and its part for the bias, [classes].
  private var gradient: Matrix
  private var biasGradient: [Double]

  /// Before any step; `labels` are the validation examples'.
  init(_ train: LastLayerTerms, validation: LastLayerTerms, labels: [Int], rate: Double, threads: Int) {
    (self.train, self.validation, self.labels, self.rate, self.threads) = (train, validation, labels, rate, threads)
    logits = Self.logits(validation, labels)
    gradient = Matrix(rows: 0, columns: 0)
    biasGradient = []
    refresh()
  }

  private var classes: Int { train.residuals.columns }

  /// ln p; the label's is known from the loss, however small p is.
  private static func logits(_ terms: LastLayerTerms, _ labels: [Int]) -> [Double] {
    labels.enumerated().flatMap { row, label in
      (0..<terms.residuals.columns).map {
        $0 == label ? -Double(terms.losses[row]) : log(Double(terms.residuals[row, $0]))
      }
    }
  }

  /// ⟨∇L, g_i⟩ of some examples, as of the last ``refresh()``. 2 · positions · d · classes operations.
  func gains(of positions: [Int]) -> [Double] {
    let products = LinearAlgebra.multiply(
      train.features.rows(positions), gradient, transposeB: true, threads: threads)
    return positions.indices.map { index in
      (0..<classes).reduce(0) { sum, label in
        sum + Double(train.residuals[positions[index], label])
          * (Double(products[index, label]) + biasGradient[label])
      }
    }
  }

  /// Moves the validation examples' logits by the step of an example. O(validation · (d + classes)).
  mutating func step(along position: Int) {
    let products = LinearAlgebra.multiply(
      validation.features, train.features.rows([position]), transposeB: true, threads: threads)
    for row in 0..<validation.features.rows {
      let length = rate * (Double(products[row, 0]) + 1)
      for label in 0..<classes {
        logits[row * classes + label] -= length * Double(train.residuals[position, label])
      }
    }
  }

  /// Takes the gradient of the mean validation loss anew. 2 · validation · d · classes operations.
  mutating func refresh() {
    let rows = validation.features.rows
    var residuals = Matrix(rows: rows, columns: classes)
    biasGradient = [Double](repeating: 0, count: classes)
    for row in 0..<rows {
      for (label, residual) in self.residuals(of: row).enumerated() {
        residuals[row, label] = Float(residual)
        biasGradient[label] += residual / Double(rows)
      }
    }
    gradient = LinearAlgebra.multiply(residuals, validation.features, transposeA: true, alpha: 1 / Float(rows))
  }

  /// p − e_y of a validation example by its logits, [classes].
  private func residuals(of row: Int) -> [Double] {
    let logits = logits[row * classes..<(row + 1) * classes]
    let largest = logits.max() ?? 0
    let powers = logits.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.enumerated().map { $0 == labels[row] ? $1 / sum - 1 : $1 / sum }
  }
}
