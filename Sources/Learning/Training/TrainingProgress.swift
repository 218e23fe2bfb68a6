import Compute

/// What is told of a training while it goes on: loss and accuracy of the last epoch, and the rate by the clock. Nothing of
/// it enters a result.
struct TrainingProgress {
  private let epochs: Int
  private var last: (loss: Double, accuracy: Double)?
  private var examples = 0
  private var time = Duration.zero
  private var start: ContinuousClock.Instant?
  private var answers: [(probabilities: Tensor, labels: [Int])] = []

  init(epochs: Int) { self.epochs = epochs }

  /// The clock runs while the training does.
  mutating func begin() { (start, answers) = (.now, []) }

  /// Takes a batch of an epoch; its probabilities are looked at when the epoch ends.
  mutating func add(_ probabilities: Tensor, labels: [Int]) {
    examples += labels.count
    answers.append((probabilities, labels))
  }

  /// Takes an epoch's mean loss.
  mutating func end(loss: Double, on backend: any Backend) throws(DeviceError) {
    var (right, count) = (0, 0)
    for answer in answers {
      right += Self.right(try backend.download(answer.probabilities), answer.labels)
      count += answer.labels.count
    }
    if count > 0 { last = (loss, Double(right) / Double(count)) }
    if let start { time += ContinuousClock.now - start }
    (start, answers) = (nil, [])
  }

  /// How many labels are the most probable ones, the first of equals.
  private static func right(_ probabilities: [Float], _ labels: [Int]) -> Int {
    let classes = probabilities.count / max(1, labels.count)
    return labels.indices.count { row in
      let own = probabilities[row * classes..<(row + 1) * classes]
      return own.indices.max { own[$0] < own[$1] || own[$0] == own[$1] && $0 > $1 } == row * classes + labels[row]
    }
  }

  /// Such as `epoch 3/10, loss 0.312, accuracy 91.2 %, 12,300 examples a second`.
  func note(epoch: Int) -> String {
    let seconds = (time + (start.map { ContinuousClock.now - $0 } ?? .zero)) / .seconds(1)
    let quality = last.map {
      ", loss \(Self.fixed($0.loss, decimals: 3)), accuracy \(Self.fixed(100 * $0.accuracy, decimals: 1)) %"
    }
    let rate = seconds > 0 ? ", \(Self.rounded(Double(examples) / seconds)) examples a second" : ""
    return "epoch \(epoch + 1)/\(epochs)\(quality ?? "")\(rate)"
  }

  private static func fixed(_ number: Double, decimals: Int) -> String {
    let power = (0..<decimals).reduce(1) { product, _ in product * 10 }
    let (whole, rest) = Int((number * Double(power)).rounded()).quotientAndRemainder(dividingBy: power)
    return "\(whole)." + String(repeating: "0", count: decimals - "\(rest)".count) + "\(rest)"
  }

  /// Three significant digits, thousands apart.
  private static func rounded(_ number: Double) -> String {
    var (unit, digits) = (1, Array("\(Int(number))"))
    while digits.count > 3 { (unit, digits) = (unit * 10, digits.dropLast()) }
    let text = Array("\(Int((number / Double(unit)).rounded()) * unit)")
    let groups = stride(from: text.count % 3 - 3, to: text.count, by: 3).map { String(text[max(0, $0)..<$0 + 3]) }
    return groups.filter { !$0.isEmpty }.joined(separator: ",")
  }
}
