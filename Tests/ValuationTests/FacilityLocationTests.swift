import Compute
import Datasets
import Learning
import Testing
import Vocabulary

@testable import Valuation

@Suite struct FacilityLocationTests {
  @Test func `points on a line are represented as by hand`() {
    // From 20 each, 3 saves 17 + 18 + 20 + 4 + 3, the most of all; then 19 and 20 save 32 each, and 19 comes first.
    let points: [Double] = [0, 1, 3, 19, 20]
    let location = FacilityLocation(distances(points.map { [$0] }), budget: 2)
    #expect(location.picks == [2, 3] && location.sizes == [3, 2] && location.distance == 3 + 2 + 0 + 0 + 1)
  }

  @Test(arguments: UInt64(0)..<40) func `lazy picks are those of the plain greedy search`(seed: UInt64) {
    // Integers, so that ties are frequent.
    let numbers = (0..<60).map { Double(SeedStream(root: seed).integer($0, below: 5)) }
    let matrix = distances((0..<30).map { [numbers[2 * $0], numbers[2 * $0 + 1]] })
    for budget in [1, 4, 13, 30] {
      let found = FacilityLocation(matrix, budget: budget)
      #expect(found.picks == plainPicks(matrix, budget))
      #expect(found.sizes.reduce(0, +) == 30)
    }
  }

  @Test(arguments: SelectionScene.learners) func `distances are those of gradients written out`(learner: String) throws
  {
    let terms = try SelectionScene(learner, seed: 51).training.terms()
    let (plain, positions) = (PlainGradients(terms), [3, 59, 17, 0, 4])
    let matrix = GradientDistance.euclidean.matrix(terms, of: positions, threads: 1)
    let squares = GradientDistance.squared.matrix(terms, of: positions, threads: 1)
    for row in 0..<5 {
      for column in 0..<5 {
        let distance = PlainGradients.distance(plain.vectors[positions[row]], plain.vectors[positions[column]])
        // Squares cancel in single precision: their error is 1e-7 of squared norms of up to 20, and its root larger.
        #expect(abs(Double(squares[row, column]) - distance * distance) < 1e-5)
        #expect(abs(Double(matrix[row, column]) - distance) < 4e-3)
        #expect(matrix[row, column] == matrix[column, row])
      }
    }
  }

  @Test(arguments: SelectionScene.learners)
  func `the gradient of representatives is as near as their distances promise`(
    learner: String
  ) throws {
    let scene = try SelectionScene(learner, seed: 52)
    let terms = try scene.training.terms()
    let plain = PlainGradients(terms)
    let location = FacilityLocation(
      GradientDistance.euclidean.matrix(terms, of: Array(0..<60), threads: 1), budget: 12)
    let all = PlainGradients.sum(plain.vectors, weights: plain.vectors.map { _ in 1 })
    let some = PlainGradients.sum(location.picks.map { plain.vectors[$0] }, weights: location.sizes.map(Double.init))
    let error = PlainGradients.distance(all, some)
    // Sixty distances of at least 0.05, whose squares are good to 1e-5.
    #expect(error > 0 && error <= location.distance + 6e-3)
  }

  @Test func `examples of a class are weighted by whom they stand for`() throws {
    let scene = try SelectionScene("softmax_regression", seed: 53)
    let terms = try scene.training.terms()
    let chosen = try SelectionScene.strategy("craig").choose(scene.round(fraction: 0.2), in: testRun())
    var expected: [Int: Float] = [:]
    for positions in scene.problem.train.positionsByClass {
      let location = FacilityLocation(
        GradientDistance.euclidean.matrix(terms, of: positions, threads: 1), budget: positions.count / 5)
      for (pick, size) in zip(location.picks, location.sizes) { expected[positions[pick]] = Float(size) }
    }
    #expect(chosen.positions == expected.keys.sorted())
    let mean = 60 / Float(expected.count)
    for (position, weight) in zip(chosen.positions, chosen.weights ?? []) {
      #expect(abs(weight - (expected[position] ?? 0) / mean) < 1e-5)
    }
  }

  private func distances(_ points: [[Double]]) -> Matrix {
    Matrix(
      rows: points.count, columns: points.count,
      points.flatMap { left in points.map { Float(PlainGradients.distance(left, $0)) } })
  }

  private func plainPicks(_ distances: Matrix, _ budget: Int) -> [Int] {
    var (picks, nearest): ([Int], [Double]) = ([], [])
    nearest = (0..<distances.rows).map { _ in Double(distances.elements.max() ?? 0) }
    for _ in 0..<budget {
      let gains = (0..<distances.rows).map { pick in
        nearest.indices.reduce(0) { $0 + max(0, nearest[$1] - Double(distances[pick, $1])) }
      }
      let others = gains.indices.filter { !picks.contains($0) }
      guard let best = others.max(by: { (gains[$0], $1) < (gains[$1], $0) }) else { break }
      picks.append(best)
      for member in nearest.indices { nearest[member] = min(nearest[member], Double(distances[best, member])) }
    }
    return picks
  }
}
