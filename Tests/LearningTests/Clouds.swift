import Compute
import Datasets

/// Made-up examples: each class a cloud about a corner of its own.
func clouds(_ count: Int, features: Int, classes: Int, spread: Double = 0.8, seed: UInt64 = 1) -> Examples {
  let stream = SeedStream(root: seed)
  let labels = (0..<count).map { $0 % classes }
  var matrix = Matrix(rows: count, columns: features)
  for row in 0..<count {
    for column in 0..<features {
      let noise = stream.uniform(row * features + column) + stream.uniform(row * features + column + 1 << 40) - 1
      matrix[row, column] = Float((column % classes == labels[row] ? 1 : 0) + spread * noise)
    }
  }
  return Examples(features: matrix, labels: labels, classes: classes, rows: Array(0..<count))
}
