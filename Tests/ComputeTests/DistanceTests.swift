import Compute
import Testing

@Test("squared distances agree with the definition at every width", arguments: [0, 1, 7, 8, 16, 17, 31, 64, 100])
func squaredDistances(width: Int) {
  let stream = SeedStream(root: 3)
  let (a, b) = ((0..<width).map { stream.normal($0) }, (0..<width).map { stream.normal(1000 + $0) })
  let (narrowA, narrowB) = (a.map { Float($0) }, b.map { Float($0) })
  let truth = zip(a, b).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  // A relative rounding for each of at most 100 terms, at double and at single precision.
  #expect(abs(LinearAlgebra.squaredDistance(a, b, count: width) - truth) <= truth * 1e-14)
  #expect(abs(Double(LinearAlgebra.squaredDistance(narrowA, narrowB, count: width)) - truth) <= truth * 1e-5)
  #expect(LinearAlgebra.squaredDistance(narrowA, narrowA, count: width) == 0)
}
