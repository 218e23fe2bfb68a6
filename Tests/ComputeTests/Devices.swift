import Compute
import Foundation
import Testing

/// Runs one computation on the reference and on the devices there are.
enum Devices {
  /// Whether `WORKBENCH_CUDA` names a folder of CUDA's libraries, or of those that stand in for them under `make test`.
  static let hasCUDA = ProcessInfo.processInfo.environment["WORKBENCH_CUDA"] != nil

  /// The reference, the processor and, where there is one, a graphics processor.
  static func all() throws -> [any Backend] {
    [ReferenceBackend(), CPUBackend(threads: 2)] + (hasCUDA ? [try Device.cuda(.single).backend()] : [])
  }

  /// Expects the same bits on 1, 2 and 3 threads of the processor and in two runs of a graphics processor, and numbers
  /// within `tolerance` of the reference's, relative to the largest of a tensor.
  static func compare(
    tolerance: Double, sourceLocation: SourceLocation = #_sourceLocation,
    _ compute: (any Backend) throws -> [Tensor]
  ) throws {
    let reference = ReferenceBackend()
    let truths = try compute(reference).map { reference.values(of: $0) }
    let alone = try numbers(threads: 1, compute)
    check(alone, against: truths, tolerance: tolerance, sourceLocation)
    for threads in 2...3 {
      let together = try numbers(threads: threads, compute)
      let isEqual = zip(alone, together).allSatisfy { $0.map(\.bitPattern) == $1.map(\.bitPattern) }
      #expect(isEqual, "other bits on \(threads) threads", sourceLocation: sourceLocation)
    }
    guard hasCUDA else { return }
    let device = try [0, 1].map { _ in try numbers(on: Device.cuda(.single).backend(), compute) }
    check(device[0], against: truths, tolerance: tolerance, sourceLocation)
    let isRepeated = zip(device[0], device[1]).allSatisfy { $0.map(\.bitPattern) == $1.map(\.bitPattern) }
    #expect(isRepeated, "other bits in a second run of the device", sourceLocation: sourceLocation)
  }

  /// The same for numbers in double precision.
  static func compareDoubles(
    tolerance: Double, sourceLocation: SourceLocation = #_sourceLocation,
    _ compute: (any Backend) throws -> [Doubles]
  ) throws {
    let truths = try numbers(of: compute, on: ReferenceBackend())
    let alone = try numbers(of: compute, on: CPUBackend())
    check(alone, against: truths, tolerance: tolerance, sourceLocation)
    for threads in 2...3 {
      let together = try numbers(of: compute, on: CPUBackend(threads: threads))
      #expect(together == alone, "other bits on \(threads) threads", sourceLocation: sourceLocation)
    }
    guard hasCUDA else { return }
    let device = try [0, 1].map { _ in try numbers(of: compute, on: Device.cuda(.single).backend()) }
    check(device[0], against: truths, tolerance: tolerance, sourceLocation)
    #expect(device[0] == device[1], "other bits in a second run of the device", sourceLocation: sourceLocation)
  }

  private static func numbers(
    of compute: (any Backend) throws -> [Doubles], on backend: any Backend
  ) throws -> [[Double]] {
    try compute(backend).map { try backend.download($0) }
  }

  private static func check<Number: BinaryFloatingPoint>(
    _ numbers: [[Number]], against truths: [[Double]], tolerance: Double, _ sourceLocation: SourceLocation
  ) {
    #expect(truths.map(\.count) == numbers.map(\.count), sourceLocation: sourceLocation)
    for (truth, found) in zip(truths, numbers) {
      let scale = truth.reduce(0) { max($0, abs($1)) }
      #expect(truth.allSatisfy { $0.isFinite }, "the reference left a number unset", sourceLocation: sourceLocation)
      let error = zip(truth, found).reduce(0) { max($0, abs($1.0 - Double($1.1))) }
      #expect(error <= tolerance * scale, "off by \(error) of \(scale)", sourceLocation: sourceLocation)
      // NaN passes no comparison and so no maximum.
      #expect(found.allSatisfy { $0.isFinite }, sourceLocation: sourceLocation)
    }
  }

  private static func numbers(threads: Int, _ compute: (any Backend) throws -> [Tensor]) throws -> [[Float]] {
    try numbers(on: CPUBackend(threads: threads), compute)
  }

  private static func numbers(
    on backend: any Backend, _ compute: (any Backend) throws -> [Tensor]
  ) throws -> [[Float]] {
    try compute(backend).map { try backend.download($0) }
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
