extension CUDABackend {
  /// Rows that one block adds up at least, and slabs of rows at most: enough blocks for a device.
  private static let slab = (rows: 512, most: 64)
  /// Bytes of the slabs' sums, unless a single layer takes more.
  private static let slabScratch = 1 << 26

  package func sumFactors(_ factors: GradientFactors, into sum: Doubles) {
    sum.require([factors.layer], "a sum of gradients")
    guard factors.layer > 0 else { return }
    let most = min(Self.slab.most, Self.slabScratch / (8 * factors.layer))
    let slabs = max(1, min(most, (factors.count + Self.slab.rows - 1) / Self.slab.rows))
    let tiles = (factors.classes + 15) / 16 * (factors.width / 64 + 1)
    withScratch(bytes: 8 * slabs * factors.layer) { sums in
      launch(
        "sum_factor_slabs", blocks: tiles, by: slabs,
        operands(factors) + [
          .long((factors.count + slabs - 1) / slabs), .int(factors.classes), .int(factors.width), .address(sums),
        ])
      launch("add_slabs", over: factors.layer, .address(sums), memory(sum), .int(slabs))
    }
  }

  package func contractFactors(_ factors: GradientFactors, with layer: Doubles, into products: Doubles) {
    layer.require([factors.layer], "a layer")
    products.require([factors.count], "products")
    launch(
      "contract_factors", blocks: (factors.count + 63) / 64,
      operands(factors) + [.int(factors.classes), .int(factors.width), memory(layer), memory(products)])
  }

  package func squareFactors(_ factors: GradientFactors, into norms: Doubles) {
    norms.require([factors.count], "squared norms")
    launch(
      "square_factors", blocks: (factors.count + 7) / 8,
      operands(factors) + [.int(factors.classes), .int(factors.width), memory(norms)])
  }

  /// Factors, weights and which rows are in play, of how many. Any other memory stands in for weights of one and for all
  /// rows, which the kernels do not read then.
  private func operands(_ factors: GradientFactors) -> [KernelArgument] {
    [
      memory(factors.residuals), memory(factors.features), memory(factors.weights ?? factors.residuals),
      .int(factors.weights == nil ? 0 : 1), factors.rows.map { memory($0) } ?? memory(factors.residuals),
      .int(factors.rows == nil ? 0 : 1), .long(factors.examples), .long(factors.count),
    ]
  }
}
