import Vocabulary

/// A benchmark set of four gzipped IDX files under their original names: training and test images and labels.
struct IDXBenchmark: Sendable {
  let name: String
  private let train: (images: DataFile, labels: DataFile)
  private let test: (images: DataFile, labels: DataFile)
  /// In the order of the labels.
  private let classNames: [String]

  /// Digests are SHA-256 of the published files.
  init(
    name: String, folder: String, trainImages: String, trainLabels: String, testImages: String, testLabels: String,
    classNames: [String]
  ) {
    func file(_ file: String, _ sha256: String) -> DataFile {
      .benchmark(set: name, "\(folder)/\(file)", sha256: sha256)
    }
    (self.name, self.classNames) = (name, classNames)
    train = (
      file("train-images-idx3-ubyte.gz", trainImages), file("train-labels-idx1-ubyte.gz", trainLabels)
    )
    test = (file("t10k-images-idx3-ubyte.gz", testImages), file("t10k-labels-idx1-ubyte.gz", testLabels))
  }

  var files: [DataFile] { [train.images, train.labels, test.images, test.labels] }

  func load(from files: DataFiles) throws(DatasetError) -> LoadedData {
    var imageShape: ImageShape?
    let pairs = Tables.parts(train: train, validation: nil, test: test)
    let rows = try pairs.map { pair throws(DatasetError) in
      let (path, labelPath) = (try files.path(of: pair.images), try files.path(of: pair.labels))
      let images = try IDX.array(try files.bytes(of: pair.images), path: path)
      let labels = try IDX.array(try files.bytes(of: pair.labels), path: labelPath)
      imageShape = images.imageShape
      return try RawRows(images, labels, dividedBy: 255, path: path, labelPath: labelPath)
    }
    return try LoadedData(rows, classNames: classNames, imageShape: imageShape)
  }
}
