public import Compute
public import Vocabulary

/// Zalando's pictures of clothes: 60,000 training and 10,000 test images of 28×28.
public struct FashionMNIST: DatasetSource {
  public static let card = Card(
    "fashion_mnist", .source, revision: 1,
    "Pictures of clothes, 60,000 training and 10,000 test images of 28×28 in 10 classes, pixels divided by 255; "
      + "validation rows are drawn from the training images.",
    citation: "Xiao, Rasul and Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning "
      + "Algorithms, arXiv:1708.07747, 2017; licence MIT",
    synonyms: ["fashion", "fmnist", "fashionmnist"])

  private static let set = IDXBenchmark(
    name: "fashion_mnist", folder: "fashion-mnist",
    trainImages: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    trainLabels: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    testImages: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    testLabels: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    classNames: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ])

  public static let mayGiveImages = true

  public init(_ arguments: Arguments) {}

  public var files: [DataFile] { Self.set.files }

  public func load(from files: DataFiles, seeds: SeedStream, requested: Int?) throws(DatasetError) -> LoadedData {
    try Self.set.load(from: files)
  }
}
