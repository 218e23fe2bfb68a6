/// Gradients of a linear last layer on a device, kept as factors x_i = w_i r_i ⊗ (h_i, 1).
public struct GradientFactors: Sendable {
  /// r_i, [n, classes].
  public let residuals: Tensor
  /// h_i, [n, d]; d may be 0, which leaves the bias.
  public let features: Tensor
  /// w_i, [n], or `nil` for ones.
  public let weights: Tensor?
  /// The rows in play, [count], or `nil` for all.
  public let rows: Indices?

  /// Stops where the shapes do not fit each other.
  public init(residuals: Tensor, features: Tensor, weights: Tensor? = nil, rows: Indices? = nil) {
    let shapes = "residuals \(residuals.shape), features \(features.shape), rows in play \(rows?.shape ?? [])"
    precondition(residuals.shape.count == 2 && features.shape.count == 2 && rows?.shape.count ?? 1 == 1, shapes)
    precondition(residuals.shape[0] == features.shape[0], shapes)
    weights?.require([residuals.shape[0]], "weights of gradients")
    (self.residuals, self.features, self.weights, self.rows) = (residuals, features, weights, rows)
  }

  /// n
  public var examples: Int { residuals.shape[0] }
  /// The number of rows in play.
  public var count: Int { rows?.count ?? examples }
  public var classes: Int { residuals.shape[1] }
  /// d
  public var width: Int { features.shape[1] }
  /// Numbers of a layer: classes · (d + 1).
  public var layer: Int { classes * (width + 1) }

  /// A row read from those in play; stops where there is none.
  @inline(__always)
  func check(_ row: Int32) -> Int {
    precondition(row >= 0 && row < examples, "row \(row) of \(examples)")
    return Int(row)
  }
}
