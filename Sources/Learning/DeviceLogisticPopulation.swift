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
  /// The examples on the device, their features less ``origin``.
  let shared: DeviceExamples
  /// The mean of each feature over all examples, rounded to single precision.
  let origin: [Float]

  /// As wide as a block's memory allows, or `width`. Throws ``LearningError/notFinite(row:feature:)`` for a feature that is no
  /// number, another ``LearningError`` where there are real targets, and ``DeviceError`` where the device has no room.
  init(_ settings: LogisticRegression, _ examples: Examples, on backend: any Backend, width: Int? = nil) throws {
    try examples.requireClasses(for: LogisticRegression.card.name)
    try examples.requireFiniteFeatures()
    (self.settings, self.examples) = (settings, examples)
    self.width = width ?? MembershipBlock.width(bytesOfModel: DeviceLogisticDescent.bytesOfModel(examples))
    origin = Self.means(of: examples.features)
    shared = try DeviceExamples(examples, less: origin, on: backend)
  }

  /// Main memory: weights on their way to the device, and the models.
  var blockBytes: Int { 4 * width * (examples.count + 2 * examples.classes * (examples.features.columns + 1)) }

  /// One on the device while the next is prepared.
  let blocksAtOnce = 2

  func models(_ memberships: [Membership], in run: Run) throws -> [any Model] {
    precondition(memberships.count <= width, "\(memberships.count) models in a block of \(width)")
    let block = MembershipBlock(memberships, of: examples)
    let fits = try fits(block, in: run)
    return try block.models { try fits.model($0, labels: $1, of: self) }
  }

  private func fits(_ block: MembershipBlock, in run: Run) throws -> LogisticFits {
    guard block.count > 0 else { return LogisticFits() }
    return try DeviceLogisticDescent(block, of: self).fits(in: run)
  }

  private static func means(of features: Matrix) -> [Float] {
    var sums = [Double](repeating: 0, count: features.columns)
    for row in 0..<features.rows {
      for feature in sums.indices { sums[feature] += Double(features[row, feature]) }
    }
    return sums.map { Float($0 / Double(max(1, features.rows))) }
  }
}
