extension CUDABackend {
  /// Elements that a block of the sort keeps in its shared memory; the kernels say the same.
  private static let sortTile = 4096
  /// Bytes that a sort works in at most, unless one row needs more.
  private static let sortScratch = 256 << 20

  /// Rows of up to 4,096 numbers move 8 bytes each; longer ones move 72 and work in 12 more.
  package func sortRows(_ matrix: Tensor, into order: Indices) {
    order.require(matrix.shape, "an order")
    let (rows, width) = (matrix.rows, matrix.width)
    guard width > Self.sortTile else {
      guard width > 0 else { return }
      return launch("sort_short_rows", blocks: rows, memory(matrix), memory(order), .int(width))
    }
    // A grid is at most 65,535 rows high.
    let most = max(1, min(65_535, Self.sortScratch / (12 * width)))
    for first in stride(from: 0, to: rows, by: most) {
      let offset = DeviceAddress(4 * first * width)
      sortLongRows(
        address(matrix.memory) + offset, rows: min(most, rows - first), width: width,
        into: address(order.memory) + offset)
    }
  }

  /// What a pass of a radix sort reads or writes.
  private struct KeyedOrder {
    let keys: DeviceAddress
    let order: DeviceAddress
  }

  private func sortLongRows(_ numbers: DeviceAddress, rows: Int, width: Int, into order: DeviceAddress) {
    let tiles = (width + Self.sortTile - 1) / Self.sortTile
    let array = DeviceAddress(4 * rows * width)
    withScratch(bytes: 4 * (3 * rows * width + rows * tiles * 256)) { scratch in
      let even = KeyedOrder(keys: scratch, order: order)
      let odd = KeyedOrder(keys: scratch + array, order: scratch + 2 * array)
      let counts = scratch + 3 * array
      // The first pass takes positions for the order and the last writes no keys.
      var source = KeyedOrder(keys: numbers, order: order)
      for (shift, target) in zip(stride(from: 0, to: 32, by: 8), [odd, even, odd, even]) {
        launch(
          "sort_count", blocks: tiles, by: rows, .address(source.keys), .address(counts), .int(width), .int(shift))
        launch("sort_starts", blocks: rows, .address(counts), .int(tiles))
        launch(
          "sort_scatter", blocks: tiles, by: rows, .address(source.keys), .address(source.order), .address(counts),
          .address(target.keys), .address(target.order), .int(width), .int(shift))
        source = target
      }
    }
  }
}
