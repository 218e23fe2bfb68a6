import Compute
import Learning

/// ``FactoredGradients`` that stay on a device: what comes down is a number for each row in play, and one layer.
struct DeviceGradients {
  private let backend: any Backend
  private let factors: GradientFactors

  /// `features` are the layer's inputs or none, [n, d] or [n, 0]; `rows` are those in play, or `nil` for all.
  init(_ terms: DeviceTerms, features: Tensor, weightedByLoss: Bool, rows: [Int]?) throws(DeviceError) {
    backend = terms.backend
    var places: Indices?
    if let rows { places = try backend.indices([rows.count], rows.map { Int32($0) }) }
    factors = GradientFactors(
      residuals: terms.residuals, features: features, weights: weightedByLoss ? terms.losses : nil, rows: places)
  }

  /// ‖α‖² and ‖x_j − α‖² of each row in play, where α is their mean, all in double precision.
  func aboutMean() throws(DeviceError) -> (squaredMean: Double, squaredDistances: [Double]) {
    let count = Double(factors.count)
    let sum = try backend.allocateDoubles([factors.layer])
    let (products, norms) = (
      try backend.allocateDoubles([factors.count]), try backend.allocateDoubles([factors.count])
    )
    backend.sumFactors(factors, into: sum)
    backend.contractFactors(factors, with: sum, into: products)
    backend.squareFactors(factors, into: norms)
    let squaredMean = try backend.download(sum).reduce(0) { $0 + ($1 / count) * ($1 / count) }
    let (inner, squares) = (try backend.download(products), try backend.download(norms))
    return (squaredMean, zip(squares, inner).map { $0 - 2 * ($1 / count) + squaredMean })
  }

  /// v(N) and the values of the game whose target is the mean.
  func shapleyValues() throws(DeviceError) -> (fullUtility: Double, values: [Double]) {
    let (squaredMean, squaredDistances) = try aboutMean()
    return (squaredMean, CHGValues.aboutMean(squaredDistances: squaredDistances, squaredMean: squaredMean))
  }
}
