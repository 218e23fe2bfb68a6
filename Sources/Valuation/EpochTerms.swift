import Compute
import Learning

/// What a closed form is read off before an epoch: the last layer's terms, in main memory or on the training's device.
enum EpochTerms {
  case host(LastLayerTerms)
  case device(DeviceTerms)

  /// One forward pass over all examples.
  init(_ training: any EpochTraining) throws {
    if let terms = try training.deviceTerms() {
      self = .device(terms)
    } else {
      self = .host(try training.terms())
    }
  }

  /// Cross-entropy of each example, [n].
  func losses() throws(DeviceError) -> [Float] {
    switch self {
    case .host(let terms): terms.losses
    case .device(let terms): try terms.backend.download(terms.losses)
    }
  }

  /// v(N) and the values of the game of mean gradients, whose target is the mean, among any rows. O(n d classes).
  func gradientValues(of part: GradientPart, weightedByLoss: Bool, threads: Int) throws -> EpochAverage.GroupValues {
    switch self {
    case .host(let terms):
      let residuals = weightedByLoss ? CHGShapley.weightedByLoss(terms) : terms.residuals
      let features = part.features(of: terms)
      return { rows in
        FactoredGradients(residuals: residuals, features: features, rows: rows).shapleyValues(threads: threads)
      }
    case .device(let terms):
      let features = try part.features(of: terms)
      return { rows in
        try DeviceGradients(terms, features: features, weightedByLoss: weightedByLoss, rows: rows).shapleyValues()
      }
    }
  }
}
