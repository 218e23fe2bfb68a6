public import Compute
public import Vocabulary

/// Rows of features with a class label or a real target each.
public struct Examples: Sendable, Hashable {
  /// [rows, features]
  public let features: Matrix
  /// [rows], each in 0..<classes; all 0 beside real targets.
  public let labels: [Int]
  /// The number of classes of the whole data set, at least 2; 1 beside real targets.
  public let classes: Int
  /// The row's number in its source, counted from 0, [rows].
  public let rows: [Int]
  /// The number to be predicted from each row, finite, [rows]; `nil` for data with classes.
  public let targets: [Double]?
  /// Set where a row of features is a picture.
  public let imageShape: ImageShape?

  public init(
    features: Matrix, labels: [Int], classes: Int, rows: [Int], targets: [Double]? = nil, imageShape: ImageShape? = nil
  ) {
    precondition(
      features.rows == labels.count && labels.count == rows.count, "features, labels and rows differ in count")
    precondition(labels.allSatisfy { 0..<classes ~= $0 }, "a label outside 0..<\(classes)")
    if let targets {
      precondition(targets.count == rows.count, "\(targets.count) targets for \(rows.count) rows")
      precondition(classes == 1, "real targets beside \(classes) classes")
    }
    if let imageShape {
      precondition(
        imageShape.count == features.columns, "images of \(imageShape.count) numbers in \(features.columns) features")
    }
    (self.features, self.labels, self.classes, self.rows) = (features, labels, classes, rows)
    (self.targets, self.imageShape) = (targets, imageShape)
  }

  /// Rows with a real target each.
  public init(features: Matrix, targets: [Double], rows: [Int]) {
    self.init(
      features: features, labels: [Int](repeating: 0, count: targets.count), classes: 1, rows: rows, targets: targets)
  }

  public var count: Int { labels.count }

  /// The same examples with other features, [count, d]; `keepsImages` where those of a picture still are one.
  package func with(features: Matrix, keepsImages: Bool) -> Examples {
    Examples(
      features: features, labels: labels, classes: classes, rows: rows, targets: targets,
      imageShape: keepsImages ? imageShape : nil)
  }

  /// The examples at some positions, in that order.
  public func subset(_ positions: [Int]) -> Examples {
    Examples(
      features: features.rows(positions), labels: positions.map { labels[$0] }, classes: classes,
      rows: positions.map { rows[$0] }, targets: targets.map { targets in positions.map { targets[$0] } },
      imageShape: imageShape)
  }

  /// Throws ``DatasetError/needsClasses(by:)``, naming who needs them, where the examples have real targets.
  public func requireClasses(for name: String) throws(DatasetError) {
    guard targets == nil else { throw .needsClasses(by: name) }
  }

  /// A digest of everything a fit reads: features, labels, the number of classes, targets and the
  /// layout of images. O(rows · features).
  public var digest: ContentKey {
    let shape = "\(features.rows) \(features.columns) \(classes)"
    let parts =
      [ContentKey(of: features.elements), ContentKey(of: labels), ContentKey(of: shape)]
      + (targets.map { [ContentKey(of: $0)] } ?? [])
      + (imageShape.map { [ContentKey(of: "\($0.channels) \($0.height) \($0.width)")] } ?? [])
    return ContentKey(of: parts.map(\.description).joined())
  }
}
