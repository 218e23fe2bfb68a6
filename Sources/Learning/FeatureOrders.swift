import Compute
import Datasets

/// The examples sorted by each feature, equal values by position.
struct FeatureOrders: Sendable {
  /// The number of examples.
  let count: Int
  /// [features, count]
  let positions: [UInt32]

  /// Features must be finite. O(n · d).
  init(of features: Matrix) throws {
    count = features.rows
    var sorter = DistanceSorter(capacity: count)
    var positions: [UInt32] = []
    positions.reserveCapacity(count * features.columns)
    for column in 0..<features.columns {
      let order = try sorter.sort((0..<count).map { features[$0, column] })
      positions.append(contentsOf: order.map { UInt32($0) })
    }
    self.positions = positions
  }
}
