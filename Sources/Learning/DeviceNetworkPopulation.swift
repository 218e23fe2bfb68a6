import Compute
import Datasets
import Vocabulary

/// Networks of one hidden layer on subsets of one set of examples, many side by side on a device.
///
/// As in ``DeviceLogisticPopulation`` all models look at all examples and weigh those that are not theirs with 0, and a
/// model's bits depend on its membership and the initial weights alone. They are this device's own: a network is trained as
/// by ``NetworkDescent``, step by step, up to rounding.
struct DeviceNetworkPopulation: Population {
  let settings: NeuralNetwork
  let examples: Examples
  let width: Int
  /// The examples on the device, as they are.
  let shared: DeviceExamples

  /// As wide as a block's memory allows, or `width`. Throws ``LearningError/notFinite(row:feature:)`` for a feature that is
  /// no number, another ``LearningError`` where there are real targets, and ``DeviceError`` where the device has no room.
  init(_ settings: NeuralNetwork, _ examples: Examples, on backend: any Backend, width: Int? = nil) throws {
    try examples.requireClasses(for: NeuralNetwork.card.name)
    try examples.requireFiniteFeatures()
    (self.settings, self.examples) = (settings, examples)
    self.width =
      width ?? MembershipBlock.width(bytesOfModel: DeviceNetworkDescent.bytesOfModel(settings, examples))
    shared = try DeviceExamples(
      examples, less: [Float](repeating: 0, count: examples.features.columns), on: backend)
  }

  /// Main memory: weights on their way to the device, initial weights, and the models.
  var blockBytes: Int {
    let parameters =
      (settings.hidden + 1) * (examples.features.columns + 1) + examples.classes * (settings.hidden + 1)
    return 4 * width * (examples.count + 3 * parameters)
  }

  /// One on the device while the next is prepared.
  let blocksAtOnce = 2

  func models(_ memberships: [Membership], in run: Run) throws -> [any Model] {
    precondition(memberships.count <= width, "\(memberships.count) models in a block of \(width)")
    let block = MembershipBlock(memberships, of: examples)
    let fits = try fits(block, in: run)
    return try block.models { try fits.model($0, labels: $1, of: self) }
  }

  private func fits(_ block: MembershipBlock, in run: Run) throws -> NetworkFits {
    guard block.count > 0 else { return NetworkFits() }
    let initial = NetworkWeights(
      settings, inputs: examples.features.columns, classes: examples.classes,
      stream: run.seeds.branch("initial weights"))
    return try DeviceNetworkDescent(block, initial, of: self).fits(in: run)
  }
}
