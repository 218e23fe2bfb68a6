import Compute
import Testing

/// Runs one computation on the reference and on the processor.
enum Devices {
  /// Expects the same bits on 1, 2 and 3 threads, and numbers within `tolerance` of the reference's, relative to the
  /// largest of a tensor.
  static func compare(
    tolerance: Double, sourceLocation: SourceLocation = #_sourceLocation,
    _ compute: (any Backend) throws -> [Tensor]
  ) throws {
    let reference = ReferenceBackend()
    let truths = try compute(reference).map { reference.values(of: $0) }
    let alone = try numbers(threads: 1, compute)
    #expect(truths.map(\.count) == alone.map(\.count), sourceLocation: sourceLocation)
    for (truth, found) in zip(truths, alone) {
      let scale = truth.reduce(0) { max($0, abs($1)) }
      #expect(truth.allSatisfy { $0.isFinite }, "the reference left a number unset", sourceLocation: sourceLocation)
      let error = zip(truth, found).reduce(0) { max($0, abs($1.0 - Double($1.1))) }
      #expect(error <= tolerance * scale, "off by \(error) of \(scale)", sourceLocation: sourceLocation)
      // NaN passes no comparison and so no maximum.
      #expect(found.allSatisfy { $0.isFinite }, sourceLocation: sourceLocation)
    }
    for threads in 2...3 {
      let together = try numbers(threads: threads, compute)
      let isEqual = zip(alone, together).allSatisfy { $0.map(\.bitPattern) == $1.map(\.bitPattern) }
      #expect(isEqual, "other bits on \(threads) threads", sourceLocation: sourceLocation)
    }
  }

  private static func numbers(threads: Int, _ compute: (any Backend) throws -> [Tensor]) throws -> [[Float]] {
    let backend = CPUBackend(threads: threads)
    return try compute(backend).map { backend.download($0) }
  }
}

extension Backend {
  /// A tensor of uniform draws in [−1, 1).
  func random(_ shape: [Int], _ seed: UInt64) throws -> Tensor {
    let stream = SeedStream(root: seed)
    return try tensor(shape, (0..<shape.reduce(1, *)).map { Float(2 * stream.uniform($0) - 1) })
  }

  /// Indices of uniform draws below a bound.
  func randomIndices(_ count: Int, below bound: Int, _ seed: UInt64) throws -> Indices {
    let stream = SeedStream(root: seed)
    return try indices([count], (0..<count).map { Int32(stream.integer($0, below: bound)) })
  }
}
