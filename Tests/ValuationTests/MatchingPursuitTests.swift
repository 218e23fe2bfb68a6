import Compute
import Datasets
import Learning
import Testing
import Vocabulary

@testable import Valuation

@Suite struct MatchingPursuitTests {
  @Test func `a pursuit by hand ends when nothing is missing`() throws {
    // The sum is (1, 1): half of the first leaves (0, 1), and the fourth is that.
    let vectors: [[Double]] = [[2, 0], [-1, 0], [0, -1], [0, 1], [0, 1]]
    let pursuit = try MatchingPursuit(products(vectors), budget: 4)
    #expect(pursuit.chosen.map(\.gradient) == [0, 3])
    #expect(pursuit.chosen.map(\.weight) == [0.5, 1])
    #expect(pursuit.squaredResiduals == [2, 1, 0])
  }

  @Test func `gradients that cancel leave nothing to choose`() throws {
    let pursuit = try MatchingPursuit(products([[1, 2], [-1, -2]]), budget: 2)
    #expect(pursuit.chosen.isEmpty && pursuit.squaredResiduals == [0])
  }

  @Test(arguments: UInt64(0)..<40) func `each step is the plain one with the exact refit`(seed: UInt64) throws {
    let (count, dimension) = (7, 2 + Int(seed % 5))
    let vectors = RandomData.vectors(count, dimension: dimension, seed: 500 + seed)
    for budget in 1...4 {
      let found = try MatchingPursuit(products(vectors), budget: budget)
      let plain = PlainPursuit(vectors, budget: budget)
      #expect(found.chosen.map(\.gradient) == plain.chosen)
      // Normal equations of at most seven random vectors, solved twice in double precision.
      #expect(largestDifference(found.chosen.map(\.weight), plain.chosen.map { plain.weights[$0] }) < 1e-8)
      #expect(largestDifference(found.squaredResiduals, plain.squaredResiduals) < 1e-8)
    }
  }

  @Test(arguments: UInt64(0)..<20) func `a pursuit to its end stays with the plain one`(
    seed: UInt64
  ) throws {
    // Vectors that lean one way, as the gradients of batches do.
    let vectors = RandomData.vectors(10, dimension: 6, seed: 800 + seed).map { $0.map { $0 + 1 } }
    let found = try MatchingPursuit(products(vectors), budget: 10)
    let plain = PlainPursuit(vectors, budget: 10)
    // Where nothing is missing in the end, other weights may do as well.
    if let last = plain.squaredResiduals.last, last > 1e-9 {
      #expect(found.chosen.map(\.gradient) == plain.chosen)
    }
    // Residuals of squared sums of about a thousand, in double precision.
    #expect(largestDifference(found.squaredResiduals, plain.squaredResiduals) < 1e-8)
  }

  @Test(arguments: UInt64(0)..<10) func `the residual falls with every step`(seed: UInt64) throws {
    // Half of them nearly alike, as the gradients of batches are.
    let vectors = RandomData.vectors(60, dimension: 30, seed: 600 + seed).enumerated().map { index, vector in
      vector.map { index % 2 == 0 ? 1 + 0.01 * $0 : $0 }
    }
    let pursuit = try MatchingPursuit(products(vectors), budget: 40)
    let residuals = pursuit.squaredResiduals
    #expect(residuals.count > 5)
    // Rounding of numbers as large as the first residual is all that may rise.
    #expect(zip(residuals, residuals.dropFirst()).allSatisfy { $1 <= $0 + 1e-12 * residuals[0] })
    #expect(pursuit.chosen.allSatisfy { $0.weight > 0 && $0.weight.isFinite })
  }

  @Test(arguments: UInt64(0)..<10) func `with everyone allowed the fit is the nearest point of the cone`(
    seed: UInt64
  ) throws {
    let vectors = RandomData.vectors(12, dimension: 6, seed: 700 + seed)
    let sum = PlainGradients.sum(vectors, weights: vectors.map { _ in 1 })
    let pursuit = try MatchingPursuit(products(vectors), budget: 12)
    // The point nearest to −g that no vector pulls is −g + Σ w b.
    let nearest = try NearestPoint(
      to: sum.map(-), normals: vectors.flatMap { $0 }, offsets: vectors.map { _ in 0 })
    let residual = nearest.point.reduce(0) { $0 + $1 * $1 }
    #expect(abs((pursuit.squaredResiduals.last ?? -1) - residual) < 1e-8)
  }

  @Test func `products are those written out, on any number of threads`() {
    // More than one block of rows and one strip of columns.
    let vectors = RandomData.vectors(70, dimension: 1100, seed: 41)
    let matrix = Matrix(rows: 70, columns: 1100, vectors.flatMap { $0.map(Float.init) })
    let found = GradientProducts(ofRows: matrix, threads: 1)
    let plain = products(vectors.map { $0.map { Double(Float($0)) } })
    #expect(largestDifference(found.elements, plain.elements) < 1e-10)
    #expect(GradientProducts(ofRows: matrix, threads: 2) == found)
  }

  @Test(arguments: SelectionScene.learners) func `batches' gradients are means of those written out`(
    learner: String
  ) throws {
    let terms = try SelectionScene(learner, seed: 42).training.terms()
    let batches = ExampleBatches(of: 60, size: 8, drawnFrom: SeedStream(root: 1))
    #expect(batches.members.map(\.count) == [8, 8, 8, 8, 8, 8, 8, 4])
    #expect(batches.members.joined().sorted() == Array(0..<60))
    let (found, plain) = (batches.meanGradients(terms, threads: 1), PlainGradients(terms))
    for (row, members) in batches.members.enumerated() {
      let mean = PlainGradients.sum(
        members.map { plain.vectors[$0] }, weights: members.map { _ in 1 / Double(members.count) })
      // Sums of eight products in single precision.
      #expect(largestDifference((0..<found.columns).map { Double(found[row, $0]) }, mean) < 1e-6)
    }
  }

  @Test func `examples of batches are cut to the number wanted or filled up`() {
    let batches = ExampleBatches(of: 10, size: 4, drawnFrom: SeedStream(root: 2))
    #expect(batches.count(holding: 8) == 2 && batches.count(holding: 9) == 3)
    let cut = batches.examples(of: [(1, 3), (0, 1)], wanted: 6, drawnFrom: SeedStream(root: 3))
    #expect(cut.positions == (batches.members[1] + batches.members[0].prefix(2)).sorted())
    for (position, weight) in zip(cut.positions, cut.weights ?? []) {
      // Four of 3 and two of 1 have mean 14/6.
      #expect(weight == Float((batches.members[1].contains(position) ? 3 : 1) / (14.0 / 6)))
    }
    let filled = batches.examples(of: [(2, 2)], wanted: 5, drawnFrom: SeedStream(root: 3))
    #expect(filled.positions.count == 5 && Set(batches.members[2]).isSubset(of: filled.positions))
    #expect((filled.weights ?? []).sorted() == [1, 1, 1, 2, 2].map { Float($0 / 1.4) })
  }

  private func products(_ vectors: [[Double]]) -> GradientProducts {
    GradientProducts(
      count: vectors.count, vectors.flatMap { left in vectors.map { PlainGradients.dot(left, $0) } })
  }
}

/// The pursuit with vectors written out, and every refit by trying all supports.
private struct PlainPursuit {
  var chosen: [Int] = []
  var weights: [Double]
  var squaredResiduals: [Double]

  init(_ vectors: [[Double]], budget: Int) {
    let target = PlainGradients.sum(vectors, weights: vectors.map { _ in 1 })
    weights = [Double](repeating: 0, count: vectors.count)
    squaredResiduals = [PlainGradients.dot(target, target)]
    var candidates: [Int] = []
    while chosen.count < budget {
      let sum = PlainGradients.sum(vectors, weights: weights)
      let missing = zip(target, sum).map { $0 - $1 }
      let gains = vectors.map { PlainGradients.dot($0, missing) }
      let others = vectors.indices.filter { !candidates.contains($0) && gains[$0] > 1e-9 }
      guard let best = others.max(by: { (gains[$0], $1) < (gains[$1], $0) }) else { break }
      candidates.append(best)
      (weights, squaredResiduals) = Self.fit(vectors, candidates, target, squaredResiduals)
      chosen = candidates.filter { weights[$0] > 0 }
    }
  }

  private static func fit(
    _ vectors: [[Double]], _ candidates: [Int], _ target: [Double], _ residuals: [Double]
  ) -> ([Double], [Double]) {
    var best = (weights: [Double](repeating: 0, count: vectors.count), residual: PlainGradients.dot(target, target))
    for mask in 1..<1 << candidates.count {
      // Vectors that depend on each other have a smaller support that does as well.
      guard mask.nonzeroBitCount <= target.count else { continue }
      let support = candidates.indices.filter { mask >> $0 & 1 == 1 }.map { candidates[$0] }
      guard let solution = solve(support.map { vectors[$0] }, target), solution.allSatisfy({ $0 > 0 }) else { continue }
      let sum = PlainGradients.sum(support.map { vectors[$0] }, weights: solution)
      let residual = zip(target, sum).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      if residual < best.residual - 1e-12 {
        best = ([Double](repeating: 0, count: vectors.count), residual)
        for (vector, weight) in zip(support, solution) { best.weights[vector] = weight }
      }
    }
    return (best.weights, residuals + [best.residual])
  }

  /// Least squares by elimination in the normal equations; `nil` where the vectors depend on each other.
  private static func solve(_ vectors: [[Double]], _ target: [Double]) -> [Double]? {
    var rows = vectors.map { left in
      vectors.map { PlainGradients.dot(left, $0) } + [PlainGradients.dot(left, target)]
    }
    for pivot in rows.indices {
      guard let best = (pivot..<rows.count).max(by: { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) }),
        abs(rows[best][pivot]) > 1e-9
      else { return nil }
      rows.swapAt(pivot, best)
      for other in rows.indices where other != pivot {
        let factor = rows[other][pivot] / rows[pivot][pivot]
        for column in rows[other].indices { rows[other][column] -= factor * rows[pivot][column] }
      }
    }
    return rows.indices.map { rows[$0][rows.count] / rows[$0][$0] }
  }
}
