import Datasets
import Vocabulary

/// The array of an NPY file. Throws a `DatasetError` for a file that cannot be read, and
/// ``LearningError/unreadable(file:reason:)`` for one that is no array.
func readArray(_ file: String) throws -> NumericArray {
  let bytes = try DataFiles(study: "", bundled: [], benchmarks: nil).bytes(of: .user(file))
  do {
    return try NumericArray(npy: bytes)
  } catch {
    throw LearningError.unreadable(file: file, reason: "\(error)")
  }
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
