public import Compute
public import Vocabulary

/// The bundled handwritten digits, 1,797 images of 8×8.
public struct Digits: DatasetSource {
  public static let card = Card(
    "digits", .source, revision: 1,
    "Handwritten digits, 1,797 images of 8×8 pixels in 10 classes, pixels divided by 16; bundled.",
    citation: "Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998, "
      + "test set, as distributed with scikit-learn; licence CC BY 4.0",
    synonyms: ["optdigits", "load_digits", "sklearn_digits", "optical_digits"])

  public static let mayGiveImages = true

  public init(_ arguments: Arguments) {}

  private static let file = DataFile.bundled(
    "digits.csv.gz", sha256: "9950ced5cd99aed64e951b030d4b0afb38eba94af14337e6d332e876e5c1c8ff")

  public var files: [DataFile] { [Self.file] }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    let layout = CSVLayout(label: "label", delimiter: UInt8(ascii: ","))
    let table = try LabelledCSV(try files.bytes(of: Self.file), path: try files.path(of: Self.file), layout: layout)
    let encoding = try CSVEncoding([table])
    let rows = try encoding.rows(of: table)
    let pixels = Matrix(
      rows: rows.features.rows, columns: rows.features.columns, rows.features.elements.map { $0 / 16 })
    return try LoadedData(
      .whole(RawRows(features: pixels, labels: rows.labels, path: rows.path)), featureNames: encoding.names,
      imageShape: ImageShape(channels: 1, height: 8, width: 8))
  }
}
