public import Compute

/// How many rows each part gets, and whether it keeps the class shares of what it is drawn from.
public struct Split: Sendable, Hashable {
  public let train: Int
  public let validation: Int
  public let test: Int
  public let isStratified: Bool

  public init(train: Int, validation: Int, test: Int, isStratified: Bool) {
    precondition(train >= 0 && validation >= 0 && test >= 0, "parts of \(train), \(validation) and \(test) rows")
    (self.train, self.validation, self.test, self.isStratified) = (train, validation, test, isStratified)
  }

  /// All rows asked for.
  public var count: Int { train + validation + test }

  /// Draws the parts without replacement. Training rows do not depend on the size of the other parts.
  ///
  /// Sizes are exact: within a part, classes get their shares by largest remainders, ties to the lower class. From a
  /// source with its own parts, each part is drawn from its own; see ``LoadedData/Pools``.
  public func ledger(of data: LoadedData, seeds: SeedStream) throws(DatasetError) -> Ledger {
    if isStratified && data.examples.targets != nil { throw .needsClassesToStratify }
    var chosen: [Part: [Int]] = [:]
    for pool in pools(of: data) {
      let needed = pool.parts.reduce(0) { $0 + size(of: $1) }
      guard needed <= pool.rows.count else {
        throw .tooFewRows(needed: needed, available: pool.rows.count, from: pool.name)
      }
      let stream = seeds.branch(pool.parts[0].rawValue)
      let drawn =
        isStratified ? try stratified(pool, data, stream) : plain(pool, stream)
      for (part, rows) in zip(pool.parts, drawn) { chosen[part] = rows.sorted() }
    }
    return data.ledger(train: chosen[.train] ?? [], validation: chosen[.validation] ?? [], test: chosen[.test] ?? [])
  }

  private func size(of part: Part) -> Int {
    switch part {
    case .train: train
    case .validation: validation
    case .test: test
    }
  }

  /// Rows, and the parts drawn from them in turn.
  private struct Pool {
    /// For messages.
    let name: String
    let rows: Range<Int>
    let parts: [Part]
  }

  private func pools(of data: LoadedData) -> [Pool] {
    guard case .parts(let train, let validation, let test) = data.pools else {
      return [Pool(name: "the source", rows: 0..<data.examples.count, parts: [.train, .validation, .test])]
    }
    let training = Pool(
      name: "the training part", rows: 0..<train, parts: validation == 0 ? [.train, .validation] : [.train])
    let held = Pool(name: "the validation part", rows: train..<train + validation, parts: [.validation])
    let last = Pool(
      name: "the test part", rows: train + validation..<train + validation + test, parts: [.test])
    return validation == 0 ? [training, last] : [training, held, last]
  }

  private func plain(_ pool: Pool, _ seeds: SeedStream) -> [[Int]] {
    var rest = seeds.permutation(pool.rows.count).map { pool.rows.lowerBound + $0 }[...]
    return pool.parts.map { part in
      defer { rest = rest.dropFirst(size(of: part)) }
      return Array(rest.prefix(size(of: part)))
    }
  }

  private func stratified(_ pool: Pool, _ data: LoadedData, _ seeds: SeedStream) throws(DatasetError) -> [[Int]] {
    var rest = [ArraySlice<Int>](repeating: [], count: data.examples.classes)
    for row in pool.rows { rest[data.examples.labels[row]].append(row) }
    for label in rest.indices {
      var rows = Array(rest[label])
      seeds.branch(label).shuffle(&rows)
      rest[label] = rows[...]
    }
    try check(rest.map(\.count), pool, data.classNames)
    return pool.parts.map { part in
      let shares = Self.shares(of: size(of: part), by: rest.map(\.count))
      let rows = rest.indices.flatMap { rest[$0].prefix(shares[$0]) }
      for label in rest.indices { rest[label] = rest[label].dropFirst(shares[label]) }
      return rows
    }
  }

  /// Every part that has room for all classes must be able to hold a row of each class.
  private func check(_ counts: [Int], _ pool: Pool, _ names: [String]) throws(DatasetError) {
    let present = counts.filter { $0 > 0 }.count
    let needed = pool.parts.filter { size(of: $0) >= present }.count
    if let label = counts.indices.first(where: { counts[$0] > 0 && counts[$0] < needed }) {
      throw .tooFewOfClass(name: names[label], needed: needed, available: counts[label])
    }
  }

  /// Divides `total` in proportion to `counts` by largest remainders, never beyond a count; total ≤ their sum.
  static func shares(of total: Int, by counts: [Int]) -> [Int] {
    let sum = counts.reduce(0, +)
    guard sum > 0 else { return counts }
    var shares = counts.map { total * $0 / sum }
    let remainders = counts.map { total * $0 % sum }
    let order = counts.indices.sorted {
      remainders[$0] == remainders[$1] ? $0 < $1 : remainders[$0] > remainders[$1]
    }
    for label in order.prefix(total - shares.reduce(0, +)) { shares[label] += 1 }
    return shares
  }
}

extension LoadedData {
  /// The ledger of a source that brings all its parts itself.
  public func ledger(source: String) throws(DatasetError) -> Ledger {
    guard case .parts(let train, let validation, let test) = pools, train > 0, validation > 0, test > 0 else {
      throw .noSplit(source: source)
    }
    return ledger(
      train: Array(0..<train), validation: Array(train..<train + validation),
      test: Array(train + validation..<train + validation + test))
  }

  /// Labels as the source gives them; they count as true except on rows known to be corrupted.
  func ledger(train: [Int], validation: [Int], test: [Int]) -> Ledger {
    let rows = train + validation + test
    let labels = rows.map { examples.labels[$0] }
    let targets = examples.targets.map { targets in rows.map { targets[$0] } }
    let flags = corrupted.map { flags in rows.map { flags[$0] } }
    let truths = flags.map { zip($0, labels).map { $0 ? Ledger.unknown : $1 } } ?? labels
    return Ledger(
      train: train, validation: validation, test: test, labels: labels, trueLabels: truths, targets: targets,
      corrupted: flags)
  }
}
