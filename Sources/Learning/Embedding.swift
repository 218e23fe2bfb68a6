public import Compute
public import Datasets
public import Vocabulary

/// A map of features, fitted on the training part and applied to all parts.
public protocol Embedding: Component {
  /// Whether applying it is so cheap that its result is recomputed instead of stored.
  static var isCheap: Bool { get }
  /// Whether it maps rows as the source has them, whatever a replicate did to their features.
  static var mapsSource: Bool { get }
  /// The files it reads, on whose contents its result depends; their paths are as the operating system can find them.
  var files: [DataFile] { get }
  /// Fits on the training part and maps all three; labels, rows and the ledger stay as they are.
  func embed(_ partition: Partition, in run: Run) throws -> Partition
}

extension Embedding {
  public static var mapsSource: Bool { false }

  /// None.
  public var files: [DataFile] { [] }
}
