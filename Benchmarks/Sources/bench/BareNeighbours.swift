import Compute
import Datasets
import Valuation

/// The part of KNN-Shapley that any exact implementation over a product of matrices has to do, and nothing else.
struct BareNeighbours: Sendable {
  let problem: ValuationProblem
  let threads: Int

  /// All distances, block by block; with `sorting` also one sort per validation image.
  func run(sorting: Bool) throws {
    let count = problem.train.count
    let rows = KNNSemivalue.blockRows(players: count)
    let norms = LinearAlgebra.squaredNorms(of: problem.train.features)
    let blocks = (problem.validation.count + rows - 1) / rows
    // A worker keeps its memory, as the measured program does.
    try forEachBlock(threads, threads: threads) { worker in
      var distances = [Float](repeating: 0, count: rows * count)
      var sorter = DistanceSorter(capacity: count)
      for block in stride(from: worker, to: blocks, by: threads) {
        let points = block * rows..<min((block + 1) * rows, problem.validation.count)
        try distances.withUnsafeMutableBufferPointer { distances in
          fill(distances, points, norms)
          guard sorting else { return }
          for row in points.indices {
            let first = (row - points.lowerBound) * count
            _ = try sorter.sort(UnsafeBufferPointer(rebasing: distances[first..<first + count]))
          }
        }
      }
    }
  }

  private func fill(_ distances: UnsafeMutableBufferPointer<Float>, _ points: Range<Int>, _ norms: [Float]) {
    let (train, validation) = (problem.train.features, problem.validation.features)
    for row in 0..<points.count {
      _ = UnsafeMutableBufferPointer(rebasing: distances[row * norms.count..<(row + 1) * norms.count])
        .update(fromContentsOf: norms)
    }
    validation.elements.withUnsafeBufferPointer { left in
      train.elements.withUnsafeBufferPointer { right in
        guard let left = left.baseAddress, let right = right.baseAddress, let target = distances.baseAddress else {
          return
        }
        LinearAlgebra.gemm(
          m: points.count, n: norms.count, k: train.columns, alpha: -2,
          left + points.lowerBound * train.columns, stride: train.columns, transposed: false,
          right, stride: train.columns, transposed: true, beta: 1, into: target, stride: norms.count)
      }
    }
  }
}
