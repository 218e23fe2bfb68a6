import Compute
import Datasets

/// The examples of one membership side by side, so that a product costs what the membership holds and its shape, and with
/// it its bits, depends on the membership alone.
struct MemberRows: ~Copyable {
  /// d + 1: the features and a one for the bias.
  let inputs: Int
  /// [count, inputs]
  let features: UnsafeMutablePointer<Float>
  /// [count], rounded up with zeros to whole vectors
  let weights: UnsafeMutablePointer<Float>
  /// Position of each example's label among ``classes``, [count].
  let labels: UnsafeMutablePointer<Int32>
  /// What was subtracted from each feature, [inputs − 1].
  let origin: UnsafeMutablePointer<Double>
  /// The number of examples of positive weight.
  private(set) var count = 0
  /// The sum of their weights.
  private(set) var total = 0.0
  /// Their labels, ascending.
  private(set) var classes: [Int] = []
  /// Whether any weight differs from one.
  private(set) var isWeighted = false

  private var floats: AlignedMemory<Float>
  private var integers: AlignedMemory<Int32>
  private var doubles: AlignedMemory<Double>

  /// Room for memberships among some examples.
  init(of examples: Examples) {
    inputs = examples.features.columns + 1
    let capacity = Self.padded(examples.count)
    floats = AlignedMemory(counts: [examples.count * inputs, capacity])
    integers = AlignedMemory(counts: [capacity])
    doubles = AlignedMemory(counts: [inputs])
    features = floats.take(examples.count * inputs)
    weights = floats.take(capacity)
    labels = integers.take(capacity)
    origin = doubles.take(inputs)
  }

  /// Bytes of the room for memberships among some examples.
  static func bytes(of examples: Examples) -> Int {
    4 * examples.count * (examples.features.columns + 3) + 8 * (examples.features.columns + 1)
  }

  /// A count rounded up to whole vectors.
  static func padded(_ count: Int) -> Int { (count + 7) & ~7 }

  /// The distance between the rows of a matrix with a column for each example.
  var stride: Int { Self.padded(count) }

  /// Copies the examples of positive weight, in their order. Throws where there are none.
  mutating func load(_ membership: Membership, of examples: Examples) throws {
    count = 0
    total = 0
    isWeighted = false
    var place = [Int32](repeating: -1, count: examples.classes)
    for index in membership.positions.indices {
      let weight = membership.weights?[index] ?? 1
      precondition(weight >= 0 && weight.isFinite, "a weight is negative or no finite number")
      guard weight > 0 else { continue }
      append(membership.positions[index], weight, of: examples)
      place[examples.labels[membership.positions[index]]] = 0
    }
    guard count > 0 else { throw LearningError.noMembers(of: membership.positions.count) }
    for slot in count..<stride { weights[slot] = 0 }
    classes = place.indices.filter { place[$0] == 0 }
    for (index, label) in classes.enumerated() { place[label] = Int32(index) }
    for slot in 0..<count { labels[slot] = place[Int(labels[slot])] }
  }

  private mutating func append(_ position: Int, _ weight: Float, of examples: Examples) {
    let width = inputs - 1
    examples.features.elements.withUnsafeBufferPointer { elements in
      guard let source = elements.baseAddress else { return }
      (features + count * inputs).update(from: source + position * width, count: width)
    }
    features[count * inputs + width] = 1
    weights[count] = weight
    labels[count] = Int32(examples.labels[position])
    total += Double(weight)
    if weight != 1 { isWeighted = true }
    count += 1
  }

  /// Subtracts the weighted mean of each feature. O(count · inputs).
  func centre() {
    let width = inputs - 1
    for feature in 0..<width { origin[feature] = 0 }
    for slot in 0..<count {
      let (row, weight) = (features + slot * inputs, Double(weights[slot]))
      for feature in 0..<width { origin[feature] += weight * Double(row[feature]) }
    }
    // Rounded to single precision here, so that what is subtracted is what is remembered.
    for feature in 0..<width { origin[feature] = Double(Float(origin[feature] / total)) }
    for slot in 0..<count {
      let row = features + slot * inputs
      for feature in 0..<width { row[feature] -= Float(origin[feature]) }
    }
  }
}
