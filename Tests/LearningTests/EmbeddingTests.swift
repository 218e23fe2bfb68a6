import Compute
import Datasets
import Foundation
import Testing
import Vocabulary

@testable import Learning

/// A partition whose parts have these features and the rows 0, 1, 2, … in order.
private func partition(train: Matrix, validation: Matrix? = nil) -> Partition {
  let empty = Matrix(rows: 0, columns: train.columns)
  let parts = [train, validation ?? empty, empty]
  let firsts = [0, train.rows, train.rows + (validation?.rows ?? 0)]
  let examples = zip(parts, firsts).map { features, first in
    Examples(
      features: features, labels: (0..<features.rows).map { $0 % 2 }, classes: 2,
      rows: Array(first..<first + features.rows))
  }
  return Partition(
    train: examples[0], validation: examples[1], test: examples[2],
    corrupted: (0..<train.rows).map { $0 == 0 })
}

private func pca(_ components: Int) -> PCA { PCA(Arguments(["components": .integer(components)])) }

@Test("every embedding keeps labels, rows and the ledger")
func registry() throws {
  let before = partition(train: clouds(20, features: 4, classes: 2).features)
  // Those that read files or images have tests of their own.
  for type in embeddings where !["network", "precomputed", "pretrained"].contains(type.card.name) {
    let arguments = Arguments(type.card.name == "pca" ? ["components": .integer(2)] : [:])
    let after = try type.init(arguments).embed(before, in: run)
    #expect(after.train.labels == before.train.labels && after.train.rows == before.train.rows)
    #expect(after.corrupted == before.corrupted)
  }
}

@Test("standardize takes mean and deviation from the training part alone, and only centres constant columns")
func standardizes() throws {
  let before = partition(
    train: Matrix(rows: 2, columns: 2, [1, 0.1, 5, 0.1]), validation: Matrix(rows: 1, columns: 2, [7, 0.3]))
  let after = try Standardize(Arguments()).embed(before, in: run)
  #expect(after.train.features.elements == [-1, 0, 1, 0])
  // (7 − 3) / 2, and 0.3 − 0.1 in single precision.
  #expect(after.validation.features.elements == [2, Float(Double(Float(0.3)) - Double(Float(0.1)))])
}

@Test("standardized training columns have mean 0 and standard deviation 1")
func standardizedMoments() throws {
  let after = try Standardize(Arguments()).embed(
    partition(train: clouds(50, features: 3, classes: 2, spread: 30).features), in: run)
  for column in 0..<3 {
    let values = (0..<50).map { Double(after.train.features[$0, column]) }
    // Single-precision values of order 1.
    #expect(abs(values.reduce(0, +) / 50) < 1e-6)
    #expect(abs(values.reduce(0) { $0 + $1 * $1 } / 50 - 1) < 1e-6)
  }
}

@Test("points on a line have their distances along it as first coordinate, in the direction of the larger entry")
func line() throws {
  let train = Matrix(rows: 3, columns: 2, [3, -4, 0, 0, -3, 4].map { $0 + 1 })
  let after = try pca(2).embed(
    partition(train: train, validation: Matrix(rows: 1, columns: 2, [1.8 + 1, 2.4 + 1])), in: run)
  // The axis is (−0.6, 0.8); the second direction has no variance. Rounding of inputs of order 1 to single precision.
  let expected: [Float] = [-5, 0, 0, 0, 5, 0, -1.8 * 0.6 + 2.4 * 0.8, 0]
  for (found, value) in zip(after.train.features.elements + after.validation.features.elements, expected) {
    #expect(abs(found - value) < 1e-5)
  }
}

@Test("coordinates are uncorrelated, of falling variance, and keep the distances", arguments: [(40, 6), (6, 40)])
func coordinates(rows: Int, columns: Int) throws {
  let features = clouds(rows, features: columns, classes: 3).features
  let embedded = try pca(6).embed(partition(train: features), in: run).train.features
  var variances: [Double] = []
  for left in 0..<6 {
    for right in 0...left {
      let product = (0..<rows).reduce(0.0) { $0 + Double(embedded[$1, left]) * Double(embedded[$1, right]) }
      // Sums of at most 40 products of numbers of order 1 in single precision.
      if left == right { variances.append(product) } else { #expect(abs(product) < 1e-4) }
    }
  }
  #expect(zip(variances, variances.dropFirst()).allSatisfy { $0 >= $1 })
  for (one, other) in [(0, 1), (2, 5), (3, 4)] {
    #expect(abs(squaredDistance(features, one, other) - squaredDistance(embedded, one, other)) < 1e-4)
  }
}

private func squaredDistance(_ matrix: Matrix, _ one: Int, _ other: Int) -> Double {
  (0..<matrix.columns).reduce(0) {
    let offset = Double(matrix[one, $1]) - Double(matrix[other, $1])
    return $0 + offset * offset
  }
}

@Test("both ways to the axes agree", arguments: [1, 3])
func bothWays(components: Int) throws {
  // 8 rows in 8 dimensions take the scatter matrix; with a ninth, constant column they take the Gram matrix.
  let square = clouds(8, features: 8, classes: 2).features
  var wide = Matrix(rows: 8, columns: 9)
  for row in 0..<8 { for column in 0..<8 { wide[row, column] = square[row, column] } }
  let narrow = try pca(components).embed(partition(train: square), in: run).train.features
  let other = try pca(components).embed(partition(train: wide), in: run).train.features
  // Two eigenproblems in double precision; their results rounded to single.
  #expect(zip(narrow.elements, other.elements).allSatisfy { abs($0 - $1) < 1e-5 })
}

@Test("principal coordinates have the same bits at any thread count")
func threads() throws {
  let before = partition(train: clouds(700, features: 5, classes: 2).features)
  let single = try pca(3).embed(before, in: run)
  #expect(try pca(3).embed(before, in: Run(seeds: run.seeds, threads: 4)) == single)
}

@Test("more components than examples or features are refused, naming all three")
func tooManyComponents() {
  let before = partition(train: clouds(5, features: 9, classes: 2).features)
  #expect(throws: LearningError.tooManyComponents(asked: 6, examples: 5, features: 9)) {
    try pca(6).embed(before, in: run)
  }
}

@Test("a precomputed embedding takes each example's row of the source from the file")
func precomputed() throws {
  let train = Examples(features: Matrix(rows: 2, columns: 7), labels: [0, 1], classes: 2, rows: [4, 1])
  let before = Partition(train: train, validation: train.subset([1]), test: train.subset([]), corrupted: nil)
  try withTemporaryFile(NumericArray(shape: [5, 2], .float64((0..<10).map(Double.init)))) { file in
    let embedding = Precomputed(Arguments(["file": .text(file)]))
    #expect(embedding.files == [.user(file)])
    let after = try embedding.embed(before, in: run)
    #expect(after.train.features == Matrix(rows: 2, columns: 2, [8, 9, 2, 3]))
    #expect(after.validation.features == Matrix(rows: 1, columns: 2, [2, 3]))
  }
}

@Test("a precomputed file that is missing, damaged, of another shape or not finite is refused")
func unusablePrecomputed() throws {
  let before = partition(train: Matrix(rows: 5, columns: 1))
  func error(_ file: String) -> LearningError? {
    #expect(throws: LearningError.self) {
      try Precomputed(Arguments(["file": .text(file)])).embed(before, in: run)
    }
  }
  #expect(throws: DatasetError.missing(path: "/nowhere/x.npy", searched: [])) {
    try Precomputed(Arguments(["file": .text("/nowhere/x.npy")])).embed(before, in: run)
  }
  try withTemporaryFile(NumericArray(shape: [4, 1], .uint8([1, 2, 3, 4]))) { short in
    #expect(error(short) == .misaligned(file: short, shape: [4, 1], largestRow: 4))
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: short))
    #expect(error(short)?.description.contains("not an NPY file") == true)
  }
  try withTemporaryFile(NumericArray(shape: [5], .uint8([1, 2, 3, 4, 5]))) { flat in
    #expect(error(flat) == .misaligned(file: flat, shape: [5], largestRow: 4))
  }
  try withTemporaryFile(NumericArray(shape: [5, 0], .uint8([]))) { empty in
    #expect(error(empty) == .misaligned(file: empty, shape: [5, 0], largestRow: 4))
  }
  try withTemporaryFile(NumericArray(shape: [5, 1], .float32([1, 2, 3, .nan, 5]))) { holed in
    #expect(error(holed) == .notFinite(row: 3, feature: 0))
  }
}

/// Hands the path of a file with the array to a test, and removes it afterwards.
private func withTemporaryFile(_ array: NumericArray, _ test: (String) throws -> Void) throws {
  let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).npy").path
  defer { try? FileManager.default.removeItem(atPath: path) }
  try Data(array.npyBytes).write(to: URL(fileURLWithPath: path))
  try test(path)
}
