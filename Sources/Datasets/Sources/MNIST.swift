public import Compute
public import Vocabulary

/// The MNIST handwritten digits: 60,000 training and 10,000 test images of 28×28.
public struct MNIST: DatasetSource {
  public static let card = Card(
    "mnist", .source, revision: 1,
    "Handwritten digits, 60,000 training and 10,000 test images of 28×28 in 10 classes, pixels divided by 255; "
      + "validation rows are drawn from the training images.",
    citation: "LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition, Proceedings "
      + "of the IEEE 86, 1998; licence CC BY-SA 3.0")

  private static let set = IDXBenchmark(
    name: "mnist", folder: "mnist",
    trainImages: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    trainLabels: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    testImages: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    testLabels: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    classNames: (0..<10).map { "\($0)" })

  public static let mayGiveImages = true

  public init(_ arguments: Arguments) {}

  public var files: [DataFile] { Self.set.files }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    try Self.set.load(from: files)
  }
}
