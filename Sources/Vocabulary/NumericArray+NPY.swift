import Glibc

extension NumericArray {
  /// The array as an NPY file of version 1.0: little-endian, C order, elements from a multiple of 64 bytes on.
  public var npyBytes: [UInt8] {
    let sizes = shape.map(\.description).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let text = "{'descr': '\(elements.npyDescriptor)', 'fortran_order': False, 'shape': (\(sizes)), }"
    let padding = 63 - (10 + text.utf8.count) % 64
    let length = text.utf8.count + padding + 1
    precondition(length <= 0xFFFF, "\(shape.count) dimensions are too many for NPY 1.0")
    var bytes = NPYHeader.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)]
    elements.withUnsafeBytes { elements in
      bytes.reserveCapacity(10 + length + elements.count)
      bytes.append(contentsOf: text.utf8)
      bytes.append(contentsOf: repeatElement(0x20, count: padding))
      bytes.append(0x0A)
      bytes.append(contentsOf: elements)
    }
    return bytes
  }

  /// Reads an NPY file of version 1, 2 or 3 of either byte order and either element order.
  ///
  /// Numbers of other widths become the narrowest of our element types that holds them: `f2` single precision, `i1`,
  /// `i2` and `u2` 32-bit, `u4` and `u8` 64-bit integers, `b1` bytes of 0 and 1.
  public init(npy bytes: [UInt8]) throws(NPYError) {
    let header = try NPYHeader(bytes)
    let type = Array(header.descriptor.utf8)
    guard type.count == 3, "<>|=".utf8.contains(type[0]), let width = Self.width(header.descriptor.dropFirst()) else {
      throw .elementType(offset: header.descriptorOffset, found: header.descriptor)
    }
    let (size, isTooLarge) = header.count.multipliedReportingOverflow(by: width)
    guard !isTooLarge, size <= Int.max - header.dataOffset else { throw .shape(offset: header.descriptorOffset) }
    guard size == bytes.count - header.dataOffset else {
      throw .length(expected: header.dataOffset + size, found: bytes.count)
    }
    let source = NPYSource(bytes: bytes, header: header, isSwapped: type[0] == UInt8(ascii: ">"))
    self.init(shape: header.shape, try source.elements(header.descriptor.dropFirst()))
  }

  private static func width(_ type: Substring) -> Int? {
    switch type {
    case "i1", "u1", "b1": 1
    case "f2", "i2", "u2": 2
    case "f4", "i4", "u4": 4
    case "f8", "i8", "u8": 8
    default: nil
    }
  }
}

extension NumericArray.Elements {
  fileprivate var npyDescriptor: String {
    switch self {
    case .float32: "<f4"
    case .float64: "<f8"
    case .int32: "<i4"
    case .int64: "<i8"
    case .uint8: "|u1"
    }
  }

  /// Lends the elements' bytes, little-endian as on every machine Swift on Linux runs on.
  public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    switch self {
    case .float32(let values): try values.withUnsafeBytes(body)
    case .float64(let values): try values.withUnsafeBytes(body)
    case .int32(let values): try values.withUnsafeBytes(body)
    case .int64(let values): try values.withUnsafeBytes(body)
    case .uint8(let values): try values.withUnsafeBytes(body)
    }
  }
}

/// The elements of a file whose header has been read and whose length fits it.
private struct NPYSource {
  let bytes: [UInt8]
  let header: NPYHeader
  let isSwapped: Bool

  func elements(_ type: Substring) throws(NPYError) -> NumericArray.Elements {
    switch type {
    case "f4": return .float32(isSwapped ? integers(UInt32.self).map { Float(bitPattern: $0) } : read())
    case "f8": return .float64(isSwapped ? integers(UInt64.self).map { Double(bitPattern: $0) } : read())
    case "f2": return .float32(integers(UInt16.self).map { Float(Float16(bitPattern: $0)) })
    case "i1": return .int32(integers(Int8.self).map { Int32($0) })
    case "i2": return .int32(integers(Int16.self).map { Int32($0) })
    case "i4": return .int32(integers())
    case "i8": return .int64(integers())
    case "u1": return .uint8(read())
    case "b1": return .uint8(integers(UInt8.self).map { $0 == 0 ? 0 : 1 })
    case "u2": return .int32(integers(UInt16.self).map { Int32($0) })
    case "u4": return .int64(integers(UInt32.self).map { Int64($0) })
    default: return .int64(try signed(integers(UInt64.self)))
    }
  }

  private func signed(_ values: [UInt64]) throws(NPYError) -> [Int64] {
    if let index = values.firstIndex(where: { $0 > UInt64(Int64.max) }) {
      throw .overflow(element: index, value: values[index])
    }
    return values.map { Int64(bitPattern: $0) }
  }

  private func integers<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type = T.self) -> [T] {
    isSwapped ? read().map { (value: T) in value.byteSwapped } : read()
  }

  /// The elements in C order; one copy of the bytes where the file is in C order too.
  private func read<T: BitwiseCopyable>() -> [T] {
    let values = [T](unsafeUninitializedCapacity: header.count) { target, count in
      bytes.withUnsafeBytes { source in
        guard header.count > 0, let to = target.baseAddress, let from = source.baseAddress else { return }
        memcpy(to, from + header.dataOffset, header.count * MemoryLayout<T>.stride)
      }
      count = header.count
    }
    return header.isFortranOrder && header.shape.count > 1 ? inRowMajorOrder(values) : values
  }

  /// Moves elements whose first index runs fastest to where the last one does. O(count · dimensions).
  private func inRowMajorOrder<T>(_ values: [T]) -> [T] {
    var strides = [Int]()
    var stride = 1
    for size in header.shape {
      strides.append(stride)
      stride *= size
    }
    return values.indices.map { index in
      var (rest, source) = (index, 0)
      for axis in header.shape.indices.reversed() {
        source += rest % header.shape[axis] * strides[axis]
        rest /= header.shape[axis]
      }
      return values[source]
    }
  }
}
