import Compute
import Testing
import Vocabulary

@testable import Datasets

private func noise(_ rate: Double, _ scope: String = "train") -> LabelNoise {
  LabelNoise(Arguments(["rate": .real(rate), "scope": .text(scope)]))
}

private func ledger(_ train: Int, _ validation: Int) throws -> Ledger {
  let data = synthetic([train, train, train, train])
  return try Split(train: train, validation: validation, test: 10, isStratified: true).ledger(of: data, seeds: seeds)
}

@Test("exactly the floor of rate times n labels are wrong, and the truth is kept", arguments: [0, 0.07, 0.3, 1])
func exactCount(rate: Double) throws {
  let clean = try ledger(99, 20)
  let noisy = try noise(rate).corrupt(clean, classes: 4, seeds: seeds)
  let changed = clean.labels.indices.filter { clean.labels[$0] != noisy.labels[$0] }
  #expect(changed.count == Int(rate * 99))
  #expect(changed.allSatisfy { noisy.part(at: $0) == .train })
  #expect(noisy.corrupted == clean.labels.indices.map { changed.contains($0) })
  #expect(noisy.trueLabels == clean.labels && noisy.rows == clean.rows)
  #expect(noisy.labels.allSatisfy { 0..<4 ~= $0 })
}

@Test("the scope says which parts change; test labels never do")
func scope() throws {
  let clean = try ledger(100, 40)
  for (name, parts) in [("train", [Part.train]), ("validation", [.validation]), ("both", [.train, .validation])] {
    let noisy = try noise(0.25, name).corrupt(clean, classes: 4, seeds: seeds)
    for part in Part.allCases {
      let wrong = clean.entries(of: part).filter { clean.labels[$0] != noisy.labels[$0] }.count
      #expect(wrong == (parts.contains(part) ? clean.entries(of: part).count / 4 : 0))
    }
  }
}

@Test("wrong labels are uniform over the other classes")
func uniform() throws {
  let clean = try ledger(4000, 0)
  let noisy = try noise(0.9).corrupt(clean, classes: 4, seeds: seeds)
  var counts = [Int](repeating: 0, count: 16)
  for (label, truth) in zip(noisy.labels, noisy.trueLabels) where label != truth { counts[truth * 4 + label] += 1 }
  let square = (0..<4).reduce(0.0) { sum, truth in
    let row = (0..<4).filter { $0 != truth }.map { Double(counts[truth * 4 + $0]) }
    let expected = row.reduce(0, +) / 3
    return sum + row.reduce(0.0) { $0 + ($1 - expected) * ($1 - expected) / expected }
  }
  // χ² with 8 degrees of freedom exceeds 26.1 once in a thousand seeds; this seed is fixed.
  #expect(square < 26.1)
}

@Test("with two classes a wrong label is the other one, and a second round may undo the first")
func twoClasses() throws {
  let data = synthetic([50, 50])
  let clean = try Split(train: 80, validation: 10, test: 10, isStratified: true).ledger(of: data, seeds: seeds)
  let once = try noise(1).corrupt(clean, classes: 2, seeds: seeds)
  #expect(once.labels[..<80].elementsEqual(clean.labels[..<80].map { 1 - $0 }))
  let twice = try noise(1).corrupt(once, classes: 2, seeds: seeds.branch(1))
  #expect(twice.labels == clean.labels && twice.corrupted?.contains(true) == false)
}

@Test("a ledger comes back from its table, with and without knowledge")
func ledgerTable() throws {
  let clean = try ledger(20, 10)
  #expect(Ledger(clean.table) == clean)
  #expect(clean.table.columns.map(\.name) == ["part", "row", "label", "true_label"])
  let noisy = try noise(0.5, "both").corrupt(clean, classes: 4, seeds: seeds)
  #expect(Ledger(noisy.table) == noisy)
}

@Test("the same seeds draw the same split and noise on every machine")
func golden() throws {
  let noisy = try noise(0.3).corrupt(try ledger(100, 30), classes: 4, seeds: seeds)
  // An independent Python implementation gives the same. Raise the card's revision when this changes: results kept under the old key would be wrong.
  #expect(ContentKey(of: noisy.table.csvBytes).short(16) == "c16b1e29ccbb29c3")
}
