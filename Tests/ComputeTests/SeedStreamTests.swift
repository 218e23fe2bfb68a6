@testable import Compute
import Testing

@Test("Philox 4×32-10 gives the published known answers")
func knownAnswers() {
  // Random123's kat_vectors: counter and key all zero.
  #expect(SeedStream(root: 0).block(0) == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
  // The published vectors with non-zero upper counter words; a stream leaves those words zero.
  #expect(
    SeedStream.philox(SIMD4(repeating: .max), key: .max) == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
  #expect(
    SeedStream.philox(SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: 0x299f_31d0_a409_3822)
      == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
}

@Test("a stream's blocks are Philox with the block's number as counter and the key low word first")
func blocks() {
  // Computed by an independent Python implementation that reproduces the published vectors.
  #expect(SeedStream(root: .max).block(.max) == SIMD4(0x4d18_d7d2, 0x430a_c65a, 0xbd2f_a22a, 0x0afa_e10d))
  let stream = SeedStream(root: 0x85a3_08d3_243f_6a88)
  #expect(stream.block(1) == SIMD4(0x4ec7_d55f, 0x73b3_174a, 0x2f5b_d027, 0xd4d5_fd5c))
  #expect(stream.bits(2) == 0x73b3_174a_4ec7_d55f)
  #expect(stream.bits(3) == 0xd4d5_fd5c_2f5b_d027)
}

@Test("a permutation contains every number once and does not change")
func permutation() {
  let order = SeedStream(root: 2024).permutation(1000)
  #expect(order.sorted() == Array(0..<1000))
  #expect(order != Array(0..<1000))
}

@Test("a choice has no number twice, stays in range and is a prefix of a larger choice")
func choice() {
  let stream = SeedStream(root: 3)
  let few = stream.choose(20, from: 100)
  let many = stream.choose(100, from: 100)
  #expect(Array(many[..<20]) == few)
  #expect(many.sorted() == Array(0..<100))
}

@Test("every pair is chosen about equally often")
func choiceIsUniform() {
  var counts = [Int](repeating: 0, count: 25)
  let rounds = 20_000
  for round in 0..<rounds {
    let pair = SeedStream(root: UInt64(round)).choose(2, from: 5)
    counts[pair[0] * 5 + pair[1]] += 1
  }
  let expected = Double(rounds) / 20
  let square = (0..<25).filter { $0 / 5 != $0 % 5 }.reduce(0.0) {
    $0 + (Double(counts[$1]) - expected) * (Double(counts[$1]) - expected) / expected
  }
  // χ² with 19 degrees of freedom exceeds 43.8 once in a thousand seeds; these seeds are fixed.
  #expect(square < 43.8)
}

@Test("normal draws have the moments of a standard normal and are never infinite")
func normals() {
  let stream = SeedStream(root: 8)
  let draws = (0..<100_000).map { stream.normal($0) }
  let moments = (1...4).map { power in
    draws.reduce(0.0) { sum, x in sum + (0..<power).reduce(1.0) { product, _ in product * x } } / 100_000
  }
  // Standard errors of the four moments: 0.0032, 0.0045, 0.0122, 0.031; four of each.
  #expect(abs(moments[0]) < 0.0127 && abs(moments[1] - 1) < 0.018)
  #expect(abs(moments[2]) < 0.049 && abs(moments[3] - 3) < 0.124)
}
