import Compute
import Testing

/// Sums of at most a few thousand numbers below 1 in double precision, in orders of the devices' own.
private let roundings = 1e-12

@Suite struct RankTests {
  struct Sizes: Sendable, CustomTestStringConvertible {
    let rows: Int
    let players: Int
    var sets = 1
    var testDescription: String { "\(rows) rows, \(players) players, \(sets) sets" }

    /// A lone player; a tile of the kernels, 2,048 ranks, full and with one rank more; several tiles and sets.
    static let all = [
      Sizes(rows: 1, players: 1), Sizes(rows: 3, players: 7, sets: 3), Sizes(rows: 2, players: 2048),
      Sizes(rows: 3, players: 2049), Sizes(rows: 17, players: 5000, sets: 2),
    ]
  }

  @Test(arguments: Sizes.all) func `ranked sums agree with the definition`(_ sizes: Sizes) throws {
    let (rows, players, sets) = (sizes.rows, sizes.players, sizes.sets)
    let stream = SeedStream(root: 1)
    let order = (0..<rows).flatMap { row in stream.branch(row).permutation(players).map { Int32($0) } }
    func weights(_ seed: UInt64) -> [Double] {
      (0..<sets * players).map { SeedStream(root: seed).uniform($0) / Double(1 + $0 % players) }
    }
    try Devices.compareDoubles(tolerance: roundings) { backend in
      let sums = try backend.doubles([sets, players], weights(4))
      // Twice, so that sums go on from what they were.
      for _ in 0..<2 {
        backend.addRanked(
          try backend.indices([rows, players], order), labels: try backend.randomIndices(players, below: 3, 2),
          rowLabels: try backend.randomIndices(rows, below: 3, 3),
          own: try backend.doubles([sets, players], weights(5)),
          taken: try backend.doubles([sets, players], weights(6)), to: sums)
      }
      return [sums]
    }
  }

  @Test(
    .enabled(if: Devices.hasCUDA, "make test builds stand-ins for CUDA's libraries"), .timeLimit(.minutes(2)))
  func `more tiles than a block has threads are added as few are`() throws {
    // 293 tiles. Every label is that of the row, so that the sums are those of all later weights: exact, since they are
    // whole multiples of a power of two.
    let players = 600_000
    let backend = try Device.cuda(.single).backend()
    let ones = [Int32](repeating: 1, count: players)
    let sums = try backend.doubles([1, players], [Double](repeating: 0, count: players))
    backend.addRanked(
      try backend.indices([1, players], (0..<players).map { Int32(players - 1 - $0) }),
      labels: try backend.indices([players], ones), rowLabels: try backend.indices([1], [1]),
      own: try backend.doubles([1, players], [Double](repeating: 0, count: players)),
      taken: try backend.doubles([1, players], [Double](repeating: 0.5, count: players)), to: sums)
    #expect(try backend.download(sums) == (0..<players).map { -0.5 * Double($0) })
  }
}
