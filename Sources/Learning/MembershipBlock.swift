import Compute
import Datasets

/// Memberships as a device wants them: a weight for each model and example, and which classes take part.
struct MembershipBlock {
  /// Models that must be fitted.
  private(set) var count = 0
  /// [count, examples]; 0 for examples that are no members.
  private(set) var weights: [Float] = []
  /// The sum of each model's weights, [count].
  private(set) var totals: [Double] = []
  /// [count, classes]; 1 for classes with a member.
  private(set) var present: [Int32] = []
  /// The number of classes with a member, [count].
  private(set) var classCounts: [Float] = []
  /// Where each membership's model stands among those, or `nil` where it has one class and nothing to fit.
  private var places: [Int?] = []
  /// The labels of each membership, ascending.
  private var labels: [[Int]] = []
  /// Why the first membership that is not in the block has no model.
  private var failure: LearningError?
  private let examples: Examples

  /// Device memory that a block may take, and the most models in one: enough to fill a large device.
  private static let budget = 1 << 28
  private static let mostModels = 512

  /// The memberships before the first that has no weight.
  init(_ memberships: [Membership], of examples: Examples) {
    self.examples = examples
    for membership in memberships where failure == nil { append(membership) }
  }

  /// How many models of so much device memory each share a block; at least one.
  static func width(bytesOfModel bytes: Int) -> Int { max(1, min(mostModels, budget / bytes)) }

  private mutating func append(_ membership: Membership) {
    var present = [Int32](repeating: 0, count: examples.classes)
    var members = [Float](repeating: 0, count: examples.count)
    var total = 0.0
    for (index, position) in membership.positions.enumerated() {
      let weight = membership.weights?[index] ?? 1
      precondition(weight >= 0 && weight.isFinite, "a weight is negative or no finite number")
      members[position] += weight
      total += Double(weight)
      if weight > 0 { present[examples.labels[position]] = 1 }
    }
    let labels = present.indices.filter { present[$0] == 1 }
    guard !labels.isEmpty else { return failure = .noMembers(of: membership.positions.count) }
    self.labels.append(labels)
    guard labels.count > 1 else { return places.append(nil) }
    places.append(count)
    count += 1
    weights += members
    totals.append(total)
    self.present += present
    classCounts.append(Float(labels.count))
  }

  /// The model of each membership, in order: what a fit made of its place and labels, or the constant classifier of its one
  /// label. Throws for the first that fails; a membership without weight stands behind all in the block.
  func models(_ fitted: (_ place: Int, _ labels: [Int]) throws -> any Model) throws -> [any Model] {
    let models = try zip(places, labels).map { place, labels in
      try place.map { try fitted($0, labels) } ?? constant(labels)
    }
    if let failure { throw failure }
    return models
  }

  private func constant(_ labels: [Int]) -> LogisticModel {
    LogisticModel(
      weights: Matrix(rows: 1, columns: examples.features.columns + 1), labels: labels, classes: examples.classes)
  }
}
