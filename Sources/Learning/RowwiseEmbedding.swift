public import Compute
public import Datasets

/// An embedding whose features of a row depend on that row alone, so that a source is embedded once for all replicates.
public protocol RowwiseEmbedding: Embedding {
  /// Rows that are embedded as one piece of work, after which a stopped run goes on.
  static var unitRows: Int { get }
  /// Whether rows must be pictures.
  static var readsImages: Bool { get }
  /// The features of some rows, [examples, d], with the bits they have beside any other rows. Throws a `DatasetError` for
  /// files that cannot be used, and ``LearningError`` for rows that it cannot read.
  func features(of examples: Examples, from files: DataFiles, in run: Run) throws -> Matrix
}

extension RowwiseEmbedding {
  public static var mapsSource: Bool { true }
  public static var isCheap: Bool { false }

  /// Maps each part, with files as the operating system finds them.
  public func embed(_ partition: Partition, in run: Run) throws -> Partition {
    let files = DataFiles(study: "", bundled: [], benchmarks: nil)
    return try partition.mappingFeatures { try features(of: $0, from: files, in: run.silenced) }
  }
}
