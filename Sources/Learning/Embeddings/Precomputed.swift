public import Compute
public import Datasets
public import Vocabulary

/// Features from a file with a row for each row of the data set's source, in the source's order.
public struct Precomputed: Embedding {
  static let fileParameter = Parameter<String>.file(
    "file", help: "NPY file of shape [rows of the source, d].", synonyms: ["path", "features", "embeddings"])

  public static let card = Card(
    "precomputed", .embedding, revision: 1,
    "Replaces the features by those of an NPY file with a row for each row of the data set's source.",
    complexity: "O(n · d)", parameters: [fileParameter], synonyms: ["npy", "file", "from_file"])
  /// Stored already, in its file.
  public static let isCheap = true
  public static let mapsSource = true

  public let file: String

  public init(_ arguments: Arguments) { file = arguments[Self.fileParameter] }

  public var files: [DataFile] { [.user(file)] }

  /// Throws a `DatasetError` for a file that cannot be read, and ``LearningError`` for one that is no matrix, has too few
  /// rows, or has a feature that is no number in a row that is used.
  public func embed(_ partition: Partition, in run: Run) throws -> Partition {
    let features = try matrix(covering: partition)
    let embedded = partition.mappingFeatures { features.rows($0.rows) }
    for part in [embedded.train, embedded.validation, embedded.test] { try part.requireFiniteFeatures() }
    return embedded
  }

  /// The file's features, with a row for every row number of the partition.
  private func matrix(covering partition: Partition) throws -> Matrix {
    let array = try readArray(file)
    let rows = [partition.train, partition.validation, partition.test].flatMap(\.rows)
    let largest = rows.max() ?? -1
    guard array.shape.count == 2, array.shape[0] > largest, array.shape[1] > 0 else {
      throw LearningError.misaligned(file: file, shape: array.shape, largestRow: largest)
    }
    return Matrix(rows: array.shape[0], columns: array.shape[1], array.floats)
  }
}
