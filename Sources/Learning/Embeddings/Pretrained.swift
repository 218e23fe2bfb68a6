public import Compute
public import Datasets
public import Vocabulary

/// Features of images by a network that was trained elsewhere.
///
/// One forward pass per row: some 300 million products and sums for MobileNetV2.
public struct Pretrained: RowwiseEmbedding {
  enum Architecture: String, Sendable, CaseIterable {
    case mobileNetV2 = "mobilenet_v2"
  }

  static let architectureParameter = Parameter<Architecture>.choice(
    "architecture", default: .mobileNetV2,
    help: "The network: MobileNetV2 of width 1.0 for images of 224×224, to which images are resized.",
    synonyms: ["network", "model"])
  static let fileParameter = Parameter<String>.file(
    "file", help: "Safetensors file of its weights; by default those trained on ImageNet in the data directory.",
    synonyms: ["weights", "path"]
  ).optional

  public static let card = Card(
    "pretrained", .embedding, revision: 1,
    "Replaces images by the features a network trained elsewhere sees in them: 1280 of MobileNetV2.",
    citation:
      "M. Sandler, A. Howard, M. Zhu, A. Zhmoginov and L.-C. Chen, MobileNetV2: Inverted Residuals and Linear "
      + "Bottlenecks, CVPR 2018",
    formula: #"x \mapsto \frac{1}{49} \sum_{u,v} h_{uv}(x),\quad h_{uv}(x) \in \mathbb R^{1280}"#,
    symbols: [
      .init("h_{uv}(x)", "the last maps of the network at a place of the image, of 7 × 7")
    ],
    caution: "Distances are those of the network, which learned them from other images, perhaps some of yours.",
    complexity: "one forward pass of the network per row", parameters: [architectureParameter, fileParameter],
    synonyms: ["mobilenet", "mobilenet_v2", "imagenet"])

  public static let unitRows = 100
  public static let readsImages = true

  /// Left out: the weights in the data directory.
  public let file: String?

  public init(_ arguments: Arguments) { file = arguments[Self.fileParameter] }

  private var weights: DataFile {
    file.map { .user($0) }
      ?? .benchmark(
        set: "mobilenet-v2", "mobilenet-v2/mobilenet_v2_1.0_224_imagenet_notop.safetensors",
        sha256: "dce6dc2a73a13c2a73bda2877638e71ae9d1ba054635081c904bae12fbbc9c81")
  }

  public var files: [DataFile] { [weights] }

  public func features(of examples: Examples, from files: DataFiles, in run: Run) throws -> Matrix {
    let (bytes, path) = (try files.bytes(of: weights), try files.path(of: weights))
    let network = try MobileNetV2(
      .standard, try Self.tensors(bytes, path), path: path, on: run.device.backend())
    return try network.features(of: examples, in: run)
  }

  private static func tensors(_ bytes: [UInt8], _ path: String) throws(DatasetError) -> SafeTensors {
    do throws(SafeTensorsError) {
      return try SafeTensors(bytes: bytes)
    } catch {
      throw .malformed(path: path, at: .file, reason: error.description)
    }
  }
}
