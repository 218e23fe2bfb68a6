import Compute
import Glibc
import Testing
import Vocabulary

@testable import Datasets

/// Ten rows whose target is the square of the row.
private let squares = LoadedData(
  examples: Examples(
    features: Matrix(rows: 10, columns: 1, (0..<10).map { Float($0) }), targets: (0..<10).map { Double($0 * $0) },
    rows: Array(0..<10)),
  classNames: ["square"], featureNames: ["row"])

private let plainSplit = Split(train: 5, validation: 2, test: 3, isStratified: false)

@Test("real targets follow their rows through subsets, splits and the ledger's table")
func targetsFollowRows() throws {
  #expect(squares.examples.subset([3, 0]).targets == [9, 0] && squares.examples.classes == 1)
  let ledger = try plainSplit.ledger(of: squares, seeds: seeds)
  #expect(Ledger(ledger.table) == ledger)
  let partition = squares.partition(Ledger(ledger.table))
  for part in [partition.train, partition.validation, partition.test] {
    #expect(part.targets == part.rows.map { Double($0 * $0) } && part.labels.allSatisfy { $0 == 0 })
  }
  #expect(partition.test.count == 3)
}

@Test("what needs classes refuses real targets and says so")
func classesNeeded() throws {
  let stratified = Split(train: 5, validation: 2, test: 3, isStratified: true)
  #expect(
    failure { _ = try stratified.ledger(of: squares, seeds: seeds) } == .needsClassesToStratify
  )
  let ledger = try plainSplit.ledger(of: squares, seeds: seeds)
  let noise = LabelNoise(Arguments(["rate": .real(0.5)]))
  #expect(failure { _ = try noise.corrupt(ledger, classes: 1, seeds: seeds) } == .needsClasses(by: "label_noise"))
  #expect(
    DatasetError.needsClasses(by: "label_noise").description
      == "label_noise needs data with classes, and each row of these has a number to be predicted; "
      + "leave it out, or use data with classes")
}

private func table(_ text: String, _ values: [String: Value] = [:]) throws -> LoadedData {
  let folder = try TemporaryFolder(["t.csv": bytes(text)])
  let given: [String: Value] = ["path": .text("t.csv"), "labels": .text("numbers"), "label": .text("price")]
  return try CSVSource(Arguments(given.merging(values) { $1 }))
    .load(from: folder.files, seeds: seeds, requested: nil)
}

@Test("a table's label column is read as numbers where the study says so")
func numericLabels() throws {
  let data = try table("price,rooms\n-1.5e2,3\n0.1,4\n 7 ,5\n")
  #expect(data.examples.targets == [-150, 0.1, 7] && data.examples.labels == [0, 0, 0])
  #expect(data.classNames == ["price"] && data.featureNames == ["rooms"])
  #expect(data.examples.features.elements == [3, 4, 5])
  // One value only is no class, but a fine target.
  #expect(try table("price,rooms\n1,3\n1,4\n").examples.targets == [1, 1])
}

@Test("targets of several tables are stacked in the order of the parts")
func targetTables() throws {
  let folder = try TemporaryFolder([
    "train.csv": bytes("price,a\n1,0\n2,0\n"), "test.csv": bytes("a,price\n0,3\n"),
  ])
  let source = CSVSource(
    Arguments([
      "train": .text("train.csv"), "test": .text("test.csv"), "labels": .text("numbers"), "label": .text("price"),
    ]))
  #expect(try source.load(from: folder.files, seeds: seeds, requested: nil).examples.targets == [1, 2, 3])
}

@Test("a label that is no number is an error with line and column", arguments: ["cheap", "nan", "inf", "1e999"])
func wordsAsTargets(word: String) throws {
  let error = failure { _ = try table("price,rooms\n1,3\n\(word),4\n") }
  let message = try #require(error).description
  #expect(
    message.hasSuffix(
      "t.csv:3:1 (column 'price'): expected a finite number to predict, found '\(word)'; "
        + "write labels: classes where labels are names"))
}

@Test("Friedman's targets are his function of the features, and more rows keep the first")
func friedman() throws {
  func load(_ values: [String: Value], rows: Int) throws -> Examples {
    try Friedman(Arguments(values))
      .load(from: DataFiles(study: "", bundled: [], benchmarks: nil), seeds: seeds, requested: rows).examples
  }
  let clean = try load(["noise": .real(0)], rows: 400)
  let targets = try #require(clean.targets)
  #expect(clean.features.columns == 10 && clean.features.elements.allSatisfy { 0...1 ~= $0 })
  for row in 0..<400 {
    let x = (0..<5).map { Double(clean.features[row, $0]) }
    let expected = 10 * sin(Double.pi * x[0] * x[1]) + 20 * pow(x[2] - 0.5, 2) + 10 * x[3] + 5 * x[4]
    // Values of at most 30 at double precision.
    #expect(abs(targets[row] - expected) < 1e-13)
  }
  #expect(try load(["noise": .real(0)], rows: 500).subset(Array(0..<400)) == clean)
  let noisy = try #require(try load(["noise": .real(2)], rows: 400).targets)
  let noise = zip(noisy, targets).map { $0 - $1 }
  // 400 draws: the standard error of the variance is 4 · √(2/400); five of them.
  #expect(abs(Statistics.variance(noise) - 4) < 1.42)
}
