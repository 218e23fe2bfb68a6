package import Compute
import Datasets

extension KNNSemivalue {
  /// The same as ``values(weights:in:)``, by the primitives of a device: features, labels and weights go up once, and sums
  /// come down once.
  ///
  /// Products are in single precision whatever the backend's is: with fewer digits other examples would be near. O(M (N d + N
  /// log N)) time; memory on the device for all features and one block of distances, which is made smaller where there is no room.
  package func values(
    weights: [NeighbourWeights], on backend: any Backend, in run: Run
  ) throws -> [[Double]] {
    guard !weights.isEmpty else { return [] }
    let ranking = try DeviceRanking(problem, norms: norms, weights: weights, on: backend.inSinglePrecision)
    let (points, rows) = (problem.validation.count, Self.deviceRows(players: labels.count))
    try RowPasses.forEach(of: points, atMost: rows, on: ranking.backend) { block in
      try run.checkInterruption()
      try ranking.add(block)
      run.progress(block.upperBound, of: points)
    }
    return try ranking.sums().map { $0.map { $0 / Double(points) } }
  }

  /// Validation points of a block on a device: enough for all of its processors, and some 30 bytes for each of about eight
  /// million distances.
  package static func deviceRows(players: Int) -> Int { max(16, min(128, (1 << 23) / players / 8 * 8)) }
}

/// One valuation on a device: what stays there between blocks of validation points.
private struct DeviceRanking {
  private let problem: ValuationProblem
  let backend: any Backend
  private let sets: Int
  /// [N, d]
  private let features: Tensor
  /// ‖x_i‖², [N].
  private let norms: Tensor
  /// [N]
  private let labels: Indices
  /// [sets, N]
  private let own: Doubles
  /// [sets, N]
  private let taken: Doubles
  /// [sets, N]
  private let total: Doubles

  init(
    _ problem: ValuationProblem, norms: [Float], weights: [NeighbourWeights], on backend: any Backend
  ) throws(DeviceError) {
    (self.problem, self.backend, sets) = (problem, backend, weights.count)
    let train = problem.train
    features = try backend.tensor([train.count, train.features.columns], train.features.elements)
    self.norms = try backend.tensor([train.count], norms)
    labels = try backend.indices([train.count], train.labels.map { Int32($0) })
    own = try backend.doubles([sets, train.count], weights.flatMap { $0.own })
    taken = try backend.doubles([sets, train.count], weights.flatMap { $0.taken })
    total = try backend.allocateDoubles([sets, train.count])
    backend.fill(total, with: 0)
  }

  /// Adds the values of some validation points, in their order, and waits for them, so that progress is what is done. Where
  /// there is no room, nothing is added: whatever the last step works in is taken before it begins.
  func add(_ points: Range<Int>) throws(DeviceError) {
    let order = try backend.allocateIndices([points.count, problem.train.count])
    backend.sortRows(try distances(of: points), into: order)
    let rowLabels = try backend.indices(
      [points.count], problem.validation.labels[points].map { Int32($0) })
    backend.addRanked(order, labels: labels, rowLabels: rowLabels, own: own, taken: taken, to: total)
    try backend.synchronise()
  }

  /// ‖x_i‖² − 2 ⟨z, x_i⟩ for some validation points z, [points, N]: ‖z‖² would move no rank.
  private func distances(of points: Range<Int>) throws(DeviceError) -> Tensor {
    let distances = try backend.tensor([points.count, problem.train.count], filledWith: 0)
    backend.addRow(norms, to: distances)
    let width = problem.train.features.columns
    guard width > 0 else { return distances }
    let elements = problem.validation.features.elements[points.lowerBound * width..<points.upperBound * width]
    let rows = try backend.tensor([points.count, width], Array(elements))
    backend.multiply(rows, transposed: false, features, transposed: true, alpha: -2, beta: 1, into: distances)
    return distances
  }

  /// The sums so far, set by set.
  func sums() throws(DeviceError) -> [[Double]] {
    let numbers = try backend.download(total)
    let count = problem.train.count
    return (0..<sets).map { Array(numbers[$0 * count..<($0 + 1) * count]) }
  }
}
