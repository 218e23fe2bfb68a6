import Compute
import Datasets

/// The examples that a population on a device has in common, in the device's memory once.
struct DeviceExamples {
  let backend: any Backend
  /// Features less an origin, and a one for the bias, [n, d + 1].
  let rows: Tensor
  /// [n]
  let labels: Indices

  /// Throws ``DeviceError`` where the device has no room.
  init(_ examples: Examples, less origin: [Float], on backend: any Backend) throws(DeviceError) {
    self.backend = backend
    rows = try backend.tensor(
      [examples.count, examples.features.columns + 1], Self.rows(of: examples.features, less: origin))
    labels = try backend.indices([examples.count], examples.labels.map { Int32($0) })
  }

  private static func rows(of features: Matrix, less origin: [Float]) -> [Float] {
    var elements: [Float] = []
    elements.reserveCapacity(features.rows * (features.columns + 1))
    for row in 0..<features.rows {
      for feature in origin.indices { elements.append(features[row, feature] - origin[feature]) }
      elements.append(1)
    }
    return elements
  }
}
