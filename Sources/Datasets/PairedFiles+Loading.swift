import Compute
import Vocabulary

extension PairedFiles {
  /// Reads all pairs with a format's reader and stacks them.
  func load(
    source: String, from files: DataFiles, dividedBy divisor: Double, corruption: KnownCorruption?,
    reading read: ([UInt8], _ path: String) throws(DatasetError) -> NumericArray
  ) throws(DatasetError) -> LoadedData {
    var imageShape: ImageShape?
    let rows = try tables(source: source).map { pair throws(DatasetError) in
      let features = try read(try files.bytes(of: .user(pair.features)), files.resolved(pair.features))
      let labels = try read(try files.bytes(of: .user(pair.labels)), files.resolved(pair.labels))
      imageShape = features.imageShape
      return try RawRows(
        features, labels, dividedBy: divisor, path: files.resolved(pair.features),
        labelPath: files.resolved(pair.labels))
    }
    return try LoadedData(
      rows, corrupted: try corruption?.rows(from: files, count: rows.all[0].labels.count), imageShape: imageShape)
  }
}

extension RawRows {
  /// Rows of an array with the labels of another; throws where they differ in count or are unfit.
  init(
    _ features: NumericArray, _ labels: NumericArray, dividedBy divisor: Double, path: String, labelPath: String
  ) throws(DatasetError) {
    let texts = try labels.labels(path: labelPath)
    let rows = try features.rows(dividedBy: divisor, path: path)
    guard rows.rows == texts.count else {
      throw .mismatch(path: labelPath, other: path, reason: "\(texts.count) labels for \(rows.rows) rows")
    }
    self.init(features: rows, labels: texts, path: path)
  }
}
