extension ReferenceBackend {
  public func sumFactors(_ factors: GradientFactors, into sum: Doubles) {
    sum.require([factors.layer], "a sum of gradients")
    var total = [Double](repeating: 0, count: factors.layer)
    for gradient in gradients(factors) {
      for index in total.indices { total[index] += gradient[index] }
    }
    memory(sum).elements = total
  }

  public func contractFactors(_ factors: GradientFactors, with layer: Doubles, into products: Doubles) {
    layer.require([factors.layer], "a layer")
    products.require([factors.count], "products")
    let target = memory(layer).elements
    memory(products).elements = gradients(factors).map { zip($0, target).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  public func squareFactors(_ factors: GradientFactors, into norms: Doubles) {
    norms.require([factors.count], "squared norms")
    memory(norms).elements = gradients(factors).map { $0.reduce(0) { $0 + $1 * $1 } }
  }

  /// The gradients in play, written out.
  private func gradients(_ factors: GradientFactors) -> [[Double]] {
    let (classes, width) = (factors.classes, factors.width)
    let (r, h) = (memory(factors.residuals).elements, memory(factors.features).elements)
    let rows = factors.rows.map { memory($0).elements.map(factors.check) } ?? Array(0..<factors.examples)
    return rows.map { row in
      let weight = factors.weights.map { memory($0).elements[row] } ?? 1
      let residuals = r[row * classes..<(row + 1) * classes].map { weight * $0 }
      let weights = residuals.flatMap { residual in h[row * width..<(row + 1) * width].map { residual * $0 } }
      return weights + residuals
    }
  }
}
