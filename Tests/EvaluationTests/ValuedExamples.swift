import Compute
import Datasets
import Evaluation
import Valuation
import Vocabulary

/// A method whose cost is known: n + 1 fits, and a distance for each pair of training and validation points.
struct Tally: ValuationMethod {
  static let card = Card("tally", .method, revision: 1, "Values nothing.", direction: .higherIsBetter)

  init(_ arguments: Arguments = Arguments()) {}

  func values(of problem: ValuationProblem, in run: Run) throws -> DataValues {
    DataValues(
      values: problem.train.labels.map { _ in 0 }, modelFits: problem.train.count + 1,
      distanceEvaluations: problem.train.count * problem.validation.count)
  }
}

/// Two classes on a line, −1 − i/10 and 1 + i/10, `flipped` positions with the wrong label.
func line(_ count: Int, flipped: [Int] = []) -> Examples {
  let labels = (0..<count).map { flipped.contains($0) ? 1 - $0 % 2 : $0 % 2 }
  let places = (0..<count).map { index -> Float in
    let distance = 1 + Float(index / 2) / 10
    return index % 2 == 0 ? -distance : distance
  }
  return Examples(
    features: Matrix(rows: count, columns: 1, places), labels: labels, classes: 2, rows: (0..<count).map { 100 + $0 })
}

/// Values of a line whose flipped positions are known, with 3 validation and 10 test points.
func valued(
  _ values: [Double], flipped: [Int] = [], noisy: [Int]? = nil, known: Bool = true,
  direction: Direction = .higherIsBetter, tests: Int = 10
) -> ValuedData {
  let train = line(values.count, flipped: flipped)
  return ValuedData(
    partition: Partition(
      train: train, validation: line(3), test: line(tests),
      corrupted: known ? values.indices.map(flipped.contains) : nil,
      noisy: noisy.map { values.indices.map($0.contains) }),
    values: DataValues(values: values, modelFits: 5, distanceEvaluations: 7), method: Tally(), direction: direction,
    truth: DataValues(values: values))
}

let run = Run(seeds: SeedStream(root: 5))

func table(_ name: String, _ artifact: Artifact) -> Table { artifact.table(name) ?? Table() }
