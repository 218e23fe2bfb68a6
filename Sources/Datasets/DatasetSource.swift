public import Compute
public import Vocabulary

/// Where examples come from. Files arrive through ``DataFiles``; a source opens none itself.
public protocol DatasetSource: Component {
  /// The files it reads; none for a synthetic source.
  var files: [DataFile] { get }
  /// Whether its rows can be pictures, which a gallery shows; files may turn out to hold none.
  static var mayGiveImages: Bool { get }
  /// Names of the columns it gives that are neither features nor the label.
  var attributes: [String] { get }
  /// Reads or makes the rows. A synthetic source draws from `seeds` and makes `requested` rows where its arguments give
  /// no count; a reading one uses neither.
  func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData
}

extension DatasetSource {
  public static var mayGiveImages: Bool { false }

  public var attributes: [String] { [] }

  /// A key of the contents of all files; throws where one is missing. O(bytes).
  public func fingerprint(files: DataFiles) throws(DatasetError) -> ContentKey { try files.fingerprint(of: self.files) }
}
