import Learning
import Vocabulary

/// Values added up over the epochs of a training.
struct EpochSums: TrainingNotes {
  /// [examples]
  private(set) var values: [Double]
  private(set) var fullUtility = 0.0

  init(count: Int) { values = [Double](repeating: 0, count: count) }

  /// Adds values of some rows, or of all for `nil`.
  mutating func add(_ more: [Double], of rows: [Int]?, _ utility: Double) {
    fullUtility += utility
    for (position, value) in more.enumerated() { values[rows?[position] ?? position] += value }
  }

  var artifact: Artifact {
    Artifact([
      .init("values", .array(NumericArray(shape: [values.count], .float64(values)))),
      .init("full_utility", .array(NumericArray(shape: [1], .float64([fullUtility])))),
    ])
  }

  mutating func restore(_ artifact: Artifact) {
    guard case .float64(let values)? = artifact.array("values")?.elements,
      case .float64(let utility)? = artifact.array("full_utility")?.elements
    else { preconditionFailure("no sums among \(artifact.items.map(\.name))") }
    (self.values, fullUtility) = (values, utility[0])
  }
}
