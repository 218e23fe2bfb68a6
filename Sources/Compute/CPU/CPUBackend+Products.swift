extension CPUBackend {
  public func multiply(
    _ a: Tensor, transposed transposeA: Bool, _ b: Tensor, transposed transposeB: Bool, alpha: Float, beta: Float,
    into c: Tensor
  ) {
    let s = ProductShape(a.shape, transposeA: transposeA, b.shape, transposeB: transposeB, output: c.shape)
    let (left, right, result) = (floats(a), floats(b), floats(c))
    guard s.m > 0, s.n > 0, s.k > 0 else { return scaleOrClear(c, by: beta) }
    let tiles = ProductTiles(s)
    forEachBlock(tiles.count, threads: threads) { index in
      let tile = tiles[index]
      let rowsA = left + (tile.batch * s.m * s.k + tile.row * (transposeA ? 1 : s.k))
      let columnsB = right + (tile.batch * s.k * s.n + tile.column * (transposeB ? s.k : 1))
      LinearAlgebra.gemm(
        m: tile.rows, n: tile.columns, k: s.k, alpha: alpha,
        rowsA, stride: transposeA ? s.m : s.k, transposed: transposeA,
        columnsB, stride: transposeB ? s.k : s.n, transposed: transposeB,
        beta: beta, into: result + ((tile.batch * s.m + tile.row) * s.n + tile.column), stride: s.n)
    }
  }

  private func scaleOrClear(_ tensor: Tensor, by beta: Float) {
    // Not a product with 0, which would keep NaN.
    if beta == 0 { fill(tensor, with: 0) } else { scale(tensor, by: beta) }
  }
}

/// The pieces a product is cut into, each one call; they depend on its shape alone.
private struct ProductTiles: Sendable {
  private let shape: ProductShape
  private let rowTiles: Int
  private let columnTiles: Int

  /// Rows and columns of a full tile.
  private static let side = 256

  init(_ shape: ProductShape) {
    self.shape = shape
    rowTiles = (shape.m + Self.side - 1) / Self.side
    columnTiles = (shape.n + Self.side - 1) / Self.side
  }

  var count: Int { shape.batch * rowTiles * columnTiles }

  subscript(index: Int) -> (batch: Int, row: Int, rows: Int, column: Int, columns: Int) {
    let (batch, place) = index.quotientAndRemainder(dividingBy: rowTiles * columnTiles)
    let (row, column) = (place / columnTiles * Self.side, place % columnTiles * Self.side)
    return (batch, row, min(Self.side, shape.m - row), column, min(Self.side, shape.n - column))
  }
}
