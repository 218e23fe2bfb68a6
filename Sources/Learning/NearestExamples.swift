import Compute
import Datasets

/// The nearest examples to each question among those that joined, in whatever order they did; ties go by position.
struct NearestExamples: Sendable {
  /// The number of neighbours kept for a question.
  let capacity: Int
  let questions: Int
  /// Distance and position of each neighbour as one number, the nearest first, [questions, capacity].
  private var keys: [UInt64]

  /// Larger than every key.
  private static let none = UInt64.max

  /// Nobody joined yet.
  init(questions: Int, capacity: Int) {
    (self.questions, self.capacity) = (questions, capacity)
    keys = [UInt64](repeating: Self.none, count: questions * capacity)
  }

  /// Adds an example with its squared distances to the questions, [questions]. O(questions · capacity).
  mutating func join(_ position: Int, distances: UnsafeBufferPointer<Float>) {
    precondition(distances.count == questions, "\(distances.count) distances for \(questions) questions")
    keys.withUnsafeMutableBufferPointer { keys in
      for question in 0..<questions {
        let key = Self.key(distances[question], position)
        var place = (question + 1) * capacity
        guard key < keys[place - 1] else { continue }
        place -= 1
        while place > question * capacity, keys[place - 1] > key {
          keys[place] = keys[place - 1]
          place -= 1
        }
        keys[place] = key
      }
    }
  }

  /// Patterns of numbers that are not negative have the order of the numbers; NaN comes last.
  private static func key(_ distance: Float, _ position: Int) -> UInt64 {
    UInt64((distance.isNaN ? .nan : distance).bitPattern) << 32 | UInt64(position)
  }

  /// Positions of the neighbours of a question, the nearest first; `nil` where its distances are no numbers.
  private func neighbours(of question: Int) -> [Int]? {
    let own = keys[question * capacity..<(question + 1) * capacity].prefix { $0 != Self.none }
    guard let first = own.first, !Float(bitPattern: UInt32(first >> 32)).isNaN else { return nil }
    return own.map { Int($0 & 0xFFFF_FFFF) }
  }

  /// The neighbours' shares of the classes, or the mean of their targets; `weights` is [examples.count].
  func outputs(of examples: Examples, weights: [Double]) -> Outputs {
    if let targets = examples.targets { return .reals(means(of: targets, weights)) }
    var probabilities = Matrix(rows: questions, columns: examples.classes)
    for question in 0..<questions {
      let shares = shares(of: examples, weights, question)
      for cls in 0..<examples.classes { probabilities[question, cls] = Float(shares[cls]) }
    }
    return .probabilities(probabilities)
  }

  private func shares(of examples: Examples, _ weights: [Double], _ question: Int) -> [Double] {
    guard let neighbours = neighbours(of: question) else { return [Double](repeating: .nan, count: examples.classes) }
    var votes = [Double](repeating: 0, count: examples.classes)
    var total = 0.0
    for neighbour in neighbours {
      votes[examples.labels[neighbour]] += weights[neighbour]
      total += weights[neighbour]
    }
    return votes.map { $0 / total }
  }

  private func means(of targets: [Double], _ weights: [Double]) -> [Double] {
    (0..<questions).map { question in
      guard let neighbours = neighbours(of: question) else { return .nan }
      let total = neighbours.reduce(0) { $0 + weights[$1] }
      return neighbours.reduce(0) { $0 + weights[$1] * targets[$1] } / total
    }
  }
}
