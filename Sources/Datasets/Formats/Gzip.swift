import CZlib

/// Decompression of gzip files; the one door to zlib.
enum Gzip {
  /// Beyond this a file is taken for damaged or hostile, in bytes.
  static let limit = 8 << 30

  /// Whether bytes begin like a gzip file.
  static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The contents of a gzip file of one or more members, or the bytes themselves where they are none. A file named
  /// `.gz` must be one.
  static func contents(of bytes: [UInt8], path: String) throws(DatasetError) -> [UInt8] {
    if isCompressed(bytes) { return try decompressed(bytes, path: path) }
    guard !path.hasSuffix(".gz") else {
      throw .malformed(path: path, at: .byte(0), reason: "expected a gzip file beginning with bytes 1f 8b")
    }
    return bytes
  }

  static func decompressed(
    _ bytes: [UInt8], path: String, limit: Int = Gzip.limit
  ) throws(DatasetError) -> [UInt8] {
    let inflater = Inflater(reserving: min(declaredSize(bytes), limit))
    let result: Result<[UInt8], DatasetError> = bytes.withUnsafeBufferPointer { source in
      do throws(DatasetError) {
        return .success(try inflater.inflate(source, path: path, limit: limit))
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// The last member's size modulo 2³² from the file's last four bytes: a hint, believed up to deflate's best ratio.
  private static func declaredSize(_ bytes: [UInt8]) -> Int {
    guard bytes.count >= 18 else { return 0 }
    let size = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return min(size, bytes.count * 1032)
  }
}

/// One pass of zlib over a file. The stream lies on the heap: zlib keeps a pointer to it.
private struct Inflater: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private let reserved: Int

  init(reserving size: Int) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    reserved = size
    // 15 bits of window, and 16 for a gzip wrapper.
    let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib \(ZLIB_VERSION) does not start: \(status)")
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  func inflate(
    _ source: UnsafeBufferPointer<UInt8>, path: String, limit: Int
  ) throws(DatasetError) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: max(reserved, 1 << 14))
    var (read, written) = (0, 0)
    while true {
      let status = step(source, &read, &output, &written)
      guard written <= limit else {
        throw .malformed(path: path, at: .byte(read), reason: "decompresses to more than \(limit) bytes")
      }
      if status == Z_STREAM_END {
        if read == source.count { break }
        inflateReset(stream)
        continue
      }
      guard status == Z_OK || status == Z_BUF_ERROR else {
        throw .malformed(path: path, at: .byte(read), reason: "the gzip file is damaged (\(explanation))")
      }
      if written == output.count {
        output.append(contentsOf: repeatElement(0, count: output.count))
      } else if read == source.count {
        throw .malformed(path: path, at: .byte(read), reason: "the gzip file ends too early; it is truncated")
      }
    }
    output.removeLast(output.count - written)
    return output
  }

  private var explanation: String { stream.pointee.msg.map { String(cString: $0) } ?? "unexpected data" }

  /// Hands zlib what is left on both sides, at most 1 GiB of each since it counts in 32 bits.
  private func step(
    _ source: UnsafeBufferPointer<UInt8>, _ read: inout Int, _ output: inout [UInt8], _ written: inout Int
  ) -> Int32 {
    let (available, room) = (min(source.count - read, 1 << 30), min(output.count - written, 1 << 30))
    stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress.map { $0 + read })
    stream.pointee.avail_in = UInt32(available)
    stream.pointee.avail_out = UInt32(room)
    let start = written
    let status = output.withUnsafeMutableBufferPointer { target in
      stream.pointee.next_out = target.baseAddress.map { $0 + start }
      return CZlib.inflate(stream, Z_NO_FLUSH)
    }
    read += available - Int(stream.pointee.avail_in)
    written += room - Int(stream.pointee.avail_out)
    return status
  }
}
