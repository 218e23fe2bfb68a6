import Compute
import Datasets

extension Backend {
  /// A tensor of uniform draws in [−1, 1), the same on every device.
  func random(_ shape: [Int], _ seed: UInt64, threads: Int) throws -> Tensor {
    try tensor(shape, randomNumbers(shape.reduce(1, *), seed, threads: threads))
  }

  /// Indices of uniform draws below a bound, the same on every device.
  func randomIndices(_ count: Int, below bound: Int, _ seed: UInt64) throws -> Indices {
    let stream = SeedStream(root: seed)
    return try indices([count], (0..<count).map { Int32(stream.integer($0, below: bound)) })
  }
}

/// Uniform draws in [−1, 1).
func randomNumbers(_ count: Int, _ seed: UInt64, threads: Int) -> [Float] {
  let (stream, slice) = (SeedStream(root: seed), 1 << 16)
  var numbers = [Float](repeating: 0, count: count)
  fillSlices(of: &numbers, size: slice, threads: threads) { index, elements in
    for place in elements.indices { elements[place] = Float(2 * stream.uniform(index * slice + place) - 1) }
  }
  return numbers
}

/// Rows of uniform draws, labelled in turn.
func randomExamples(
  _ count: Int, _ features: Int, classes: Int = 10, seed: UInt64, threads: Int, image: ImageShape? = nil
) -> Examples {
  Examples(
    features: Matrix(rows: count, columns: features, randomNumbers(count * features, seed, threads: threads)),
    labels: (0..<count).map { $0 % classes }, classes: classes, rows: Array(0..<count), imageShape: image)
}

extension LoadedData {
  /// All rows, as the pictures they are.
  var pictures: Examples {
    Examples(
      features: examples.features, labels: examples.labels, classes: examples.classes, rows: examples.rows,
      imageShape: imageShape)
  }
}
