import Compute
public import Datasets

/// How a network sees rows of features.
public enum NetworkInput: Sendable, Hashable {
  /// As rows of so many numbers, [rows, features].
  case rows(features: Int)
  /// As images, [rows, height, width, channels].
  case images(ImageShape)

  /// The images that examples are; throws ``LearningError/unsuitable(_:)`` where they are none, or smaller than `least`
  /// pixels a side.
  static func images(of examples: Examples, least: Int, for learner: String) throws -> NetworkInput {
    guard let image = examples.imageShape else {
      throw LearningError.unsuitable(
        "\(learner) reads images, and these features are none; choose a source of images with the embedding identity or "
          + "standardize, or a learner of any features such as mlp")
    }
    guard min(image.height, image.width) >= least else {
      throw LearningError.unsuitable(
        "\(learner) needs images of at least \(least) × \(least) pixels, and these have \(image.height) × \(image.width);"
          + " choose resnet18 or mlp, or larger images")
    }
    return .images(image)
  }

  /// Numbers of one row.
  var numbers: Int {
    switch self {
    case .rows(let features): features
    case .images(let image): image.count
    }
  }

  /// The images; only for a network of images.
  var image: ImageShape {
    guard case .images(let image) = self else { preconditionFailure("a network of images was given \(self)") }
    return image
  }

  /// The shape of a tensor of so many rows.
  func shape(rows: Int) -> [Int] {
    switch self {
    case .rows(let features): [rows, features]
    case .images(let image): [rows, image.height, image.width, image.channels]
    }
  }

  /// Rows of features as elements of such a tensor, row-major. O(elements).
  func elements(of features: Matrix) -> [Float] {
    switch self {
    case .rows(let count):
      precondition(features.columns == count, "a model of \(count) features was given \(features.columns)")
      return features.elements
    case .images(let image): return image.images(of: features)
    }
  }
}
