public import Compute
public import Vocabulary

/// The user's own arrays in NumPy's format: features and labels in files of their own.
public struct NPYSource: DatasetSource {
  static let files = PairedFiles.parameters("features")
  static let divisor = Parameter.real(
    "divide_by", .positive, default: 1, help: "Every feature is divided by this; 255 for images of bytes.",
    synonyms: ["scale"])

  public static let card = Card(
    "npy", .source, revision: 1,
    "Your own NumPy arrays: features [n, …] and labels [n], or such a pair for each part; gzip is recognised.",
    citation: "NumPy enhancement proposal 1, A simple file format for NumPy arrays, 2007",
    parameters: files + [divisor, KnownCorruption.parameter], synonyms: ["numpy", "array", "embeddings"])

  private let paths: PairedFiles
  private let divisor: Double
  private let corruption: KnownCorruption?

  public static let mayGiveImages = true

  public init(_ arguments: Arguments) {
    (paths, divisor) = (PairedFiles("features", arguments), arguments[Self.divisor])
    corruption = arguments[KnownCorruption.parameter]
  }

  public var files: [DataFile] { paths.files + (corruption?.files ?? []) }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    try paths.load(
      source: Self.card.name, from: files, dividedBy: divisor, corruption: corruption
    ) { bytes, path throws(DatasetError) in
      let contents = try Gzip.contents(of: bytes, path: path)
      do throws(NPYError) { return try NumericArray(npy: contents) } catch {
        throw .malformed(path: path, at: .file, reason: error.description)
      }
    }
  }
}
