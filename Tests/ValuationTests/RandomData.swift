import Compute
import Datasets
import Valuation
import Vocabulary

/// Small problems made from a stream, so that a failing test fails again.
enum RandomData {
  /// Features are integers in 0..<range: products are exact in single precision and ties are frequent.
  static func integers(
    train: Int, validation: Int, features: Int = 2, range: Int = 4, classes: Int = 2, seed: UInt64
  ) -> ValuationProblem {
    let stream = SeedStream(root: seed)
    return ValuationProblem(
      train: examples(train, features, classes, stream.branch("train")) { Float($0.integer($1, below: range)) },
      validation: examples(validation, features, classes, stream.branch("validation")) {
        Float($0.integer($1, below: range))
      })
  }

  /// Normal features.
  static func reals(
    train: Int, validation: Int, features: Int = 5, classes: Int = 3, seed: UInt64
  ) -> ValuationProblem {
    let stream = SeedStream(root: seed)
    return ValuationProblem(
      train: examples(train, features, classes, stream.branch("train")) { Float($0.normal($1)) },
      validation: examples(validation, features, classes, stream.branch("validation")) { Float($0.normal($1)) })
  }

  private static func examples(
    _ count: Int, _ features: Int, _ classes: Int, _ stream: SeedStream, draw: (SeedStream, Int) -> Float
  ) -> Examples {
    let numbers = (0..<count * features).map { draw(stream.branch("features"), $0) }
    return Examples(
      features: Matrix(rows: count, columns: features, numbers),
      labels: (0..<count).map { stream.branch("labels").integer($0, below: classes) },
      classes: classes, rows: Array(0..<count))
  }

  static func reals(_ count: Int, seed: UInt64) -> [Double] {
    let stream = SeedStream(root: seed)
    return (0..<count).map { stream.normal($0) }
  }

  static func vectors(_ count: Int, dimension: Int, seed: UInt64) -> [[Double]] {
    let numbers = reals(count * dimension, seed: seed)
    return (0..<count).map { Array(numbers[$0 * dimension..<($0 + 1) * dimension]) }
  }
}

/// A run with a fixed stream.
func testRun(seed: UInt64 = 1, threads: Int = 1) -> Run { Run(seeds: SeedStream(root: seed), threads: threads) }

/// The largest difference between two lists; lists of different length differ by infinity.
func largestDifference(_ left: [Double], _ right: [Double]) -> Double {
  guard left.count == right.count else { return .infinity }
  return zip(left, right).map { abs($0 - $1) }.max() ?? 0
}
