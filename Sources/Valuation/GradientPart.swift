import Compute
import Learning
import Vocabulary

/// Which parameters a method of last-layer gradients looks at.
enum GradientPart: String, Sendable, Hashable, CaseIterable {
  /// Weights and bias of the last layer: x_i = r_i ⊗ (h_i, 1).
  case lastLayer = "last_layer"
  /// The bias alone: x_i = r_i, which no scale of features can move.
  case bias

  static let parameter = Parameter<GradientPart>.choice(
    "gradients", default: .lastLayer,
    help: "Gradients of the whole last layer, or of its bias alone, as the author's code has it, without features.",
    synonyms: ["gradient", "layer"]
  ).silent

  /// Features [n, d], or none, [n, 0].
  func features(of terms: LastLayerTerms) -> Matrix {
    switch self {
    case .lastLayer: terms.features
    case .bias: Matrix(rows: terms.features.rows, columns: 0)
    }
  }

  /// The same on a device.
  func features(of terms: DeviceTerms) throws(DeviceError) -> Tensor {
    switch self {
    case .lastLayer: terms.features
    case .bias: try terms.backend.allocate([terms.features.rows, 0])
    }
  }
}
