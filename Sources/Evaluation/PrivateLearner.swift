import Compute
import Glibc
import Valuation

/// A learner with noise whose expected loss can be told exactly, and its privacy when one point is added.
protocol PrivateLearner: Sendable {
  /// Minus the expected validation loss of a model trained on some points.
  func utility(of members: [Int]) -> Double
  /// The utilities of the first 0…n points of an order, [n + 1].
  func utilities(along order: [Int]) -> [Double]
  /// What a point can add to a set of `size` others.
  func bounds(joining size: Int) -> PrivacyBounds
}

extension PrivateLearner {
  func utilities(along order: [Int]) -> [Double] { (0...order.count).map { utility(of: Array(order[..<$0])) } }

  /// The game of the first `players` points. 2ⁿ models.
  func game(players: Int) -> EnumeratedGame {
    let table = (0..<1 << players).map { mask in utility(of: (0..<players).filter { mask >> $0 & 1 == 1 }) }
    return EnumeratedGame(players: players, table: table)
  }
}

/// Points of two classes in the unit disc, every tenth label wrong on average, with clean validation points.
struct PlanarPoints: Sendable {
  struct Point: Sendable {
    let x: Double
    let y: Double
    /// −1 or 1
    let label: Double
    var length: Double { (x * x + y * y).squareRoot() }
  }

  static let validationPoints = 50
  let train: [Point]
  let validation: [Point]

  init(_ count: Int, _ seeds: SeedStream) {
    train = Self.points(count, wrong: 0.1, seeds.branch("train"))
    validation = Self.points(Self.validationPoints, wrong: 0, seeds.branch("validation"))
  }

  private static func points(_ count: Int, wrong: Double, _ stream: SeedStream) -> [Point] {
    (0..<count).map { index in
      let side: Double = stream.branch("side").uniform(index) < 0.5 ? -1 : 1
      let flip: Double = stream.branch("flip").uniform(index) < wrong ? -1 : 1
      let (x, y) = (0.5 * side + 0.35 * stream.normal(2 * index), 0.35 * stream.normal(2 * index + 1))
      let scale = max(1, (x * x + y * y).squareRoot())
      return Point(x: x / scale, y: y / scale, label: side * flip)
    }
  }
}

/// Picks one of finitely many classifiers with probability ∝ exp(−η · mean 0-1 loss); everything is a finite sum.
///
/// One point joining s others moves no mean loss by more than 1 / (s + 1), so the choice is 2 η / (s + 1)-private with
/// δ = 0; the first point moves the uniform choice by η.
struct ExponentialMechanism: PrivateLearner {
  let eta: Double
  /// 0-1 losses, [points, hypotheses]
  private let losses: [[Double]]
  /// [hypotheses]
  private let validation: [Double]

  /// Linear classifiers through the origin in random directions.
  init(_ points: PlanarPoints, hypotheses: Int, eta: Double, _ seeds: SeedStream) {
    let directions = (0..<hypotheses).map { index -> (x: Double, y: Double) in
      let angle = 2 * Double.pi * seeds.uniform(index)
      return (cos(angle), sin(angle))
    }
    func loss(_ point: PlanarPoints.Point, _ direction: (x: Double, y: Double)) -> Double {
      point.label * (direction.x * point.x + direction.y * point.y) > 0 ? 0 : 1
    }
    let validation = directions.map { direction in
      Statistics.mean(points.validation.map { loss($0, direction) })
    }
    self.init(
      losses: points.train.map { point in directions.map { loss(point, $0) } }, validation: validation, eta: eta)
  }

  init(losses: [[Double]], validation: [Double], eta: Double) {
    (self.losses, self.validation, self.eta) = (losses, validation, eta)
  }

  func utility(of members: [Int]) -> Double { utility(sums(members), count: members.count) }

  func utilities(along order: [Int]) -> [Double] {
    var sums = validation.map { _ in 0.0 }
    return [utility(sums, count: 0)]
      + order.enumerated().map { position, point in
        for hypothesis in sums.indices { sums[hypothesis] += losses[point][hypothesis] }
        return utility(sums, count: position + 1)
      }
  }

  func bounds(joining size: Int) -> PrivacyBounds {
    PrivacyBounds(epsilon: size == 0 ? eta : 2 * eta / Double(size + 1))
  }

  private func sums(_ members: [Int]) -> [Double] {
    members.reduce(into: validation.map { _ in 0 }) { sums, point in
      for hypothesis in sums.indices { sums[hypothesis] += losses[point][hypothesis] }
    }
  }

  private func utility(_ sums: [Double], count: Int) -> Double {
    let rate = count == 0 ? 0 : eta / Double(count)
    let least = sums.min() ?? 0
    var (total, loss) = (0.0, 0.0)
    for hypothesis in sums.indices {
      let weight = exp(-rate * (sums[hypothesis] - least))
      total += weight
      loss += weight * validation[hypothesis]
    }
    return -loss / total
  }
}

/// λ-regularised logistic regression in the plane, with normal noise σ on its weights.
///
/// Points lie in the unit disc, so one point joining s others moves the weights by at most 2 / ((s + 1) λ), and the first
/// one by 1 / λ. The expected 0-1 loss of a validation point is Φ(−y ⟨θ, x⟩ / (σ ‖x‖)).
struct OutputPerturbation: PrivateLearner {
  let points: PlanarPoints
  let sigma: Double
  let lambda: Double
  /// The δ at which ε is told.
  let delta: Double

  func utility(of members: [Int]) -> Double {
    expectedUtility(LogisticWeights(members.map { points.train[$0] }, lambda))
  }

  func expectedUtility(_ weights: LogisticWeights) -> Double {
    -Statistics.mean(
      points.validation.map { point in
        let margin = point.label * weights.score(point) / (sigma * point.length)
        return NormalDistribution.cumulative(-margin)
      })
  }

  func bounds(joining size: Int) -> PrivacyBounds {
    let shift = LogisticWeights.sensitivity(joining: size, lambda) / sigma
    return PrivacyBounds(
      epsilon: GaussianMechanism.epsilon(delta: delta, shift: shift), delta: delta,
      totalVariation: GaussianMechanism.totalVariation(shift: shift))
  }
}

/// The weights of least mean logistic loss plus λ/2 ‖θ‖², for points of the plane.
struct LogisticWeights: Sendable, Hashable {
  private(set) var x = 0.0
  private(set) var y = 0.0
  private let lambda: Double

  /// Newton's method with halved steps. O(points) each; the weights of no points are 0.
  init(_ points: [PlanarPoints.Point], _ lambda: Double) {
    self.lambda = lambda
    guard !points.isEmpty else { return }
    var objective = self.objective(points)
    for _ in 0..<100 {
      let step = newton(points)
      guard max(abs(step.x), abs(step.y)) > 1e-13 else { return }
      var (share, next) = (1.0, moved(step, by: 1))
      // A step that helps by less than rounding is the last one.
      while next.objective(points) > objective, share > 1e-6 {
        share /= 2
        next = moved(step, by: share)
      }
      let reached = next.objective(points)
      guard reached <= objective else { return }
      (x, y, objective) = (next.x, next.y, reached)
    }
  }

  func score(_ point: PlanarPoints.Point) -> Double { x * point.x + y * point.y }

  /// How far one point joining `size` others can move the weights (Chaudhuri et al., JMLR 2011, for added points).
  static func sensitivity(joining size: Int, _ lambda: Double) -> Double {
    size == 0 ? 1 / lambda : 2 / (Double(size + 1) * lambda)
  }

  /// The mean logistic loss.
  func loss(_ points: [PlanarPoints.Point]) -> Double {
    Statistics.mean(
      points.map { point in
        let margin = point.label * score(point)
        return margin > 0 ? log1p(exp(-margin)) : -margin + log1p(exp(margin))
      })
  }

  private func objective(_ points: [PlanarPoints.Point]) -> Double { loss(points) + lambda / 2 * (x * x + y * y) }

  private func moved(_ step: (x: Double, y: Double), by share: Double) -> LogisticWeights {
    var copy = self
    copy.x -= share * step.x
    copy.y -= share * step.y
    return copy
  }

  /// Inverse Hessian times gradient.
  private func newton(_ points: [PlanarPoints.Point]) -> (x: Double, y: Double) {
    let count = Double(points.count)
    var (gx, gy, xx, xy, yy) = (lambda * x, lambda * y, lambda, 0.0, lambda)
    for point in points {
      let chance = 1 / (1 + exp(point.label * score(point)))
      let (slope, bend) = (-point.label * chance / count, chance * (1 - chance) / count)
      gx += slope * point.x
      gy += slope * point.y
      xx += bend * point.x * point.x
      xy += bend * point.x * point.y
      yy += bend * point.y * point.y
    }
    let determinant = xx * yy - xy * xy
    return ((yy * gx - xy * gy) / determinant, (xx * gy - xy * gx) / determinant)
  }
}
