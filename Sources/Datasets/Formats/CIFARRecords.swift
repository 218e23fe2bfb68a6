import Compute

/// The binary version of CIFAR-10: records of a label byte and the red, green and blue planes of 32 × 32 pixels.
///
/// Source: A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009, and the data set's own page.
struct CIFARRecords {
  static let image = ImageShape(channels: 3, height: 32, width: 32)
  /// Bytes of a record.
  static let size = 1 + image.count

  /// [records], each below the number of classes.
  private(set) var labels: [Int] = []
  /// Row-major, [records, 3072], each from 0 to 1.
  private(set) var pixels: [Float] = []

  /// Reads files one after the other, each plain or gzipped. Throws ``DatasetError/malformed(path:at:reason:)`` for a file
  /// without records, one that ends within a record, and a label outside 0..<classes. O(bytes).
  init(_ files: [(bytes: [UInt8], path: String)], classes: Int) throws(DatasetError) {
    for file in files { try read(try Gzip.contents(of: file.bytes, path: file.path), file.path, classes) }
  }

  private mutating func read(_ bytes: [UInt8], _ path: String, _ classes: Int) throws(DatasetError) {
    let (count, rest) = bytes.count.quotientAndRemainder(dividingBy: Self.size)
    guard count > 0, rest == 0 else {
      throw .malformed(
        path: path, at: .byte(count * Self.size),
        reason: "expected records of \(Self.size) bytes, a label and 3 × 32 × 32 pixels; found \(rest) bytes after "
          + "\(count) records; the file is truncated or of another format")
    }
    let quotients = (0..<256).map { Float($0) / 255 }
    labels.reserveCapacity(labels.count + count)
    pixels.reserveCapacity(pixels.count + count * Self.image.count)
    for record in 0..<count {
      let label = Int(bytes[record * Self.size])
      guard label < classes else {
        throw .malformed(
          path: path, at: .byte(record * Self.size),
          reason:
            "expected the label of record \(record) below \(classes), found \(label); the file is damaged, or has "
            + "more classes")
      }
      labels.append(label)
      for byte in bytes[(record * Self.size + 1)..<((record + 1) * Self.size)] { pixels.append(quotients[Int(byte)]) }
    }
  }

  /// The first records, at most so many. O(records · pixels).
  func first(_ count: Int) -> CIFARRecords {
    guard count < labels.count else { return self }
    var some = self
    some.labels.removeLast(labels.count - count)
    some.pixels.removeLast((labels.count - count) * Self.image.count)
    return some
  }

  /// How many records have each label, [classes]. O(records).
  func counts(classes: Int) -> [Int] {
    labels.reduce(into: [Int](repeating: 0, count: classes)) { $0[$1] += 1 }
  }
}

extension LoadedData {
  /// Stacks records in the order of the parts.
  init(_ tables: Tables<CIFARRecords>, classNames: [String]) {
    let (parts, image) = (tables.all, CIFARRecords.image)
    let labels = parts.flatMap(\.labels)
    var pixels = parts[0].pixels
    for part in parts.dropFirst() { pixels += part.pixels }
    self.init(
      examples: Examples(
        features: Matrix(rows: labels.count, columns: image.count, pixels), labels: labels, classes: classNames.count,
        rows: Array(0..<labels.count)),
      pools: tables.pools, classNames: classNames, featureNames: (0..<image.count).map { "x\($0)" }, imageShape: image)
  }
}

extension Tables<CIFARRecords> {
  /// What the parts may be drawn from.
  fileprivate var pools: LoadedData.Pools {
    switch self {
    case .whole: .whole
    case .parts(let train, let validation, let test):
      .parts(
        train: train.labels.count, validation: validation?.labels.count ?? 0, test: test.labels.count)
    }
  }
}
