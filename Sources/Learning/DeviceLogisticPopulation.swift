import Compute
import Datasets
import Vocabulary

/// Logistic regressions on subsets of one set of examples, many side by side on a device.
///
/// All models look at all examples, which lie on the device once, and weigh those that are not theirs with 0. Every sum is
/// taken in an order that the model alone decides, so that its bits do not depend on its neighbours; they are this device's
/// own, and equal those of ``LogisticDescent`` up to rounding.
struct DeviceLogisticPopulation: Population {
  let settings: LogisticRegression
  let examples: Examples
  let width: Int
  let backend: any Backend
  /// The examples' features less ``origin``, and a one for the bias, [n, d + 1].
  let rows: Tensor
  /// [n]
  let labels: Indices
  /// The mean of each feature over all examples, rounded to single precision.
  let origin: [Float]

  /// Device memory that a block may take, and the most models in one: enough to fill a large device.
  private static let blockBudget = 1 << 28
  private static let mostModels = 512

  /// As wide as the budget allows, or `width`. Throws ``LearningError/notFinite(row:feature:)`` for a feature that is no
  /// number, another ``LearningError`` where there are real targets, and ``DeviceError`` where the device has no room.
  init(_ settings: LogisticRegression, _ examples: Examples, on backend: any Backend, width: Int? = nil) throws {
    try examples.requireClasses(for: LogisticRegression.card.name)
    try examples.requireFiniteFeatures()
    (self.settings, self.examples, self.backend) = (settings, examples, backend)
    let fitting = Self.blockBudget / DeviceLogisticDescent.bytesOfModel(examples)
    self.width = width ?? max(1, min(Self.mostModels, fitting))
    origin = Self.means(of: examples.features)
    rows = try backend.tensor(
      [examples.count, examples.features.columns + 1], Self.centred(examples.features, origin))
    labels = try backend.indices([examples.count], examples.labels.map { Int32($0) })
  }

  /// Main memory: weights on their way to the device, and the models.
  var blockBytes: Int { 4 * width * (examples.count + 2 * examples.classes * (examples.features.columns + 1)) }

  /// One on the device while the next is prepared.
  let blocksAtOnce = 2

  func models(_ memberships: [Membership], in run: Run) throws -> [any Model] {
    precondition(memberships.count <= width, "\(memberships.count) models in a block of \(width)")
    var block = LogisticBlock(of: examples)
    var failure: (any Error)?
    for membership in memberships where failure == nil {
      do { try block.append(membership) } catch { failure = error }
    }
    let fits = try fits(block, in: run)
    // The first that fails is told of, and what has no weight stands behind all in the block.
    let models = try block.places.enumerated().map { index, place in
      try place.map { try fits.model($0, labels: block.classes[index], of: self) } ?? constant(block.classes[index])
    }
    if let failure { throw failure }
    return models
  }

  private func fits(_ block: LogisticBlock, in run: Run) throws -> LogisticFits {
    guard block.count > 0 else { return LogisticFits() }
    let descent = try DeviceLogisticDescent(block, of: self)
    return try descent.fits(in: run)
  }

  private func constant(_ labels: [Int]) -> LogisticModel {
    LogisticModel(
      weights: Matrix(rows: 1, columns: examples.features.columns + 1), labels: labels, classes: examples.classes)
  }

  private static func means(of features: Matrix) -> [Float] {
    var sums = [Double](repeating: 0, count: features.columns)
    for row in 0..<features.rows {
      for feature in sums.indices { sums[feature] += Double(features[row, feature]) }
    }
    return sums.map { Float($0 / Double(max(1, features.rows))) }
  }

  private static func centred(_ features: Matrix, _ origin: [Float]) -> [Float] {
    var elements: [Float] = []
    elements.reserveCapacity(features.rows * (features.columns + 1))
    for row in 0..<features.rows {
      for feature in origin.indices { elements.append(features[row, feature] - origin[feature]) }
      elements.append(1)
    }
    return elements
  }
}
