import Compute
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

private func detect(_ valued: ValuedData, _ arguments: [String: Value] = [:]) throws -> Artifact {
  try NoisyLabelDetection(Arguments(arguments)).evaluate(valued, in: run)
}

private func metric(_ name: String, _ artifact: Artifact) -> Double { table("metrics", artifact).reals(name)[0] }

@Test("metrics of a small ranking agree with those computed by hand")
func handComputed() throws {
  // Inspected in the order 1, 3, 0, 2, 4; corrupted are 1, 0 and 4.
  let found = try detect(valued([3, 1, 4, 2, 9], flipped: [1, 0, 4]))
  #expect(metric("recall", found) == 2.0 / 3)
  #expect(metric("average_precision", found) == (1 + 2.0 / 3 + 3.0 / 5) / 3)
  // Of the six pairs of a corrupted with a clean point, 1 is below both, 0 below 2, 4 below none.
  #expect(metric("auc", found) == 0.5)
  // Clusters {1, 2, 3, 4} and {9}: four predicted, two of the three corrupted among them.
  #expect(metric("f1", found) == 4.0 / 7)
}

@Test("the suspicious end is that of high values where higher is harder")
func harder() throws {
  let values = [3.0, 1, 4, 2, 9]
  let found = try detect(valued(values.map { -$0 }, flipped: [1, 0, 4], direction: .higherIsHarder))
  #expect(found == (try detect(valued(values, flipped: [1, 0, 4]))))
}

@Test("equal values are inspected by index, share ranks in the area and are never split by the clusters")
func allEqual() throws {
  let found = try detect(valued([2, 2, 2, 2], flipped: [2, 3]))
  #expect(metric("recall", found) == 0)
  #expect(metric("average_precision", found) == (1.0 / 3 + 2.0 / 4) / 2)
  #expect(metric("auc", found) == 0.5)
  #expect(metric("f1", found) == 0)
}

@Test("a perfect ranking scores one everywhere and its curve is the optimal one")
func perfect() throws {
  let values = (0..<100).map { index in (index < 30 ? 0.0 : 1.0) + Double(index) / 1000 }
  let found = try detect(valued(values, flipped: Array(0..<30)))
  for name in ["recall", "average_precision", "auc", "f1"] { #expect(metric(name, found) == 1) }
  let curve = table("curve", found)
  #expect(curve.reals("inspected") == (0...100).map { Double($0) / 100 })
  #expect(curve.reals("recall") == (0...100).map { min(Double($0) / 30, 1) })
}

@Test("a step that does not divide one ends the curve at one")
func oddStep() throws {
  let curve = table("curve", try detect(valued([1, 2, 3, 4], flipped: [0, 2]), ["step": .real(0.4)]))
  #expect(curve.reals("inspected") == [0, 0.4, 0.8, 1])
  // 0, ⌊1.6⌋, ⌊3.2⌋ and 4 points inspected.
  #expect(curve.reals("recall") == [0, 0.5, 1, 1])
}

@Test("metrics agree with plain counting over pairs and prefixes, with ties")
func bruteForce() throws {
  for seed in 0..<40 {
    let stream = SeedStream(root: UInt64(seed))
    let values = (0..<13).map { Double(stream.integer($0, below: 6)) }
    // At least one is corrupted and at least one is clean.
    let flipped = (0..<13).filter { index in
      if index == seed % 13 { return true }
      return index != (seed + 5) % 13 && stream.integer(100 + index, below: 3) == 0
    }
    let found = try detect(valued(values, flipped: flipped))
    let clean = values.indices.filter { !flipped.contains($0) }
    var wins = 0.0
    for bad in flipped {
      for good in clean where values[bad] <= values[good] { wins += values[bad] < values[good] ? 1 : 0.5 }
    }
    // Sums and ratios of small integers, in another order.
    #expect(abs(metric("auc", found) - wins / Double(flipped.count * clean.count)) < 1e-12)
    let precisions = flipped.map { bad in
      let before = values.indices.filter { values[$0] < values[bad] || values[$0] == values[bad] && $0 <= bad }
      return Double(before.filter(flipped.contains).count) / Double(before.count)
    }
    #expect(abs(metric("average_precision", found) - precisions.reduce(0, +) / Double(flipped.count)) < 1e-12)
  }
}

@Test("unknown, absent and total corruption are refused in words, not turned into numbers")
func undefined() throws {
  #expect(throws: EvaluationError.corruptionUnknown(task: "noisy_label_detection", corruption: "label_noise")) {
    try detect(valued([1, 2], known: false))
  }
  #expect(throws: EvaluationError.nothingCorrupted(task: "noisy_label_detection", examples: 2)) {
    try detect(valued([1, 2]))
  }
  let all = valued([1, 2], flipped: [0, 1])
  #expect(throws: EvaluationError.nothingClean(task: "noisy_label_detection", metric: "auc", examples: 2)) {
    try detect(all)
  }
  let chosen = try detect(all, ["metrics": .list([.text("recall"), .text("average_precision")])])
  #expect(table("metrics", chosen).columns.map(\.name) == ["recall", "average_precision"])
  #expect(metric("recall", chosen) == 1 && metric("average_precision", chosen) == 1)
}

@Test("values that are no numbers cannot be ranked")
func unrankable() {
  #expect(throws: EvaluationError.unrankable(count: 2, of: 3, row: 101)) {
    try detect(valued([1, .nan, .infinity], flipped: [0]))
  }
}

@Test("the two clusters are those of least squares among all ways to divide the numbers")
func twoMeans() {
  for seed in 0..<60 {
    let stream = SeedStream(root: UInt64(1000 + seed))
    // Small integers, whose sums of squares are compared exactly after clearing denominators.
    let numbers = (0..<2 + seed % 8).map { Double(stream.integer($0, below: 12)) }
    let best = leastSquares(numbers)
    guard let lower = TwoMeans.lowerCount(numbers) else {
      #expect(Set(numbers).count == 1)
      continue
    }
    let sorted = numbers.sorted()
    #expect(sorted[lower - 1] < sorted[lower])
    // Rational numbers of small size in double precision.
    #expect(squares(Array(sorted[..<lower])) + squares(Array(sorted[lower...])) < best + 1e-9)
  }
}

/// The least sum of squares over every division into two non-empty sets, intervals or not.
private func leastSquares(_ numbers: [Double]) -> Double {
  (1..<(1 << numbers.count) - 1).map { mask in
    let inside = numbers.indices.filter { mask >> $0 & 1 == 1 }.map { numbers[$0] }
    let outside = numbers.indices.filter { mask >> $0 & 1 == 0 }.map { numbers[$0] }
    return squares(inside) + squares(outside)
  }.min() ?? 0
}

private func squares(_ numbers: [Double]) -> Double {
  let mean = numbers.reduce(0, +) / Double(numbers.count)
  return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
}

@Test("clusters do not depend on the scale of the numbers")
func twoMeansScale() {
  for scale in [1e-300, 1, 1e300] {
    #expect(TwoMeans.lowerCount([0, 1, 2, 100, 101].map { $0 * scale }) == 3)
    #expect(TwoMeans.lowerCount([-1, 1].map { $0 * 1.5 * scale }) == 1)
  }
  #expect(TwoMeans.lowerCount([-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude]) == 1)
  #expect(TwoMeans.lowerCount([7]) == nil)
  // The mean of equal numbers may differ from them in its last bit.
  #expect(TwoMeans.lowerCount([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]) == nil)
}
