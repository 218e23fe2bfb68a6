import Glibc
import Vocabulary

/// The array of an NPY file. Throws ``LearningError/unreadable(file:reason:)``.
func readArray(_ file: String) throws(LearningError) -> NumericArray {
  do {
    return try NumericArray(npy: readBytes(file))
  } catch let error as LearningError {
    throw error
  } catch {
    throw .unreadable(file: file, reason: "\(error)")
  }
}

/// The bytes of a file.
private func readBytes(_ file: String) throws(LearningError) -> [UInt8] {
  guard let stream = fopen(file, "rb") else {
    throw .unreadable(file: file, reason: String(cString: strerror(errno)))
  }
  defer { fclose(stream) }
  var (bytes, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 20))
  while case let count = fread(&chunk, 1, chunk.count, stream), count > 0 { bytes += chunk[..<count] }
  // A folder opens but cannot be read.
  guard ferror(stream) == 0 else { throw .unreadable(file: file, reason: String(cString: strerror(errno))) }
  return bytes
}

extension NumericArray {
  /// The elements in single precision.
  var floats: [Float] {
    switch elements {
    case .float32(let values): values
    case .float64(let values): values.map(Float.init)
    case .int32(let values): values.map(Float.init)
    case .int64(let values): values.map(Float.init)
    case .uint8(let values): values.map(Float.init)
    }
  }
}
