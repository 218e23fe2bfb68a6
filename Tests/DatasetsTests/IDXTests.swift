import Compute
import Testing
import Vocabulary

@testable import Datasets

/// Two images of 2×2 bytes.
private let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 51, 102, 153, 204, 255, 0, 255]
private let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3]

private func source(_ values: [String: Value]) -> IDXSource { IDXSource(Arguments(values)) }

@Test("images and labels become rows between 0 and 1 with an image shape")
func idxSource() throws {
  let folder = try TemporaryFolder(["images": images, "labels": labels])
  let data = try source(["images": .text("images"), "labels": .text("labels")])
    .load(from: folder.files, seeds: seeds, requested: nil)
  #expect(data.examples.features.elements == [0, 0.2, 0.4, 0.6, 0.8, 1, 0, 1])
  #expect(data.classNames == ["3", "7"] && data.examples.labels == [1, 0])
  #expect(data.imageShape == ImageShape(channels: 1, height: 2, width: 2))
  #expect(data.pools == .whole)
}

@Test("every element type of IDX is read big-endian")
func idxTypes() throws {
  let header: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 1]
  func read(_ type: UInt8, _ element: [UInt8]) throws -> NumericArray.Elements {
    var bytes = header + element
    bytes[2] = type
    return try IDX.array(bytes, path: "x").elements
  }
  #expect(try read(0x08, [200]) == .uint8([200]))
  #expect(try read(0x09, [0xFF]) == .int32([-1]))
  #expect(try read(0x0B, [0xFF, 0xFE]) == .int32([-2]))
  #expect(try read(0x0C, [0x80, 0, 0, 0]) == .int32([.min]))
  #expect(try read(0x0D, [0x3F, 0x80, 0, 0]) == .float32([1]))
  #expect(try read(0x0E, [0xBF, 0xF0, 0, 0, 0, 0, 0, 0]) == .float64([-1]))
}

@Test("an IDX file cut off anywhere, or with something after it, is an error that names a byte")
func truncatedIDX() {
  for length in 0..<images.count {
    let error = failure { _ = try IDX.array(Array(images[..<length]), path: "x") }
    guard case .malformed("x", .byte, _)? = error else {
      Issue.record("\(length) bytes: \(String(describing: error))")
      continue
    }
  }
  let error = failure { _ = try IDX.array(images + [0], path: "x") }
  #expect(
    error?.description
      == "x, byte 25: shape [2, 2, 2] needs 8 elements of 1 bytes after the header; the file has 9 bytes there")
}

@Test("IDX headers that cannot be are refused")
func refusedIDX() {
  #expect(failure { _ = try IDX.array([1, 0, 8, 1, 0, 0, 0, 0], path: "x") } != nil)
  #expect(
    failure { _ = try IDX.array([0, 0, 10, 1, 0, 0, 0, 0], path: "x") }?.description
      == "x, byte 2: element type 10 is none of IDX's (8 and 9 for bytes, 11 to 14 for longer numbers)")
  let huge = [0, 0, 8, 9] + [UInt8](repeating: 255, count: 36)
  #expect(failure { _ = try IDX.array(huge, path: "x") }?.description.contains("more than 2³¹ elements") == true)
}

@Test("labels that differ from images in count are an error naming both files")
func idxMismatch() throws {
  let folder = try TemporaryFolder(["images": images, "labels": [0, 0, 8, 1, 0, 0, 0, 3, 7, 3, 1]])
  let error = failure {
    _ = try source(["images": .text("images"), "labels": .text("labels")])
      .load(from: folder.files, seeds: seeds, requested: nil)
  }
  #expect(error?.description == "\(folder.path)/labels does not fit \(folder.path)/images: 3 labels for 2 rows")
}
