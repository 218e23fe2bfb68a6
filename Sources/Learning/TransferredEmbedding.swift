public import Compute
public import Datasets
public import Vocabulary

/// An embedding that is learned on one data set of a study and applied to others.
public protocol TransferredEmbedding: Embedding {
  /// The name of the data set it learns from.
  var data: String { get }
  /// Why its arguments fit no data at all, in words; `nil` where they may.
  var obstacle: String? { get }
  /// Learns from examples; a pure function of them and `run.seeds`.
  func learned(from examples: Examples, in run: Run) throws -> Artifact
  /// Maps all parts by what ``learned(from:in:)`` gave.
  func embed(_ partition: Partition, by learned: Artifact, in run: Run) throws -> Partition
}

extension TransferredEmbedding {
  public static var isCheap: Bool { false }

  /// Learns from the partition's own training part, for want of another data set.
  public func embed(_ partition: Partition, in run: Run) throws -> Partition {
    try embed(partition, by: try learned(from: partition.train, in: run), in: run)
  }
}
