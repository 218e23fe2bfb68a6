import Compute
import Testing

@Suite struct NearestPointTests {
  private func draws(_ count: Int, seed: UInt64) -> [Double] {
    let stream = SeedStream(root: seed)
    return (0..<count).map { stream.normal($0) }
  }

  @Test func `a corner, an edge and a point inside a box are found`() throws {
    // 0 ≤ x ≤ 1, 0 ≤ y ≤ 1
    let normals = [1.0, 0, 0, 1, -1, 0, 0, -1]
    let offsets = [0.0, 0, -1, -1]
    #expect(try NearestPoint(to: [2, -3], normals: normals, offsets: offsets).point == [1, 0])
    #expect(try NearestPoint(to: [0.25, 7], normals: normals, offsets: offsets).point == [0.25, 1])
    #expect(try NearestPoint(to: [0.5, 0.75], normals: normals, offsets: offsets).point == [0.5, 0.75])
  }

  @Test(arguments: 1...20) func `what is found meets the conditions of a nearest point`(seed: Int) throws {
    // Forty half-spaces through or behind the point (1, …, 1), some of them several times.
    let (dimension, count) = (2 + seed % 6, 40)
    var normals = draws(dimension * count, seed: UInt64(seed))
    normals.replaceSubrange(0..<dimension, with: normals[dimension..<2 * dimension])
    let offsets = (0..<count).map { row -> Double in
      let through: Double = normals[row * dimension..<(row + 1) * dimension].reduce(0, +)
      return through - Double(row % 3) * 0.5
    }
    let target = draws(dimension, seed: UInt64(100 + seed)).map { 10 * $0 }
    let found = try NearestPoint(to: target, normals: normals, offsets: offsets)
    for row in 0..<count {
      let value = product(normals, row, found.point) - offsets[row]
      #expect(value > -1e-9 && found.multipliers[row] >= 0)
      #expect(value < 1e-9 || found.multipliers[row] == 0)
    }
    var pressed = target
    for row in 0..<count {
      for index in 0..<dimension { pressed[index] += found.multipliers[row] * normals[row * dimension + index] }
    }
    #expect(zip(pressed, found.point).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  /// A row times a vector.
  private func product(_ rows: [Double], _ row: Int, _ vector: [Double]) -> Double {
    vector.indices.reduce(0) { $0 + rows[row * vector.count + $1] * vector[$1] }
  }

  @Test func `constraints that contradict each other are told`() {
    #expect(throws: ComputeError.noNearestPoint(constraints: 2)) {
      try NearestPoint(to: [0], normals: [1, -1], offsets: [1, 1])
    }
  }
}

@Suite struct LassoPathTests {
  @Test func `uncorrelated columns shrink by the penalty`() {
    let path = LassoPath(gram: [2, 0, 0, 4], products: [3, -1], penalties: [3, 2, 0.5, 0])
    #expect(path.coefficients == [[0, 0], [0.5, 0], [1.25, -0.125], [1.5, -0.25]])
  }

  @Test func `slopes of kept coefficients equal the penalty, those of others are smaller`() {
    let stream = SeedStream(root: 6)
    let (rows, order) = (30, 5)
    let x = (0..<rows * order).map { stream.normal($0) }
    let y = (0..<rows).map { x[$0 * order] - 2 * x[$0 * order + 3] + stream.normal(1000 + $0) }
    func mean(_ left: (Int) -> Double, _ right: (Int) -> Double) -> Double {
      Statistics.mean((0..<rows).map { left($0) * right($0) })
    }
    let gram = (0..<order * order).map { index in
      mean({ x[$0 * order + index / order] }, { x[$0 * order + index % order] })
    }
    let products = (0..<order).map { column in mean({ x[$0 * order + column] }, { y[$0] }) }
    let path = LassoPath(gram: gram, products: products, penalties: LassoPath.penalties(products: products))
    #expect(path.coefficients[0].allSatisfy { $0 == 0 })
    for (penalty, coefficients) in zip(path.penalties, path.coefficients) {
      for column in 0..<order {
        let fitted: Double = (0..<order).reduce(0) { $0 + gram[column * order + $1] * coefficients[$1] }
        let slope = products[column] - fitted
        // Sweeps end at changes below 1e-10 of the largest slope.
        let expected = coefficients[column] == 0 ? min(abs(slope), penalty) : penalty
        #expect(abs(abs(slope) - expected) < 1e-8)
      }
    }
  }
}
