import Compute
import Testing
import Vocabulary

@testable import Datasets

private func noise(_ arguments: [String: Value] = [:]) -> FeatureNoise {
  FeatureNoise(Arguments(["rate": .real(0.3)].merging(arguments) { $1 }))
}

/// Rows of four classes with three features: the row, its square and a constant.
private func wide(_ count: Int) -> LoadedData {
  let rows = (0..<count).map { Float($0) }
  return LoadedData(
    examples: Examples(
      features: Matrix(rows: count, columns: 3, rows.flatMap { [$0, $0 * $0, 7] }), labels: (0..<count).map { $0 % 4 },
      classes: 4, rows: Array(0..<count)),
    classNames: ["a", "b", "c", "d"], featureNames: ["row", "square", "constant"])
}

private func ledger(_ data: LoadedData, _ train: Int, _ validation: Int) throws -> Ledger {
  try Split(train: train, validation: validation, test: 10, isStratified: true).ledger(of: data, seeds: seeds)
}

private let data = wide(200)

@Test("exactly the floor of rate times n training rows are noisy, and labels stay", arguments: [0, 0.07, 0.3, 1])
func exactNoisyCount(rate: Double) throws {
  let clean = try ledger(data, 99, 20)
  let noisy = try noise(["rate": .real(rate)]).corrupt(clean, classes: 4, seeds: seeds)
  #expect(noisy.noisy?.count { $0 } == Int(rate * 99))
  #expect(noisy.labels == clean.labels && noisy.trueLabels == clean.trueLabels)
  #expect(noisy.corrupted == nil)
  let (before, after) = (data.partition(clean), data.partition(noisy))
  let changed = (0..<99).filter { before.train.features[$0, 0] != after.train.features[$0, 0] }
  #expect(after.noisy == (0..<99).map { changed.contains($0) })
  #expect(after.validation == before.validation && after.test == before.test)
  #expect(before.noisy == nil)
}

@Test("the scope says which parts become noisy; test rows never do")
func noiseScope() throws {
  let clean = try ledger(data, 100, 40)
  for (name, parts) in [("train", [Part.train]), ("validation", [.validation]), ("both", [.train, .validation])] {
    let noisy = try noise(["rate": .real(0.25), "scope": .text(name)]).corrupt(clean, classes: 4, seeds: seeds)
    for part in Part.allCases {
      let entries = clean.entries(of: part)
      let count = entries.filter { noisy.noisy?[$0] == true }.count
      #expect(count == (parts.contains(part) ? entries.count / 4 : 0))
    }
    #expect((data.partition(noisy).validation != data.partition(clean).validation) == parts.contains(.validation))
  }
}

/// About the mean, divisor n, summed in order.
private func deviation(of column: [Double]) -> Double {
  let mean = column.reduce(0, +) / Double(column.count)
  var squares = 0.0
  for number in column { squares += (number - mean) * (number - mean) }
  return (squares / Double(column.count)).squareRoot()
}

@Test("the noise is the draw of a row and feature, in units of the feature's own deviation; a constant stays")
func ownUnits() throws {
  let clean = try ledger(data, 100, 40)
  let noisy = try noise(["deviation": .real(0.5), "scope": .text("both")]).corrupt(clean, classes: 4, seeds: seeds)
  let (before, after) = (data.partition(clean), data.partition(noisy))
  let draws = try #require(noisy.noises.first).draws
  for (part, first) in [(\Partition.train, 0), (\Partition.validation, 100)] {
    for position in 0..<before[keyPath: part].count {
      let row = before[keyPath: part].rows[position]
      for feature in 0..<3 {
        let column = (0..<100).map { Double(before.train.features[$0, feature]) }
        let own = deviation(of: column)
        let added = noisy.noisy?[first + position] == true ? 0.5 * own * draws.branch(row).normal(feature) : 0
        // The same sums in the same order, rounded once to single precision.
        let expected = Float(Double(before[keyPath: part].features[position, feature]) + added)
        #expect(after[keyPath: part].features[position, feature] == expected)
      }
    }
  }
  #expect((0..<100).allSatisfy { after.train.features[$0, 2] == 7 })
}

@Test("absolute units take the deviation as it is, for constant features too")
func absoluteUnits() throws {
  let many = wide(4000)
  let clean = try ledger(many, 3000, 10)
  let absolute = try noise(["rate": .real(1), "deviation": .real(2), "units": .text("absolute")])
    .corrupt(clean, classes: 4, seeds: seeds)
  let column = (0..<3000).map { Double(many.partition(absolute).train.features[$0, 2]) - 7 }
  // The mean of 3000 normal draws of deviation 2 has standard error 0.037, their deviation 0.026.
  #expect(abs(Statistics.mean(column)) < 0.15)
  #expect(abs(Statistics.variance(column).squareRoot() - 2) < 0.11)
}

@Test("noise after the embedding leaves the data's own features alone")
func stages() throws {
  let clean = try ledger(data, 100, 40)
  let noisy = try noise(["stage": .text("after_embedding")]).corrupt(clean, classes: 4, seeds: seeds)
  let partition = data.partition(noisy)
  #expect(partition.train.features == data.partition(clean).train.features && partition.noisy != nil)
  #expect(partition.adding(noisy.noises, at: .beforeEmbedding) == partition)
  let before = try noise().corrupt(clean, classes: 4, seeds: seeds)
  #expect(partition.adding(noisy.noises, at: .afterEmbedding).train == data.partition(before).train)
}

@Test("wrong labels and noisy features are drawn and kept apart, in either order")
func apart() throws {
  let clean = try ledger(data, 100, 40)
  let labels = LabelNoise(Arguments(["rate": .real(0.2)]))
  let alone = (
    labels: try labels.corrupt(clean, classes: 4, seeds: seeds),
    features: try noise().corrupt(clean, classes: 4, seeds: seeds)
  )
  let first = try noise().corrupt(alone.labels, classes: 4, seeds: seeds)
  let second = try labels.corrupt(alone.features, classes: 4, seeds: seeds)
  #expect(first == second)
  #expect(first.corrupted == alone.labels.corrupted && first.noisy == alone.features.noisy)
  #expect(first.corrupted != first.noisy)
  #expect(first.corrupted?.count { $0 } == 20)
  #expect(first.noisy?.count { $0 } == 30)
}

@Test("two noises add up, each measured on the features before both")
func twice() throws {
  let clean = try ledger(data, 100, 40)
  let once = try noise(["rate": .real(1)]).corrupt(clean, classes: 4, seeds: seeds)
  let both = try noise(["rate": .real(1)]).corrupt(once, classes: 4, seeds: seeds.branch(1))
  let alone = try noise(["rate": .real(1)]).corrupt(clean, classes: 4, seeds: seeds.branch(1))
  let (before, one, other, sum) = (
    data.partition(clean), data.partition(once), data.partition(alone), data.partition(both)
  )
  for position in 0..<100 {
    let base = before.train.features[position, 0]
    let expected = one.train.features[position, 0] + other.train.features[position, 0] - base
    // Each sum is rounded to single precision, at numbers below 1000.
    #expect(abs(sum.train.features[position, 0] - expected) < 1e-3)
  }
}

@Test("numbers to be predicted may have noisy features, too")
func targets() throws {
  let squares = LoadedData(
    examples: Examples(
      features: Matrix(rows: 20, columns: 1, (0..<20).map { Float($0) }), targets: (0..<20).map { Double($0 * $0) },
      rows: Array(0..<20)),
    classNames: ["y"], featureNames: ["x"])
  let clean = try Split(train: 10, validation: 5, test: 5, isStratified: false).ledger(of: squares, seeds: seeds)
  let noisy = squares.partition(try noise().corrupt(clean, classes: 1, seeds: seeds))
  #expect(noisy.noisy?.count { $0 } == 3)
  #expect(noisy.train.targets == squares.partition(clean).train.targets)
}

@Test("a ledger with noises comes back from its tables, and other noise has other tables")
func noiseTables() throws {
  let clean = try ledger(data, 20, 10)
  #expect(clean.noiseTable == nil)
  let one = try noise(["deviation": .real(0.1)]).corrupt(clean, classes: 4, seeds: seeds)
  let two = try noise(["units": .text("absolute"), "stage": .text("after_embedding")])
    .corrupt(one, classes: 4, seeds: seeds.branch(1))
  #expect(Ledger(two.table, noises: two.noiseTable) == two)
  #expect(two.table.columns.map(\.name) == ["part", "row", "label", "true_label", "noise_0", "noise_1"])
  let other = try noise(["deviation": .real(0.2)]).corrupt(clean, classes: 4, seeds: seeds)
  #expect(other.table == one.table && other.noiseTable != one.noiseTable)
}
