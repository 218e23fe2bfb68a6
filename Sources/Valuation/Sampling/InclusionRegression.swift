import Compute

/// The regression of utilities on who was included, scaled so that coefficients are average marginal effects.
///
/// A player included with probability p counts 1/(√w p) when in and −1/(√w (1 − p)) when out, with w the mean of
/// 1/(p(1 − p)): columns of mean 0 and variance 1, whose coefficients times √w are the effects (Lin et al., ICML 2022).
struct InclusionRegression {
  private let players: Int
  private let rows: Int
  /// Probabilities taken in turn, so that neighbouring rows of all of them share a fold.
  private let period: Int
  private let scale: Double
  /// A one, the players' columns and the utility, [rows, players + 2].
  private let design: [Double]

  static let folds = 5

  init(_ evaluations: Evaluations, players: Int, probabilities: [Double]) {
    let mean = probabilities.reduce(0) { $0 + 1 / ($1 * (1 - $1)) } / Double(probabilities.count)
    let scale = mean.squareRoot()
    (self.players, self.scale, rows, period) = (players, scale, evaluations.count, probabilities.count)
    design = (0..<evaluations.count).flatMap { row in
      let (coalition, probability) = (evaluations.coalitions[row], probabilities[evaluations.layers[row]])
      let (inside, outside) = (1 / (scale * probability), -1 / (scale * (1 - probability)))
      return [1] + (0..<players).map { coalition.contains($0) ? inside : outside } + [evaluations.utilities[row]]
    }
  }

  private var width: Int { players + 2 }

  /// Sums of products of the columns over some rows, [width, width].
  private func moments(_ rows: [Int]) -> [Double] {
    let chosen = rows.flatMap { design[$0 * width..<($0 + 1) * width] }
    var moments = [Double](repeating: 0, count: width * width)
    LinearAlgebra.gemm(
      m: width, n: width, k: rows.count, chosen, stride: width, transposed: true, chosen, stride: width, into: &moments,
      stride: width)
    return moments
  }

  // MARK: Ordinary least squares

  /// The effects with a delete-one jackknife of their errors; `nil` where the rows do not determine them.
  func leastSquares() throws -> (effects: [Double], standardErrors: [Double]?)? {
    let order = players + 1
    let moments = moments(Array(0..<rows))
    let normal = (0..<order).flatMap { moments[$0 * width..<$0 * width + order] }
    guard let factor = try CholeskyFactor.regular(normal, order: order) else { return nil }
    let solution = factor.solve((0..<order).map { moments[$0 * width + order] })
    let known = (0..<rows).flatMap { design[$0 * width..<$0 * width + order] }
    let residuals = (0..<rows).map { row in
      design[row * width + order] - (0..<order).reduce(0) { $0 + known[row * order + $1] * solution[$1] }
    }
    let influences = (0..<rows).flatMap { factor.solve(Array(known[$0 * order..<($0 + 1) * order])) }
    let errors = DeleteOneJackknife.standardErrors(influences: influences, design: known, residuals: residuals)
    return (solution.dropFirst().map { scale * $0 }, errors.map { $0.dropFirst().map { scale * $0 } })
  }

  // MARK: The penalised fit

  /// The effects under the penalty that predicts left-out fifths best, the largest of several; needs a row in each fifth.
  func crossValidated() -> (effects: [Double], penalty: Double) {
    let parts = (0..<Self.folds).map { fold in moments((0..<rows).filter { $0 / period % Self.folds == fold }) }
    let all = parts[0].indices.map { index in parts.reduce(0) { $0 + $1[index] } }
    let whole = Centred(all, players: players)
    let penalties = LassoPath.penalties(products: whole.products)
    var losses = [Double](repeating: 0, count: penalties.count)
    for part in parts {
      let training = Centred(zip(all, part).map { $0 - $1 }, players: players)
      let path = LassoPath(gram: training.gram, products: training.products, penalties: penalties)
      for (index, coefficients) in path.coefficients.enumerated() {
        losses[index] += training.loss(of: coefficients, on: part)
      }
    }
    let best = losses.indices.reduce(0) { losses[$1] < losses[$0] ? $1 : $0 }
    let path = LassoPath(gram: whole.gram, products: whole.products, penalties: Array(penalties[...best]))
    return (path.coefficients[best].map { scale * $0 }, penalties[best])
  }

  /// Covariances of some rows, from their moments.
  private struct Centred {
    let gram: [Double]
    let products: [Double]
    /// Means of the players' columns and of the utility.
    let means: [Double]

    init(_ moments: [Double], players: Int) {
      let (width, count) = (players + 2, moments[0])
      let means = (1..<width).map { moments[$0] / count }
      func covariance(_ left: Int, _ right: Int) -> Double {
        moments[(left + 1) * width + right + 1] / count - means[left] * means[right]
      }
      gram = (0..<players).flatMap { left in (0..<players).map { covariance(left, $0) } }
      products = (0..<players).map { covariance($0, players) }
      self.means = means
    }

    /// The sum of squared errors of a fit on rows known by their moments.
    func loss(of coefficients: [Double], on moments: [Double]) -> Double {
      let width = coefficients.count + 2
      let constant = means[coefficients.count] - zip(coefficients, means).reduce(0) { $0 + $1.0 * $1.1 }
      let errors = [constant] + coefficients + [-1]
      let live = errors.indices.filter { errors[$0] != 0 }
      return live.reduce(0) { sum, row in
        sum + live.reduce(0) { $0 + errors[row] * errors[$1] * moments[row * width + $1] }
      }
    }
  }
}
