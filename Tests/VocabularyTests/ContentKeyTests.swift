import Testing
import Vocabulary

@Test("a content key is the SHA-256 of the bytes")
func digest() {
  // FIPS 180-2, appendix B.1
  #expect(ContentKey(of: "abc").description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
}
