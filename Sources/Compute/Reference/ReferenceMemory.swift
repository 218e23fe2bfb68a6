/// Numbers of the reference backend, kept in double precision.
final class ReferenceMemory: DeviceMemory, @unchecked Sendable {
  // Computations of one tensor follow each other, as on every device.
  var elements: [Double]
  init(_ elements: [Double]) { self.elements = elements }
}

/// Integers of the reference backend.
final class ReferenceIndices: DeviceMemory, @unchecked Sendable {
  var elements: [Int32]
  init(_ elements: [Int32]) { self.elements = elements }
}
