import Compute
import Glibc

/// Independent normal features in each class.
struct GaussianModel: Model {
  let features: Int
  /// Logarithm of each class's share; `nil` for a class without examples, [classes].
  private let logShares: [Double?]
  /// [classes, features]
  private let means: [Double]
  /// With the smoothing added, [classes, features].
  private let variances: [Double]
  /// Σ log σ² of each class, [classes].
  private let logVariances: [Double]
  /// Whether features tell anything: not where all examples are equal, or where all have one class.
  private let looksAtFeatures: Bool

  /// Adds `smoothing` times the largest variance of a feature over all examples of the sums to every variance.
  init(_ moments: GaussianMoments, smoothing: Double) {
    let (classes, width) = (moments.classes, moments.features)
    features = width
    let largest = (0..<width).reduce(0) { max($0, moments.moments(classes, $1).variance) }
    let present = (0..<classes).filter { moments.weights[$0] > 0 }
    logShares = (0..<classes).map { cls in
      moments.weights[cls] > 0 ? log(moments.weights[cls] / moments.weights[classes]) : nil
    }
    looksAtFeatures = smoothing * largest > 0 && present.count > 1
    var (means, variances) = (
      [Double](repeating: 0, count: classes * width), [Double](repeating: 1, count: classes * width)
    )
    for cls in present {
      for feature in 0..<width {
        let (mean, variance) = moments.moments(cls, feature)
        (means[cls * width + feature], variances[cls * width + feature]) = (mean, variance + smoothing * largest)
      }
    }
    logVariances = (0..<classes).map { cls in
      variances[cls * width..<(cls + 1) * width].reduce(0) { $0 + log($1) }
    }
    (self.means, self.variances) = (means, variances)
  }

  /// Class probabilities.
  func outputs(for features: Matrix) -> Outputs {
    precondition(
      features.columns == self.features, "a model of \(self.features) features was given \(features.columns)")
    var probabilities = Matrix(rows: features.rows, columns: logShares.count)
    for row in 0..<features.rows {
      let logs = logShares.indices.map { logProbability($0, features, row) }
      let top = logs.compactMap { $0 }.reduce(-Double.infinity, max)
      let shares = logs.map { log in log.map { exp($0 - top) } ?? 0 }
      let total = shares.reduce(0, +)
      for cls in shares.indices { probabilities[row, cls] = Float(shares[cls] / total) }
    }
    return .probabilities(probabilities)
  }

  /// Up to a constant of the row; `nil` for a class without examples.
  private func logProbability(_ cls: Int, _ matrix: Matrix, _ row: Int) -> Double? {
    guard let share = logShares[cls], looksAtFeatures else { return logShares[cls] }
    var distance = 0.0
    for feature in 0..<features {
      let difference = Double(matrix[row, feature]) - means[cls * features + feature]
      distance += difference * difference / variances[cls * features + feature]
    }
    return share - (logVariances[cls] + distance) / 2
  }
}
