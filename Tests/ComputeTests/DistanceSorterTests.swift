import Compute
import Testing

/// The slow way: a comparison sort with ties by index.
private func reference(_ distances: [Float]) -> [Int] {
  distances.indices.sorted { distances[$0] == distances[$1] ? $0 < $1 : distances[$0] < distances[$1] }
}

@Test("the radix sort agrees with a stable comparison sort, with ties, signs and sizes changing")
func agreement() throws {
  var sorter = DistanceSorter(capacity: 5000)
  let stream = SeedStream(root: 11)
  for (round, count) in [5000, 0, 1, 2, 17, 300, 2049, 5000].enumerated() {
    let draws = stream.branch(round)
    let spread = Float([1e-30, 1, 1e30, 1e3][round % 4])
    let coarse = round % 2 == 0
    let distances = (0..<count).map { index -> Float in
      let number = Float(draws.normal(index))
      return coarse ? (number * 4).rounded() : number * spread
    }
    let order = try sorter.sort(distances)
    let difference = zip(order, reference(distances)).enumerated().first { $1.0 != $1.1 }?.offset
    #expect(difference == nil && order.count == count, "round \(round)")
  }
}

@Test("minus zero equals zero, infinities come at the ends, subnormals are told apart")
func specialNumbers() throws {
  var sorter = DistanceSorter(capacity: 8)
  let tiny = Float.leastNonzeroMagnitude
  let order = try sorter.sort([0, -0.0, .infinity, -.infinity, tiny, -tiny, 0, -0.0])
  #expect(order == [3, 5, 0, 1, 6, 7, 4, 2])
}

@Test("a distance that is not a number is reported with its position")
func undefinedDistance() {
  #expect(throws: ComputeError.notANumber(what: "distance", index: 2)) {
    var sorter = DistanceSorter(capacity: 4)
    return try sorter.sort([1, .infinity, -.nan, .nan])
  }
}
