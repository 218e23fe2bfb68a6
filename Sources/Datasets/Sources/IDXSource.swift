public import Compute
public import Vocabulary

/// The user's own images in the format of the MNIST files: images and labels in files of their own.
public struct IDXSource: DatasetSource {
  static let files = PairedFiles.parameters("images")
  static let divisor = Parameter.real(
    "divide_by", .positive, default: 255, help: "Every pixel is divided by this; 255 brings bytes to 0…1.",
    synonyms: ["scale"])

  public static let card = Card(
    "idx", .source, revision: 1,
    "Your own images and labels in the format of the MNIST files, or such a pair for each part; gzip is recognised.",
    citation: "LeCun, Cortes and Burges, The MNIST database of handwritten digits, 1998",
    parameters: files + [divisor, KnownCorruption.parameter], synonyms: ["ubyte", "idx3", "images"])

  private let paths: PairedFiles
  private let divisor: Double
  private let corruption: KnownCorruption?

  public static let mayGiveImages = true

  public init(_ arguments: Arguments) {
    (paths, divisor) = (PairedFiles("images", arguments), arguments[Self.divisor])
    corruption = arguments[KnownCorruption.parameter]
  }

  public var files: [DataFile] { paths.files + (corruption?.files ?? []) }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    try paths.load(
      source: Self.card.name, from: files, dividedBy: divisor, corruption: corruption, reading: IDX.array)
  }
}
