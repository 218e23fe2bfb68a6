import Compute
import Testing
import Vocabulary

@testable import Datasets

private func counts(_ data: LoadedData, _ ledger: Ledger, _ part: Part) -> [Int] {
  let labels = ledger.entries(of: part).map { ledger.labels[$0] }
  return (0..<data.examples.classes).map { label in labels.filter { $0 == label }.count }
}

@Test("parts have the sizes asked for and share no row, stratified or not", arguments: [true, false])
func sizes(isStratified: Bool) throws {
  let data = synthetic([50, 30, 20])
  for (train, validation, test) in [(60, 30, 10), (10, 5, 3), (97, 3, 0), (33, 33, 33)] {
    let split = Split(train: train, validation: validation, test: test, isStratified: isStratified)
    let ledger = try split.ledger(of: data, seeds: seeds)
    #expect([ledger.train, ledger.validation, ledger.test] == [train, validation, test])
    #expect(Set(ledger.rows).count == train + validation + test)
    #expect(ledger.labels == ledger.rows.map { data.examples.labels[$0] })
    #expect(ledger.trueLabels == ledger.labels && ledger.corrupted == nil)
    for part in Part.allCases {
      let rows = Array(ledger.rows[ledger.entries(of: part)])
      #expect(rows == rows.sorted())
    }
  }
}

@Test("stratified parts keep the class shares to within a row, also when every row is used")
func stratified() throws {
  let data = synthetic([501, 299, 150, 50])
  let ledger = try Split(train: 600, validation: 250, test: 150, isStratified: true).ledger(of: data, seeds: seeds)
  for (part, size) in [(Part.train, 600), (.validation, 250), (.test, 150)] {
    for (count, whole) in zip(counts(data, ledger, part), [501, 299, 150, 50]) {
      // Largest remainders are off by less than one row; later parts inherit the earlier ones' rounding.
      #expect(abs(Double(count) - Double(size * whole) / 1000) < 2)
    }
  }
}

@Test("shares go to the largest remainders, ties to the lower class, never beyond what there is")
func shares() {
  #expect(Split.shares(of: 10, by: [1, 1, 1]) == [4, 3, 3])
  #expect(Split.shares(of: 7, by: [5, 3, 2]) == [4, 2, 1])
  #expect(Split.shares(of: 5, by: [3, 0, 2]) == [3, 0, 2])
  #expect(Split.shares(of: 1, by: [0, 4]) == [0, 1])
}

@Test("training rows depend on neither the other parts' sizes nor a second draw, but on the stream")
func trainingRowsStay() throws {
  let data = synthetic([60, 40])
  func train(_ validation: Int, _ seeds: SeedStream) throws -> [Int] {
    let split = Split(train: 30, validation: validation, test: 20, isStratified: true)
    let ledger = try split.ledger(of: data, seeds: seeds)
    return Array(ledger.rows[ledger.entries(of: .train)])
  }
  #expect(try train(10, seeds) == train(40, seeds))
  #expect(try train(10, seeds) != train(10, seeds.branch(1)))
}

@Test("every row is drawn about equally often")
func unbiasedSplit() throws {
  let data = synthetic([12, 8])
  var hits = [Int](repeating: 0, count: 20)
  for round in 0..<2000 {
    let split = Split(train: 10, validation: 0, test: 0, isStratified: round % 2 == 0)
    for row in try split.ledger(of: data, seeds: seeds.branch(round)).rows { hits[row] += 1 }
  }
  let square = hits.reduce(0.0) { $0 + (Double($1) - 1000) * (Double($1) - 1000) / 500 }
  // The hits' variance is 500 each; χ² with at most 19 degrees of freedom exceeds 43.8 once in a thousand.
  #expect(square < 43.8)
}

@Test("more rows than there are, and classes too small to stratify, are refused with the facts")
func refusedSplits() {
  func message(_ split: Split, _ data: LoadedData) -> String? {
    failure { _ = try split.ledger(of: data, seeds: seeds) }?.description
  }
  #expect(
    message(Split(train: 8, validation: 2, test: 1, isStratified: true), synthetic([5, 5]))
      == "the split needs 11 rows from the source, which has 10; ask for fewer")
  #expect(
    message(Split(train: 8, validation: 2, test: 2, isStratified: true), synthetic([20, 2]))
      == "a stratified split needs 3 rows of class '1', one for each part; there are 2; add rows, or say stratify: false"
  )
  #expect(message(Split(train: 8, validation: 2, test: 2, isStratified: false), synthetic([20, 2])) == nil)
}

@Test("a source with parts of its own gives each part from its own rows")
func pools() throws {
  let withValidation = synthetic([10, 10], pools: .parts(train: 10, validation: 4, test: 6))
  let split = Split(train: 5, validation: 3, test: 2, isStratified: false)
  let ledger = try split.ledger(of: withValidation, seeds: seeds)
  #expect(ledger.rows[ledger.entries(of: .train)].allSatisfy { $0 < 10 })
  #expect(ledger.rows[ledger.entries(of: .validation)].allSatisfy { 10..<14 ~= $0 })
  #expect(ledger.rows[ledger.entries(of: .test)].allSatisfy { $0 >= 14 })

  let without = synthetic([10, 10], pools: .parts(train: 14, validation: 0, test: 6))
  let drawn = try Split(train: 10, validation: 4, test: 6, isStratified: false).ledger(of: without, seeds: seeds)
  #expect(Set(drawn.rows[..<14]) == Set(0..<14) && Array(drawn.rows[14...]) == Array(14..<20))
  let error = failure {
    _ = try Split(train: 1, validation: 1, test: 7, isStratified: false).ledger(of: without, seeds: seeds)
  }
  #expect(error == .tooFewRows(needed: 7, available: 6, from: "the test part"))
}

@Test("a source that brings all parts needs no split; any other says that it does")
func explicitLedger() throws {
  let flags = [true, false, false, true, false, false]
  let data = synthetic([3, 3], pools: .parts(train: 3, validation: 2, test: 1), corrupted: flags)
  let ledger = try data.ledger(source: "csv")
  #expect(ledger.rows == [0, 1, 2, 3, 4, 5] && ledger.train == 3 && ledger.validation == 2)
  #expect(ledger.corrupted == flags && ledger.trueLabels == [-1, 0, 0, -1, 1, 1])
  #expect(data.partition(ledger).corrupted == [true, false, false])
  #expect(failure { _ = try synthetic([3, 3]).ledger(source: "csv") } == .noSplit(source: "csv"))
}

@Test("a partition takes rows from the data and labels from the ledger")
func partition() throws {
  let data = synthetic([6, 6])
  let ledger = try Split(train: 6, validation: 2, test: 4, isStratified: true).ledger(of: data, seeds: seeds)
    .relabelled([(entry: 0, label: 1)])
  let partition = data.partition(ledger)
  #expect(partition.train.features.elements == partition.train.rows.map { Float($0) })
  #expect(partition.train.labels == Array(ledger.labels[..<6]) && partition.train.labels[0] == 1)
  #expect(partition.corrupted == [true, false, false, false, false, false])
  #expect(partition.test.count == 4 && partition.validation.classes == 2)
}
