import Glibc
import Pipeline
import Testing
import Vocabulary

@Suite("The store")
struct StoreTests {
  private let artifact = Artifact([
    .init(
      "t",
      .table(Table([.init("x, y", unit: "%", .reals([0.1, .nan, -.infinity])), .init("s", .texts(["", "a", "\n"]))]))),
    .init("a", .array(NumericArray(shape: [2, 2], .float32([1, -0.0, .nan, 4])))),
  ])
  private let key = ContentKey(of: "key")

  @discardableResult
  private func save(_ artifact: Artifact, in store: Store, seconds: Double = 0.5) throws -> ActionRecord {
    try store.save(
      artifact, key: key, step: "s", unit: 3, identity: [IdentityPart("k \"\\\u{1}", "é\n")], inputs: [],
      seconds: seconds)
  }

  @Test("what is saved is found again by its key, in this process and the next")
  func roundTrip() throws {
    let laboratory = try Laboratory()
    #expect(try laboratory.store().lookup(key) == nil)
    let record = try save(artifact, in: laboratory.store())
    #expect(try laboratory.store().lookup(key) == record)
    let read = try laboratory.store().load(record)
    #expect(read.items.map(\.name) == ["t", "a"] && read.contentHash == artifact.contentHash)
    #expect(record.content == artifact.contentHash && record.unit == 3)
  }

  @Test("objects are files that anyone can open")
  func objects() throws {
    let laboratory = try Laboratory()
    let record = try save(artifact, in: laboratory.store())
    let hash = record.outputs[0].object
    let path = "\(laboratory.storeFolder)/objects/\(hash.short(2))/\(hash).csv"
    #expect(String(decoding: try laboratory.read(path), as: UTF8.self) == "\"x, y\",s\n0.1,\"\"\n,a\n-inf,\"\n\"\n")
    #expect(laboratory.paths(ending: ".npy").count == 1)
    #expect(laboratory.paths(below: laboratory.storeFolder + "/tmp").isEmpty)
  }

  @Test("the same result may be saved again; another one under its key is an error that names the item")
  func nonDeterminism() throws {
    let laboratory = try Laboratory()
    let store = try laboratory.store()
    let first = try save(artifact, in: store, seconds: 1)
    #expect(try save(artifact, in: store, seconds: 2) == first)
    let other = Artifact([artifact.items[0], .init("a", .array(NumericArray(shape: [1], .uint8([1]))))])
    #expect(throws: StoreError.nonDeterministic(step: "s", key: key, item: "a")) { try save(other, in: store) }
    #expect(throws: StoreError.nonDeterministic(step: "s", key: key, item: "a")) {
      try save(Artifact([artifact.items[0]]), in: store)
    }
    #expect(try store.lookup(key) == first)
  }

  @Test("a changed object is never read as a result", arguments: ["flipped", "short", "empty", "gone"])
  func damagedObject(damage: String) throws {
    let laboratory = try Laboratory()
    let store = try laboratory.store()
    let record = try save(artifact, in: store)
    let path = try #require(laboratory.paths(ending: ".csv").first)
    var bytes = try laboratory.read(path)
    bytes[bytes.count - 3] ^= 1
    switch damage {
    case "flipped": try laboratory.write(bytes, to: path)
    case "short": try laboratory.write(bytes.dropLast(), to: path)
    case "empty": try laboratory.write([], to: path)
    default: remove(path)
    }
    #expect((try store.lookup(key) == nil) == (damage != "flipped"))
    #expect(throws: StoreError.damaged(object: record.outputs[0].object, step: "s", item: "t")) {
      try store.load(record)
    }
    #expect(try store.lookup(key) == nil)
    try save(artifact, in: store)
    #expect(try store.load(record).contentHash == artifact.contentHash)
  }

  @Test("a record cut short anywhere counts as unknown and is written anew")
  func damagedRecord() throws {
    let laboratory = try Laboratory()
    let store = try laboratory.store()
    let record = try save(artifact, in: store)
    let path = try #require(laboratory.paths(ending: ".json").first)
    let bytes = try laboratory.read(path)
    for count in 0..<(bytes.count - 1) {
      try laboratory.write(bytes.prefix(count).map { $0 }, to: path)
      #expect(try store.lookup(key) == nil)
    }
    #expect(try save(artifact, in: store) == record)
    #expect(try laboratory.read(path) == bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    let swapped = text.split(separator: "\"t\"", maxSplits: 1).joined(separator: "\"u\"")
    #expect(swapped != text)
    try laboratory.write(Array(swapped.utf8), to: path)
    #expect(try store.lookup(key) == nil, "an edited record does not fit its content hash")
  }

  @Test("files left in tmp by a killed process harm nothing")
  func leftovers() throws {
    let laboratory = try Laboratory()
    let store = try laboratory.store()
    for count in 0..<50 { try laboratory.write([1], to: "\(laboratory.storeFolder)/tmp/\(getpid())-\(count)") }
    let record = try save(artifact, in: store)
    #expect(try store.load(record).contentHash == artifact.contentHash)
  }

  @Test("a newer format, a foreign folder, a file and a missing parent are told as such")
  func folders() throws {
    let laboratory = try Laboratory()
    _ = try laboratory.store()
    let folder = laboratory.storeFolder
    try laboratory.write(Array("2\n".utf8), to: folder + "/format")
    #expect(throws: StoreError.newerFormat(path: folder, found: 2, known: 1)) { try laboratory.store() }
    try laboratory.write(Array("hello".utf8), to: folder + "/format")
    #expect(throws: StoreError.notAStore(path: folder)) { try laboratory.store() }
    try laboratory.write([], to: folder + "/format")
    _ = try laboratory.store()
    let file = laboratory.folder + "/file"
    try laboratory.write([1], to: file)
    #expect(throws: StoreError.inaccessible(path: file + "/format", operation: "read", reason: "Not a directory")) {
      try Store(folder: file)
    }
    let orphan = laboratory.folder + "/no/store"
    #expect(
      throws: StoreError.inaccessible(path: orphan, operation: "make the folder", reason: "No such file or directory")
    ) {
      try Store(folder: orphan)
    }
  }
}
