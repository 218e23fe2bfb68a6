import Compute
import Glibc
import Testing

@Test("a sum keeps what rounding would lose, whatever the order")
func exactSums() {
  let terms: [(Float, Float)] = [(1e30, 1e8), (3, 1), (0x1p-60, 3), (-1e30, 1e8), (0.5, -1), (0x1p-40, 0x1p-30)]
  let order = SeedStream(root: 1).permutation(terms.count)
  var (forward, shuffled) = (ExactSums(count: 2), ExactSums(count: 2))
  for index in terms.indices {
    forward.add(terms[index].0, terms[index].1, to: 1)
    shuffled.add(terms[order[index]].0, terms[order[index]].1, to: 1)
  }
  #expect(forward[0] == (0, 0))
  #expect(forward[1].high == 2.5 && forward[1] == shuffled[1] && forward == shuffled)
  // Both large terms are gone without a trace.
  #expect(forward[1].low == 3 * 0x1p-60 + 0x1p-70)
}

@Test("sums agree with sums of whole numbers, negative ones too")
func exactIntegers() {
  let stream = SeedStream(root: 2)
  var sums = ExactSums(count: 3)
  var plain = [0, 0, 0]
  for index in 0..<3000 {
    let (a, b) = (stream.integer(2 * index, below: 2001) - 1200, stream.integer(2 * index + 1, below: 2001) - 800)
    plain[index % 3] += a * b
    sums.add(Float(a), Float(b), to: index % 3)
  }
  #expect((0..<3).map { sums[$0].high } == plain.map(Double.init) && (0..<3).allSatisfy { sums[$0].low == 0 })
}

@Test("the largest and the smallest products have their place")
func exactExtremes() {
  let (large, small) = (Float.greatestFiniteMagnitude, Float.leastNonzeroMagnitude)
  var sums = ExactSums(count: 2)
  for _ in 0..<1000 { sums.add(-large, large, to: 0) }
  sums.add(small, small, to: 1)
  #expect(sums[0].high + sums[0].low == -1000 * Double(large) * Double(large))
  #expect(sums[1] == (0x1p-298, 0))
}
