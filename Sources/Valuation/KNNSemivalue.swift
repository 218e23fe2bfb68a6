public import Compute
import Datasets

/// Exact semivalues of the K-nearest-neighbour game over Euclidean distances, streamed over validation points.
///
/// One product and one sort serve any number of semivalues (Jia et al., CVPR 2021, with the base case for N < K put
/// right). Tied distances keep the order of the training examples. Results do not depend on the number of threads:
/// blocks of validation points have a fixed size and are added in order.
public struct KNNSemivalue: Sendable {
  let problem: ValuationProblem
  /// ‖x_i‖² of each training example, [N].
  let norms: [Float]
  /// Narrow labels, so that they stay in the cache while they are read in random order.
  let labels: [Int32]

  /// Looks at the data once; throws where there are no examples or a feature has no distance.
  public init(_ problem: ValuationProblem) throws(ValuationError) {
    let (train, validation) = (problem.train, problem.validation)
    precondition(
      train.features.columns == validation.features.columns,
      "\(train.features.columns) training features, \(validation.features.columns) validation features")
    self.problem = problem
    norms = try Self.norms(train.features, .training)
    _ = try Self.norms(validation.features, .validation)
    labels = train.labels.map(Int32.init)
  }

  /// The distances that values of this problem need: N · M.
  public var distanceEvaluations: Int { problem.train.count * problem.validation.count }

  /// The mean over validation points of each example's value, for every set of weights, [weights.count, N].
  ///
  /// O(M (N d + N log N)) time; memory for a block of distances on each thread, never for all N · M. On the run's device
  /// where that is not the processor.
  public func values(weights: [NeighbourWeights], in run: Run) throws -> [[Double]] {
    guard run.device == .cpu else { return try values(weights: weights, on: run.backend(), in: run) }
    var sums = weights.map { _ in [Double](repeating: 0, count: labels.count) }
    let pool = DistanceScratchPool(players: labels.count, rows: blockRows)
    let points = problem.validation.count
    let threads = run.threads(forBlocksOf: blockRows * labels.count * MemoryLayout<Float>.size)
    try foldBlocks((points + blockRows - 1) / blockRows, threads: threads) { index in
      try sumsOfBlock(index, weights: weights, pool: pool, in: run)
    } into: { index, partial in
      Self.add(partial, to: &sums)
      run.progress(min(points, (index + 1) * blockRows), of: points)
    }
    return sums.map { $0.map { $0 / Double(points) } }
  }

  /// One semivalue with its price.
  func dataValues(_ semivalue: Semivalue, neighbours: Int, in run: Run) throws -> DataValues {
    let weights = NeighbourWeights(semivalue, players: problem.train.count, neighbours: neighbours)
    let values = try values(weights: [weights], in: run)
    return DataValues(values: values[0], distanceEvaluations: distanceEvaluations)
  }

  /// Validation points of a block: about 16 MB of distances, and tall enough for a fast product.
  public static func blockRows(players: Int) -> Int { max(16, min(128, (1 << 22) / players / 8 * 8)) }

  private var blockRows: Int { Self.blockRows(players: labels.count) }

  private static func norms(_ features: Matrix, _ part: ValuationError.Part) throws(ValuationError) -> [Float] {
    guard features.rows > 0 else { throw .noExamples(part) }
    let norms = LinearAlgebra.squaredNorms(of: features)
    // Below this bound no product of two rows can overflow, so every distance is a number.
    if let row = norms.firstIndex(where: { !($0 < 1e37) }) { throw .unusableFeatures(part, row: row) }
    return norms
  }

  private func sumsOfBlock(
    _ index: Int, weights: [NeighbourWeights], pool: DistanceScratchPool, in run: Run
  ) throws -> [[Double]] {
    try run.checkInterruption()
    let first = index * blockRows
    let points = first..<min(first + blockRows, problem.validation.count)
    var sums = weights.map { _ in [Double](repeating: 0, count: labels.count) }
    try pool.lend { scratch in
      fillDistances(of: points, into: scratch.distances)
      for (row, point) in points.enumerated() {
        let order = try scratch.sort(row: row)
        for slot in weights.indices {
          addValues(weights[slot], label: problem.validation.labels[point], order: order, to: &sums[slot])
        }
      }
    }
    return sums
  }

  /// ‖x_i‖² − 2 ⟨z, x_i⟩ for some validation points z, [points, N]: ‖z‖² would move no rank.
  private func fillDistances(of points: Range<Int>, into distances: UnsafeMutableBufferPointer<Float>) {
    let (count, width) = (labels.count, problem.train.features.columns)
    for row in 0..<points.count {
      _ = UnsafeMutableBufferPointer(rebasing: distances[row * count..<(row + 1) * count]).update(fromContentsOf: norms)
    }
    guard width > 0 else { return }
    problem.validation.features.elements.withUnsafeBufferPointer { validation in
      problem.train.features.elements.withUnsafeBufferPointer { train in
        guard let left = validation.baseAddress, let right = train.baseAddress, let target = distances.baseAddress
        else { return }
        LinearAlgebra.gemm(
          m: points.count, n: count, k: width, alpha: -2,
          left + points.lowerBound * width, stride: width, transposed: false,
          right, stride: width, transposed: true, beta: 1, into: target, stride: count)
      }
    }
  }

  /// Adds one validation point's values from the farthest rank to the nearest.
  private func addValues(
    _ weights: NeighbourWeights, label: Int, order: UnsafeBufferPointer<UInt32>, to sums: inout [Double]
  ) {
    let label = Int32(label)
    labels.withUnsafeBufferPointer { labels in
      weights.own.withUnsafeBufferPointer { own in
        weights.taken.withUnsafeBufferPointer { taken in
          sums.withUnsafeMutableBufferPointer { sums in
            var tail = 0.0
            for rank in stride(from: order.count - 1, through: 0, by: -1) {
              let player = Int(order[rank])
              let payoff: Double = labels[player] == label ? 1 : 0
              sums[player] += payoff * own[rank] - tail
              tail += payoff * taken[rank]
            }
          }
        }
      }
    }
  }

  private static func add(_ partial: [[Double]], to sums: inout [[Double]]) {
    for slot in sums.indices {
      for player in sums[slot].indices { sums[slot][player] += partial[slot][player] }
    }
  }
}
