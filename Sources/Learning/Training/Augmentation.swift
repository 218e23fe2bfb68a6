import Compute
import Vocabulary

/// Random changes that leave an image's class as it is, drawn anew whenever an image is visited in training.
///
/// Inference and what a watcher sees know nothing of them. As K. He et al. (CVPR 2016) trained on CIFAR-10: crops of the
/// image padded with zeros, and mirror images.
public struct Augmentation: Sendable, Hashable {
  static let cropParameter = Parameter<Int>.integer(
    "crop", 0...10_000, default: 0, unit: "pixels",
    help: "Pads each image with so many zeros on every side and cuts one of its own size out at random.",
    synonyms: ["padding", "shift"])
  static let flipParameter = Parameter<Bool>.boolean(
    "flip", default: false, help: "Mirrors every second image, at random, left to right.",
    synonyms: ["mirror", "horizontal_flip"])

  /// The parameter of everything that trains on images.
  static let parameter = Parameter<Augmentation>(
    "augmentation", .record([cropParameter.declaration, flipParameter.declaration]), default: nil,
    help: "Changes every image at random before each visit; for networks that read images.",
    synonyms: ["augment", "transforms", "data_augmentation"], read: Augmentation.init
  ).optional

  /// Pixels by which an image moves at most, to every side.
  public let crop: Int
  /// Whether images are mirrored with probability ½.
  public let isFlipping: Bool

  public init(crop: Int, isFlipping: Bool) { (self.crop, self.isFlipping) = (crop, isFlipping) }

  @Sendable private init?(_ value: Value) {
    guard case .record(let fields) = value else { return nil }
    let arguments = Arguments(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) }))
    self.init(crop: arguments[Self.cropParameter], isFlipping: arguments[Self.flipParameter])
  }

  /// The moves of so many images of one update, [count, 3] as a backend takes them: three draws of the stream each.
  func moves(count: Int, stream: SeedStream) -> [Int32] {
    (0..<count).flatMap { image in
      let offsets = (0..<2).map { Int32(stream.integer(3 * image + $0, below: 2 * crop + 1) - crop) }
      return offsets + [isFlipping ? Int32(stream.integer(3 * image + 2, below: 2)) : 0]
    }
  }
}
