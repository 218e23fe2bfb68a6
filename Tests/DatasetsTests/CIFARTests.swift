import Compute
import Testing
import Vocabulary

@testable import Datasets

/// A record whose pixel p is (first + p) mod 256.
private func record(_ label: UInt8, _ first: Int) -> [UInt8] {
  [label] + (0..<3072).map { UInt8(truncatingIfNeeded: first + $0) }
}

private func load(_ values: [String: Value], _ folder: TemporaryFolder) throws -> LoadedData {
  try CIFARBinary(Arguments(values)).load(from: folder.files, seeds: seeds, requested: nil)
}

private func paths(_ names: String...) -> Value { .list(names.map { .text($0) }) }

@Test("records of several files become colour images between 0 and 1, one below the other")
func cifarRecords() throws {
  let folder = try TemporaryFolder(["a": record(3, 0) + record(0, 5), "b": record(9, 255)])
  let data = try load(["path": paths("a", "b")], folder)
  #expect(data.examples.labels == [3, 0, 9] && data.pools == .whole)
  #expect(data.examples.features.rows == 3 && data.examples.features.columns == 3072)
  #expect(data.examples.features[0, 51] == 0.2 && data.examples.features[1, 0] == Float(5) / 255)
  #expect(data.examples.features[2, 0] == 1 && data.examples.features[2, 1] == 0)
  #expect(data.imageShape == ImageShape(channels: 3, height: 32, width: 32))
  #expect(data.classNames == (0..<10).map { "\($0)" })
}

@Test("parts are kept apart, and classes have the names they are given")
func cifarParts() throws {
  let folder = try TemporaryFolder(["train": record(1, 0) + record(0, 1), "test": record(1, 2)])
  let names = Value.list([.text("cat"), .text("dog")])
  let data = try load(
    ["train": paths("train"), "test": paths("test"), "classes": .integer(2), "class_names": names], folder)
  #expect(data.pools == .parts(train: 2, validation: 0, test: 1))
  #expect(data.classNames == ["cat", "dog"] && data.examples.classes == 2)
}

@Test("a file that ends within a record, has none or has a label too many is an error that names the byte")
func cifarDamaged() throws {
  let whole = record(3, 0) + record(0, 5)
  let folder = try TemporaryFolder(["cut": Array(whole.dropLast()), "empty": [], "label": record(3, 0) + record(10, 1)])
  for (name, byte) in [("cut", 3073), ("empty", 0), ("label", 3073)] {
    guard case .malformed(let path, at: .byte(byte), _)? = failure({ _ = try load(["path": paths(name)], folder) })
    else {
      Issue.record("\(name) is taken")
      continue
    }
    #expect(path.hasSuffix("/\(name)"))
  }
  #expect(throws: DatasetError.self) { try load([:], folder) }
  #expect(throws: DatasetError.self) { try load(["path": paths("label"), "class_names": paths("a", "b")], folder) }
}

@Test("CIFAR-10's own files are known by their size, and none at all by the names that would do")
func cifarFiles() throws {
  let folder = try TemporaryFolder(["data_batch_1.bin": record(3, 0)])
  let files = DataFiles(study: "", bundled: [], benchmarks: folder.path + "/..")
  let source = CIFAR10(Arguments(["subset": .text("first_12000")]))
  guard case .noneAvailable("cifar10", let paths)? = failure({ _ = try source.fingerprint(files: files) }) else {
    Issue.record("files that are not there were found")
    return
  }
  #expect(paths.count == 3 && paths[0].hasSuffix("cifar10/train_first10000.bin.gz"))
  let some = DataFile.oneOf(
    set: "cifar10", [.init("nowhere", .size(1)), .init("data_batch_1.bin", .size(30_730_000))])
  let beside = DataFiles(study: "", bundled: [], benchmarks: folder.path)
  #expect(
    failure { _ = try beside.bytes(of: some) }
      == .size(path: "\(folder.path)/data_batch_1.bin", expected: 30_730_000, found: 3073))
}
