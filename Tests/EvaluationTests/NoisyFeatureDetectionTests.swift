import Compute
import Datasets
import Testing
import Valuation
import Vocabulary

@testable import Evaluation

/// Values of a line, some of whose rows have noisy features and others wrong labels.
private func valued(_ values: [Double], noisy: [Int]?, flipped: [Int] = []) -> ValuedData {
  let partition = Partition(
    train: line(values.count, flipped: flipped), validation: line(3), test: line(4),
    corrupted: values.indices.map(flipped.contains), noisy: noisy.map { noisy in values.indices.map(noisy.contains) })
  return ValuedData(
    partition: partition, values: DataValues(values: values), method: Tally(), direction: .higherIsBetter)
}

private func detect(_ valued: ValuedData) throws -> Artifact {
  try NoisyFeatureDetection(Arguments([:])).evaluate(valued, in: run)
}

@Test("noisy rows are found as wrong labels are, and wrong labels play no part")
func noisyRowsByHand() throws {
  // Inspected in the order 1, 3, 0, 2, 4; noisy are 1 and 2, found first and fourth; wrong are 0, 3 and 4.
  let found = try detect(valued([3, 1, 4, 2, 9], noisy: [1, 2], flipped: [0, 3, 4]))
  let metrics = table("metrics", found)
  #expect(metrics.reals("recall") == [1.0 / 2])
  #expect(metrics.reals("average_precision") == [0.75])
  // Of the six pairs of a noisy with a clean row, 1 is below three, 2 below 4 only.
  #expect(abs(metrics.reals("auc")[0] - 4.0 / 6) < 1e-15)
  // Clusters {1, 2, 3, 4} and {9}: four predicted, both noisy ones among them.
  #expect(metrics.reals("f1") == [4.0 / 6])
  let curve = table("curve", found)
  #expect([0, 20, 60, 80].map { curve.reals("recall")[$0] } == [0, 0.5, 0.5, 1])
}

@Test("the tables are those of noisy_label_detection with the same rows wrong")
func sameTables() throws {
  let values = (0..<30).map { SeedStream(root: 3).uniform($0) }
  let rows = [2, 3, 5, 7, 11, 13]
  let labels = try NoisyLabelDetection(Arguments([:])).evaluate(valued(values, noisy: nil, flipped: rows), in: run)
  #expect(try detect(valued(values, noisy: rows)) == labels)
}

@Test("data without noisy features are refused in words that name the corruption")
func noNoise() throws {
  let task = "noisy_feature_detection"
  #expect(throws: EvaluationError.corruptionUnknown(task: task, corruption: "feature_noise")) {
    try detect(valued([1, 2], noisy: nil, flipped: [1]))
  }
  #expect(throws: EvaluationError.nothingCorrupted(task: task, examples: 2)) { try detect(valued([1, 2], noisy: [])) }
  #expect(
    EvaluationError.corruptionUnknown(task: task, corruption: "feature_noise").description.contains(
      "add corruption: [{kind: feature_noise, …}]"))
}
