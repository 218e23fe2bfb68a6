public import Compute
public import Vocabulary

/// The CIFAR-10 pictures: 50,000 training and 10,000 test images of 32 × 32 pixels, or the first of them.
public struct CIFAR10: DatasetSource {
  enum Subset: String, Sendable, CaseIterable {
    case all
    case first12000 = "first_12000"
  }

  static let subset = Parameter<Subset>.choice(
    "subset", default: .all,
    help:
      "All images, or the first 10,000 training and the first 2,000 test images, for which smaller files do as well.",
    synonyms: ["part", "rows"])

  public static let card = Card(
    "cifar10", .source, revision: 1,
    "Colour pictures of vehicles and animals, 50,000 training and 10,000 test images of 32×32 in 10 classes, pixels "
      + "divided by 255; validation rows are drawn from the training images.",
    citation: "Krizhevsky, Learning Multiple Layers of Features from Tiny Images, University of Toronto, 2009",
    parameters: [subset], synonyms: ["cifar_10"])

  public static let mayGiveImages = true

  private static let classNames = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  private let subset: Subset

  public init(_ arguments: Arguments) { subset = arguments[Self.subset] }

  /// Images of one of the set's own files.
  private static let batch = 10_000

  /// One of the set's own files, of which no checksum is published; `beginning` is a smaller file that will do.
  private static func file(_ name: String, beginning: [DataFile.Candidate] = []) -> DataFile {
    let size = DataFile.Content.size(batch * CIFARRecords.size)
    let folders = ["cifar10", "cifar-10-batches-bin"]
    return .oneOf(set: "cifar10", beginning + folders.map { DataFile.Candidate("\($0)/\(name)", size) })
  }

  private var train: [DataFile] {
    switch subset {
    case .all: (1...5).map { Self.file("data_batch_\($0).bin") }
    case .first12000:
      [
        Self.file(
          "data_batch_1.bin",
          beginning: [
            .init(
              "cifar10/train_first10000.bin.gz",
              .sha256("4c4a4f2a9449c022033c0fa860c916a590e39022579459ab3659ffb9963027cd"))
          ])
      ]
    }
  }

  private var test: DataFile {
    switch subset {
    case .all: Self.file("test_batch.bin")
    case .first12000:
      Self.file(
        "test_batch.bin",
        beginning: [
          .init(
            "cifar10/test_first2000.bin.gz",
            .sha256("4199b59c9eb134b9413f269339a5293edafad73ef58df75c08268c994218cfa6"))
        ])
    }
  }

  public var files: [DataFile] { train + [test] }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    let train = try records(self.train, files)
    try check(train, files)
    let test = try records([self.test], files).first(subset == .all ? Self.batch : 2000)
    return LoadedData(.parts(train: train, validation: nil, test: test), classNames: Self.classNames)
  }

  private func records(_ some: [DataFile], _ files: DataFiles) throws(DatasetError) -> CIFARRecords {
    var read: [(bytes: [UInt8], path: String)] = []
    for file in some { read.append((try files.bytes(of: file), try files.path(of: file))) }
    return try CIFARRecords(read, classes: Self.classNames.count)
  }

  /// How often each label occurs among the first 10,000 training images.
  private static let firstCounts = [1005, 974, 1032, 1016, 999, 937, 1030, 1001, 1025, 981]

  /// Compares the first training images with the published ones by their labels.
  private func check(_ train: CIFARRecords, _ files: DataFiles) throws(DatasetError) {
    let found = train.first(Self.batch).counts(classes: Self.classNames.count)
    guard found == Self.firstCounts else {
      throw .malformed(
        path: try files.path(of: self.train[0]), at: .file,
        reason:
          "expected the first training images of CIFAR-10, \(Self.firstCounts) of each class, found \(found); fetch "
          + "the file again")
    }
  }
}
