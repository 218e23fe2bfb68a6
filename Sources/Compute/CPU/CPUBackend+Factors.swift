extension CPUBackend {
  /// Each class adds its own part of the layer, row by row.
  public func sumFactors(_ factors: GradientFactors, into sum: Doubles) {
    sum.require([factors.layer], "a sum of gradients")
    let (rows, total, classes, width) = (HostFactors(factors, self), doubles(sum), factors.classes, factors.width)
    total.start.initialize(repeating: 0, count: factors.layer)
    forEachBlock(classes, threads: threads) { label in
      let weights = total + label * width
      for place in 0..<factors.count {
        let row = rows.row(place)
        let (residual, features) = (rows.residual(row, label), rows.features + row * width)
        for column in 0..<width { weights[column] += residual * Double(features[column]) }
        total.start[classes * width + label] += residual
      }
    }
  }

  public func contractFactors(_ factors: GradientFactors, with layer: Doubles, into products: Doubles) {
    layer.require([factors.layer], "a layer")
    products.require([factors.count], "products")
    let (rows, target, found) = (HostFactors(factors, self), doubles(layer), doubles(products))
    let (classes, width) = (factors.classes, factors.width)
    forEachRowBlock(of: factors.count, width: factors.layer) { _, places in
      for place in places {
        let row = rows.row(place)
        let features = rows.features + row * width
        var product = 0.0
        for label in 0..<classes {
          let weights = target + label * width
          var inner = target.start[classes * width + label]
          for column in 0..<width { inner += Double(features[column]) * weights[column] }
          product += rows.residual(row, label) * inner
        }
        found.start[place] = product
      }
    }
  }

  public func squareFactors(_ factors: GradientFactors, into norms: Doubles) {
    norms.require([factors.count], "squared norms")
    let (rows, found, width) = (HostFactors(factors, self), doubles(norms), factors.width)
    forEachRowBlock(of: factors.count, width: factors.classes + width) { _, places in
      for place in places {
        let row = rows.row(place)
        let features = rows.features + row * width
        let size = (0..<factors.classes).reduce(0.0) { $0 + rows.residual(row, $1) * rows.residual(row, $1) }
        found.start[place] = size * (0..<width).reduce(1.0) { $0 + Double(features[$1]) * Double(features[$1]) }
      }
    }
  }
}

/// Factors of gradients in main memory.
private struct HostFactors: Sendable {
  let features: HostFloats
  private let residuals: HostFloats
  private let weights: HostFloats?
  private let rows: HostIntegers?
  private let factors: GradientFactors

  init(_ factors: GradientFactors, _ backend: CPUBackend) {
    self.factors = factors
    (features, residuals) = (backend.floats(factors.features), backend.floats(factors.residuals))
    (weights, rows) = (factors.weights.map(backend.floats), factors.rows.map(backend.integers))
  }

  /// The row of the j-th in play.
  @inline(__always)
  func row(_ place: Int) -> Int { rows.map { factors.check($0.start[place]) } ?? place }

  /// w_i r_i for one class.
  @inline(__always)
  func residual(_ row: Int, _ label: Int) -> Double {
    let residual = Double(residuals.start[row * factors.classes + label])
    return weights.map { residual * Double($0.start[row]) } ?? residual
  }
}
