import Compute
import Testing

@Test("Philox 4×32-10 gives the published known answers")
func knownAnswers() {
  // Random123's kat_vectors: counter and key all zero.
  #expect(SeedStream(root: 0).block(0) == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
}
