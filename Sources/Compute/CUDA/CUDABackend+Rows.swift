extension CUDABackend {
  /// Terms that a thread of `sum_rows` and `sum_squares` adds up before threads are added pairwise: long sums of single
  /// precision lose digits.
  static let termsPerThread = 32

  package func addRow(_ row: Tensor, to matrix: Tensor) {
    row.require([matrix.width], "a row")
    launch("add_row", over: matrix.count, memory(row), memory(matrix), .long(matrix.width))
  }

  package func sumRows(_ matrix: Tensor, into sum: Tensor) {
    sum.require([matrix.width], "a sum")
    sumRows(address(matrix.memory), rows: matrix.rows, width: matrix.width, into: address(sum.memory))
  }

  /// Sum of the rows of a matrix [rows, width] into [width]: rows are added by the share, then the sums of the shares in
  /// the same way until one is left. Zeros where there is no row.
  ///
  /// Reads each number once; further rounds move at most a 32nd of them.
  func sumRows(_ matrix: DeviceAddress, rows: Int, width: Int, into sum: DeviceAddress) {
    guard width > 0 else { return }
    let columns = min(width, Self.blockSize)
    // Beyond so many rows that shares of the usual size would be more than a grid is high, shares grow.
    let share = max(Self.blockSize / columns * Self.termsPerThread, (rows + Self.mostShares - 1) / Self.mostShares)
    let shares = max(1, (rows + share - 1) / share)
    guard shares > 1 else { return sumShares(matrix, rows: rows, width: width, share: share, into: sum) }
    withScratch(bytes: 4 * shares * width) { partials in
      sumShares(matrix, rows: rows, width: width, share: share, into: partials)
      sumRows(partials, rows: shares, width: width, into: sum)
    }
  }

  private static let mostShares = 1 << 15

  private func sumShares(_ matrix: DeviceAddress, rows: Int, width: Int, share: Int, into sums: DeviceAddress) {
    let columns = min(width, Self.blockSize)
    launch(
      "sum_rows", blocks: (width + columns - 1) / columns, by: max(1, (rows + share - 1) / share), .address(matrix),
      .address(sums), .long(rows), .long(width), .long(share), .int(columns))
  }

  package func gather(_ source: Tensor, at indices: Indices, into output: Tensor) {
    let s = SliceShape(all: source, indices: indices, some: output)
    launch(
      "gather_slices", over: output.count, memory(source), memory(indices), memory(output), .long(s.slices),
      .long(s.width))
  }

  package func gather(_ images: Tensor, at indices: Indices, moved moves: Indices, into output: Tensor) {
    let s = MovedShape(all: images, indices: indices, moves: moves, some: output)
    launch(
      "gather_moved", over: output.count, memory(images), memory(indices), memory(moves), memory(output),
      .long(s.slices.slices), .long(s.height), .long(s.width), .long(s.channels))
  }

  /// The target is cut into parts, so that narrow slices occupy the device too: O(parts · picked) reads of indices, and
  /// each term is read once.
  package func scatterAdd(_ source: Tensor, at indices: Indices, into target: Tensor) {
    let s = SliceShape(all: target, indices: indices, some: source)
    guard s.width > 0 && s.slices > 0 else { return }
    let parts = max(1, min(s.slices, 256, (1 << 16) / s.width))
    let part = (s.slices + parts - 1) / parts
    launch(
      "scatter_add", over: s.width * ((s.slices + part - 1) / part), memory(source), memory(indices), memory(target),
      .long(s.slices), .long(s.picked), .long(s.width), .long(part))
  }
}
