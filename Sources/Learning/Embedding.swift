public import Compute
public import Datasets
public import Vocabulary

/// A map of features, fitted on the training part and applied to all parts.
public protocol Embedding: Component {
  /// Whether applying it is so cheap that its result is recomputed instead of stored.
  static var isCheap: Bool { get }
  /// Whether its result depends on the features that it is given, and not on their rows' numbers alone.
  static var readsFeatures: Bool { get }
  /// The files it reads, on whose contents its result depends; their paths are as the operating system can find them.
  var files: [DataFile] { get }
  /// Fits on the training part and maps all three; labels, rows and the ledger stay as they are.
  func embed(_ partition: Partition, in run: Run) throws -> Partition
}

extension Embedding {
  public static var readsFeatures: Bool { true }

  /// None.
  public var files: [DataFile] { [] }
}
