/// Which row went into which part, with which label, and what was changed: the ground truth of a replicate.
///
/// Training rows come first, then validation, then test rows, each part in ascending order of source rows: nothing
/// downstream reads the order, and a part is found again without its ledger.
public struct Ledger: Sendable, Hashable {
  /// Row numbers in the source, [count].
  public let rows: [Int]
  /// The parts' sizes in order.
  public let train: Int
  public let validation: Int
  public let test: Int
  /// The label each row has now, [count].
  public let labels: [Int]
  /// The label each row should have, [count]; `unknown` where nobody knows.
  public let trueLabels: [Int]
  /// The number to be predicted from each row, [count]; `nil` for data with classes, whose labels count.
  public let targets: [Double]?
  /// Whether a row is known to be corrupted, [count]; `nil` where nothing is known.
  public let corrupted: [Bool]?
  /// What is added to features, in the order declared; wrong labels are ``corrupted``, noisy features are not.
  public let noises: [NormalNoise]

  /// Stands for a true label that nobody knows.
  public static let unknown = -1

  public init(
    train: [Int], validation: [Int], test: [Int], labels: [Int], trueLabels: [Int], targets: [Double]? = nil,
    corrupted: [Bool]?, noises: [NormalNoise] = []
  ) {
    (self.train, self.validation, self.test) = (train.count, validation.count, test.count)
    rows = train + validation + test
    precondition(
      labels.count == rows.count && trueLabels.count == rows.count && corrupted?.count ?? rows.count == rows.count,
      "a ledger of \(rows.count) rows with \(labels.count) labels and \(trueLabels.count) true labels")
    precondition(
      targets?.count ?? rows.count == rows.count, "a ledger of \(rows.count) rows with \(targets?.count ?? 0) targets")
    precondition(noises.allSatisfy { $0.rows.count == labels.count }, "noise for another number of rows")
    (self.labels, self.trueLabels, self.targets) = (labels, trueLabels, targets)
    (self.corrupted, self.noises) = (corrupted, noises)
  }

  public var count: Int { rows.count }

  /// Whether noise is added to a row's features, [count]; `nil` where no noise is declared.
  public var noisy: [Bool]? {
    noises.isEmpty ? nil : (0..<count).map { entry in noises.contains { $0.rows[entry] } }
  }

  /// The positions of a part in the columns.
  public func entries(of part: Part) -> Range<Int> {
    switch part {
    case .train: 0..<train
    case .validation: train..<train + validation
    case .test: train + validation..<count
    }
  }

  /// The part of a position.
  public func part(at entry: Int) -> Part {
    entry < train ? .train : entry < train + validation ? .validation : .test
  }

  /// The same rows with some labels replaced, by position; a row whose true label is known is corrupted where its
  /// label now differs.
  public func relabelled(_ changes: [(entry: Int, label: Int)]) -> Ledger {
    var labels = labels
    var corrupted = corrupted ?? [Bool](repeating: false, count: count)
    for (entry, label) in changes {
      labels[entry] = label
      corrupted[entry] = label != trueLabels[entry]
    }
    return with(labels: labels, corrupted: corrupted, noises: noises)
  }

  /// The same rows with noise for the features of some.
  public func adding(_ noise: NormalNoise) -> Ledger {
    with(labels: labels, corrupted: corrupted, noises: noises + [noise])
  }

  private func with(labels: [Int], corrupted: [Bool]?, noises: [NormalNoise]) -> Ledger {
    Ledger(
      train: Array(rows[entries(of: .train)]), validation: Array(rows[entries(of: .validation)]),
      test: Array(rows[entries(of: .test)]), labels: labels, trueLabels: trueLabels, targets: targets,
      corrupted: corrupted, noises: noises)
  }
}
