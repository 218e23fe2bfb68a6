import Compute
import Testing
import Vocabulary

@testable import Datasets

private let features = NumericArray(shape: [3, 2], .float64([0, 1, 2, 3, 4, 5])).npyBytes
private let labels = NumericArray(shape: [3], .int64([10, 2, 10])).npyBytes

private func load(_ folder: TemporaryFolder, _ values: [String: Value]) throws -> LoadedData {
  try NPYSource(Arguments(values)).load(from: folder.files, seeds: seeds, requested: nil)
}

@Test("arrays become rows, labels are ordered as numbers, and known corrupted rows are kept")
func npySource() throws {
  let folder = try TemporaryFolder(["x.npy": features, "y.npy": labels])
  let data = try load(
    folder,
    [
      "features": .text("x.npy"), "labels": .text("y.npy"), "divide_by": .real(2),
      "corrupted_rows": .list([.integer(2)]),
    ])
  #expect(data.examples.features == Matrix(rows: 3, columns: 2, [0, 0.5, 1, 1.5, 2, 2.5]))
  #expect(data.classNames == ["2", "10"] && data.examples.labels == [1, 0, 1])
  #expect(data.corrupted == [false, false, true] && data.featureNames == ["x0", "x1"])
}

@Test("an NPY file cut off anywhere is an error naming the file")
func truncatedNPY() throws {
  let folder = try TemporaryFolder(["y.npy": labels])
  for length in 0..<features.count {
    try folder.write("x.npy", Array(features[..<length]))
    let error = failure { _ = try load(folder, ["features": .text("x.npy"), "labels": .text("y.npy")]) }
    guard case .malformed(let path, _, _)? = error else {
      Issue.record("\(length) bytes: \(String(describing: error))")
      continue
    }
    #expect(path == "\(folder.path)/x.npy")
  }
}

@Test("undefined features, labels that are no whole numbers and wrong shapes are located")
func unfitArrays() throws {
  let folder = try TemporaryFolder([
    "x.npy": features, "y.npy": labels,
    "nan.npy": NumericArray(shape: [3, 2], .float32([0, 1, 2, .nan, 4, 5])).npyBytes,
    "huge.npy": NumericArray(shape: [3, 2], .float64([0, 1, 2, 3, 4, 1e300])).npyBytes,
    "half.npy": NumericArray(shape: [3], .float64([1, 0.5, 0])).npyBytes,
    "one.npy": NumericArray(shape: [3], .uint8([4, 4, 4])).npyBytes,
  ])
  func message(_ features: String, _ labels: String) -> String? {
    failure { _ = try load(folder, ["features": .text(features), "labels": .text(labels)]) }?.description
  }
  let root = folder.path
  #expect(message("nan.npy", "y.npy") == "\(root)/nan.npy, row 1, feature 1: expected a finite number, found nan")
  #expect(message("huge.npy", "y.npy") == "\(root)/huge.npy, row 2, feature 1: expected a finite number, found inf")
  #expect(
    message("x.npy", "half.npy") == "\(root)/half.npy, row 1, feature 0: expected a whole number as label, found 0.5")
  #expect(message("x.npy", "one.npy") == "\(root)/x.npy: expected labels of at least 2 classes, found 1")
  #expect(
    message("y.npy", "y.npy") == "\(root)/y.npy: expected features of at least two dimensions, found shape [3]")
  #expect(message("x.npy", "x.npy") == "\(root)/x.npy: expected labels of shape [n], found shape [3, 2]")
}

@Test("incomplete and mixed pairs of files are refused, whatever the files hold")
func pairs() throws {
  let folder = try TemporaryFolder(["x": features, "y": labels])
  func message(_ names: [String]) -> String? {
    failure { _ = try load(folder, Dictionary(uniqueKeysWithValues: names.map { ($0, Value.text("x")) })) }?.description
  }
  #expect(message(["features"]) == "source npy: 'features' is given without 'labels'")
  #expect(message(["train_labels"]) == "source npy: 'train_labels' is given without 'train_features'")
  let mixed =
    "source npy: expected either features and labels, or train_features, train_labels, test_features, "
    + "test_labels and, unless validation is drawn from the training rows, validation_features and validation_labels, "
    + "and not a mixture"
  #expect(message([]) == mixed)
  #expect(message(["features", "labels", "test_features", "test_labels"]) == mixed)
  #expect(message(["train_features", "train_labels"]) == mixed)
}

@Test("an array without rows or features is an error, whatever its other sizes")
func emptyNPY() throws {
  let folder = try TemporaryFolder(["y.npy": labels])
  for shape in ["(0, 4611686018427387904, 4)", "(3, 0)", "(3, 0, 4611686018427387904, 8)", "(0, 2)"] {
    let header = bytes("{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }\n")
    try folder.write("x.npy", [0x93] + bytes("NUMPY") + [1, 0, UInt8(header.count), 0] + header)
    let error = failure { _ = try load(folder, ["features": .text("x.npy"), "labels": .text("y.npy")]) }
    guard case .malformed(_, _, let reason)? = error else {
      Issue.record("\(shape): \(String(describing: error))")
      continue
    }
    #expect(reason.contains("expected rows of features"), "\(reason)")
  }
}
