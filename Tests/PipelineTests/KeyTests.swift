import Compute
import Pipeline
import Testing
import Vocabulary

@Suite("Keys")
struct KeyTests {
  private func step(
    name: String = "a", _ identity: [IdentityPart] = [IdentityPart("k", "i5"), IdentityPart("card", "knn@1")],
    role: String = "train", seeds: UInt64 = 1, isStored: Bool = true, units: Int? = nil
  ) -> Step {
    let work: Step.Work =
      if let units {
        .units(
          Step.Units(count: units, identity: identity) { _, _, _ in
            Artifact()
          } combine: {
            $2.progress(1, of: 1); return $0[0]
          })
      } else { .whole { _, _ in Artifact() } }
    return Step(
      name: name, identity: identity, inputs: [.init(role, "x")], seeds: SeedStream(root: seeds), isStored: isStored,
      work: work)
  }

  private let content = ContentKey(of: "abc")

  @Test("keys and content hashes stay what they are")
  func golden() {
    #expect(
      step().key(inputs: [content]).description == "9afdc552d01187fe6617187ef1ab04f0e4c0480e7629bd06979ff0f08f2f7865")
    #expect(
      step(units: 3).key(unit: 2, inputs: [content]).description
        == "9aff2af6ed27c416f72225d2b04f261fc6166557ba606d5dee9a80f37998bdfd")
    let artifact = Artifact([
      .init("t", .table(Table([.init("x", unit: "%", .reals([0.5])), .init("n", .texts(["a"]))]))),
      .init("a", .array(NumericArray(shape: [2], .int32([1, 2])))),
    ])
    #expect(artifact.contentHash.description == "89f9c3cd12ecfb3a919966a9b23a08599dfd5bad125ec7fe64c2bc76799e9096")
  }

  @Test("names, places, the order of parts, streams and storing are no part of a key")
  func without() {
    let key = step().key(inputs: [content])
    #expect(step(name: "b").key(inputs: [content]) == key)
    #expect(step(seeds: 2).key(inputs: [content]) == key)
    #expect(step(isStored: false).key(inputs: [content]) == key)
    let moved = [IdentityPart("card", "knn@1", place: "x.yaml:3"), IdentityPart("k", "i5", place: "x.yaml:4")]
    #expect(step(moved).key(inputs: [content]) == key)
  }

  @Test("values, part names, roles, input contents and the kind of work are")
  func within() {
    var keys = Set([step().key(inputs: [content])])
    keys.insert(step([IdentityPart("k", "i6"), IdentityPart("card", "knn@1")]).key(inputs: [content]))
    keys.insert(step([IdentityPart("l", "i5"), IdentityPart("card", "knn@1")]).key(inputs: [content]))
    keys.insert(step([IdentityPart("card", "knn@1")]).key(inputs: [content]))
    keys.insert(step(role: "test").key(inputs: [content]))
    keys.insert(step().key(inputs: [ContentKey(of: "abd")]))
    keys.insert(step(units: 3).key(inputs: [content]))
    keys.insert(step(units: 4).key(inputs: [content]))
    #expect(keys.count == 8)
    // Lengths are written out, so that text cannot move between neighbours.
    let left = step([IdentityPart("a", "b\n1:c=1:d")])
    let right = step([IdentityPart("a", "b"), IdentityPart("c", "d")])
    #expect(left.key(inputs: [content]) != right.key(inputs: [content]))
  }

  @Test("a unit's key leaves out how many there are, not which it is")
  func units() {
    let few = step(units: 5)
    let many = step(units: 10)
    #expect(few.key(unit: 4, inputs: [content]) == many.key(unit: 4, inputs: [content]))
    #expect(Set((0..<10).map { many.key(unit: $0, inputs: [content]) }).count == 10)
  }

  @Test("a content hash knows names, types, units, shapes and bytes")
  func contents() {
    func table(_ column: Table.Column, name: String = "t") -> ContentKey {
      Artifact([.init(name, .table(Table([column])))]).contentHash
    }
    func array(_ shape: [Int], _ elements: NumericArray.Elements) -> ContentKey {
      Artifact([.init("t", .array(NumericArray(shape: shape, elements)))]).contentHash
    }
    let hashes = [
      table(.init("x", .integers([1]))), table(.init("x", .texts(["1"]))), table(.init("y", .integers([1]))),
      table(.init("x", unit: "%", .integers([1]))), table(.init("x", .integers([2]))),
      table(.init("x", .integers([1])), name: "u"), array([4], .int32([1, 2, 3, 4])),
      array([2, 2], .int32([1, 2, 3, 4])),
      array([4], .int64([1, 2, 3, 4])), Artifact().contentHash,
    ]
    #expect(Set(hashes).count == hashes.count)
    #expect(table(.init("x", .reals([.nan]))) == table(.init("x", .reals([-.nan]))))
  }
}
