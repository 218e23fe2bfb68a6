public import Compute
public import Vocabulary

/// Rows of features with a class label each.
public struct Examples: Sendable, Hashable {
  /// [rows, features]
  public let features: Matrix
  /// [rows], each in 0..<classes
  public let labels: [Int]
  /// The number of classes of the whole data set, at least 2.
  public let classes: Int
  /// The row's number in its source, counted from 0, [rows].
  public let rows: [Int]

  public init(features: Matrix, labels: [Int], classes: Int, rows: [Int]) {
    precondition(
      features.rows == labels.count && labels.count == rows.count, "features, labels and rows differ in count")
    precondition(labels.allSatisfy { 0..<classes ~= $0 }, "a label outside 0..<\(classes)")
    (self.features, self.labels, self.classes, self.rows) = (features, labels, classes, rows)
  }

  public var count: Int { labels.count }

  /// The examples at some positions, in that order.
  public func subset(_ positions: [Int]) -> Examples {
    Examples(
      features: features.rows(positions), labels: positions.map { labels[$0] }, classes: classes,
      rows: positions.map { rows[$0] })
  }

  /// A digest of everything a fit reads: features, labels and the number of classes. O(rows · features).
  public var digest: ContentKey {
    let shape = "\(features.rows) \(features.columns) \(classes)"
    let parts = [ContentKey(of: features.elements), ContentKey(of: labels), ContentKey(of: shape)]
    return ContentKey(of: parts.map(\.description).joined())
  }
}
