extension CUDABackend {
  /// Ranks of a tile, which one block of threads adds up; the kernels say the same number.
  private static let rankTile = 2048
  /// Bytes of what rows pay their players before it is added, unless a single row takes more.
  private static let rankScratch = 1 << 27

  package func addRanked(
    _ order: Indices, labels: Indices, rowLabels: Indices, own: Doubles, taken: Doubles, to sums: Doubles
  ) {
    let s = RankShape(order, labels: labels, rowLabels: rowLabels, own: own, taken: taken, sums: sums)
    guard s.rows * s.players * s.sets > 0 else { return }
    let tiles = (s.players + Self.rankTile - 1) / Self.rankTile
    // A grid is at most 65,535 rows high.
    let most = max(1, min(s.rows, 65_535, Self.rankScratch / (8 * s.players)))
    withScratch(bytes: 8 * most * s.players) { values in
      withScratch(bytes: 8 * most * tiles) { tails in
        for first in stride(from: 0, to: s.rows, by: most) {
          let rows = RankRows(
            order: address(order.memory) + DeviceAddress(4 * first * s.players), labels: address(labels.memory),
            rowLabels: address(rowLabels.memory) + DeviceAddress(4 * first), count: min(most, s.rows - first))
          for set in 0..<s.sets {
            let offset = DeviceAddress(8 * set * s.players)
            add(
              rows, s, own: address(own.memory) + offset, taken: address(taken.memory) + offset, tails: tails,
              values: values, tiles: tiles, to: address(sums.memory) + offset)
          }
        }
      }
    }
  }

  /// Rows that are ranked and added together.
  private struct RankRows {
    let order: DeviceAddress
    let labels: DeviceAddress
    let rowLabels: DeviceAddress
    let count: Int
  }

  /// One set of weights: sums of tiles, what lies behind each tile, what each rank pays, and that added row by row.
  private func add(
    _ rows: RankRows, _ s: RankShape, own: DeviceAddress, taken: DeviceAddress, tails: DeviceAddress,
    values: DeviceAddress, tiles: Int, to sums: DeviceAddress
  ) {
    launch(
      "sum_rank_tiles", blocks: tiles, by: rows.count, .address(rows.order), .address(rows.labels),
      .address(rows.rowLabels), .address(taken), .address(tails), .long(s.players))
    launch("sum_later_tiles", blocks: rows.count, .address(tails), .int(tiles))
    launch(
      "pay_ranks", blocks: tiles, by: rows.count, .address(rows.order), .address(rows.labels),
      .address(rows.rowLabels), .address(own), .address(taken), .address(tails), .address(values), .long(s.players))
    launch("add_paid_rows", over: s.players, .address(values), .address(sums), .int(rows.count))
  }
}
