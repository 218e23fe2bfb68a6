import Compute
import Datasets

/// Memberships as a device wants them: a weight for each model and example, and which classes take part.
struct LogisticBlock {
  /// Models that must be fitted.
  private(set) var count = 0
  /// Where each membership's model stands among those, or `nil` where it has one class and nothing to fit.
  private(set) var places: [Int?] = []
  /// The labels of each membership, ascending.
  private(set) var classes: [[Int]] = []
  /// [count, examples]; 0 for examples that are no members.
  private(set) var weights: [Float] = []
  /// [count, classes]; 1 for classes with a member.
  private(set) var present: [Int32] = []
  /// The number of classes with a member, [count].
  private(set) var classCounts: [Float] = []
  private let examples: Examples

  init(of examples: Examples) { self.examples = examples }

  /// Adds a membership. Throws where it has no weight.
  mutating func append(_ membership: Membership) throws {
    var present = [Int32](repeating: 0, count: examples.classes)
    var members = [Float](repeating: 0, count: examples.count)
    for (index, position) in membership.positions.enumerated() {
      let weight = membership.weights?[index] ?? 1
      precondition(weight >= 0 && weight.isFinite, "a weight is negative or no finite number")
      members[position] += weight
      if weight > 0 { present[examples.labels[position]] = 1 }
    }
    let labels = present.indices.filter { present[$0] == 1 }
    guard !labels.isEmpty else { throw LearningError.noMembers(of: membership.positions.count) }
    classes.append(labels)
    guard labels.count > 1 else { return places.append(nil) }
    places.append(count)
    count += 1
    weights += members
    self.present += present
    classCounts.append(Float(labels.count))
  }
}
