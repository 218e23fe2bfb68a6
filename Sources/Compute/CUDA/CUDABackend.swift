import Synchronization

/// A graphics processor of NVIDIA: kernels of our own, and NVIDIA's libraries for large products and convolutions.
///
/// Work is put into a lane and happens later; whatever goes wrong is thrown by the next allocation, upload, download or
/// ``synchronise()``. Every sum has a fixed order, so that a run gives the same bits as the one before on one device with
/// one set of libraries.
package struct CUDABackend: Backend {
  package let name = "cuda"
  /// Of large products and convolutions.
  package let precision: Precision
  let lane: CUDALane
  /// Bytes that the windows of a chunk of examples take at most, side by side.
  let patchBytes: Int
  /// What went wrong first; nothing is put into the lane after that.
  private let outcome: Outcome

  /// Throws where no lane can be opened.
  package init(on device: CUDADevice, _ precision: Precision, patchBytes: Int = 128 << 20) throws(DeviceError) {
    (lane, self.precision, self.patchBytes, outcome) = (try device.lane(), precision, patchBytes, Outcome())
  }

  /// The same lane, and so the same failures.
  private init(_ backend: CUDABackend, _ precision: Precision) {
    (lane, outcome) = (backend.lane, backend.outcome)
    (self.precision, patchBytes) = (precision, backend.patchBytes)
  }

  package var inSinglePrecision: any Backend { CUDABackend(self, .single) }

  package func recover() {
    outcome.failure.withLock { failure in if case .outOfMemory? = failure { failure = nil } }
  }

  var device: CUDADevice { lane.device }

  private final class Outcome: Sendable {
    let failure = Mutex<DeviceError?>(nil)
  }

  /// Puts something into the lane; a failure is kept for ``check()``.
  func put(_ body: () throws(CUDAFailure) -> Void) {
    guard outcome.failure.withLock({ $0 == nil }) else { return }
    do throws(CUDAFailure) { try lane.put(body) } catch { fail(.failed(device: name, reason: "\(error)")) }
  }

  /// Nothing more is put into the lane after this.
  func fail(_ error: DeviceError) { outcome.failure.withLock { $0 = $0 ?? error } }

  /// Throws what went wrong so far.
  private func check() throws(DeviceError) {
    if let failure = outcome.failure.withLock({ $0 }) { throw failure }
  }

  /// Does something that waits for the lane, and throws what went wrong then or before.
  private func wait(_ body: () throws(CUDAFailure) -> Void) throws(DeviceError) {
    try check()
    do throws(CUDAFailure) { try body() } catch { fail(.failed(device: name, reason: "\(error)")) }
    try check()
  }

  private func memory(bytes: Int) throws(DeviceError) -> CUDAMemory {
    try check()
    return try CUDAMemory(bytes: bytes, in: lane)
  }

  // MARK: Memory

  package func allocate(_ shape: [Int]) throws(DeviceError) -> Tensor {
    Tensor(shape: shape, memory: try memory(bytes: shape.reduce(4, *)))
  }

  package func allocateIndices(_ shape: [Int]) throws(DeviceError) -> Indices {
    Indices(shape: shape, memory: try memory(bytes: shape.reduce(4, *)))
  }

  package func allocateDoubles(_ shape: [Int]) throws(DeviceError) -> Doubles {
    Doubles(shape: shape, memory: try memory(bytes: shape.reduce(8, *)))
  }

  package func upload(_ values: [Float], into output: Tensor) throws(DeviceError) {
    precondition(values.count == output.count, "\(values.count) values for \(output.shape)")
    try upload(values, to: output.memory)
  }

  package func upload(_ values: [Int32], into output: Indices) throws(DeviceError) {
    precondition(values.count == output.count, "\(values.count) values for \(output.shape)")
    try upload(values, to: output.memory)
  }

  package func upload(_ values: [Double], into output: Doubles) throws(DeviceError) {
    precondition(values.count == output.count, "\(values.count) values for \(output.shape)")
    try upload(values, to: output.memory)
  }

  package func download(_ tensor: Tensor) throws(DeviceError) -> [Float] {
    try download(tensor.count, from: tensor.memory, zero: 0)
  }

  package func download(_ indices: Indices) throws(DeviceError) -> [Int32] {
    try download(indices.count, from: indices.memory, zero: 0)
  }

  package func download(_ doubles: Doubles) throws(DeviceError) -> [Double] {
    try download(doubles.count, from: doubles.memory, zero: 0)
  }

  package func synchronise() throws(DeviceError) {
    try wait { () throws(CUDAFailure) in try lane.synchronise() }
  }

  package func copy(_ tensor: Tensor, into output: Tensor) {
    output.require(tensor.shape, "an output")
    copy(tensor, to: address(output.memory))
  }

  package func copy(_ slices: Tensor, into output: Tensor, from first: Int) {
    let s = SliceShape(all: output, from: first, some: slices)
    copy(slices, to: address(output.memory) + DeviceAddress(4 * first * s.width))
  }

  private func copy(_ tensor: Tensor, to target: DeviceAddress) {
    guard tensor.count > 0 else { return }
    let source = address(tensor.memory)
    put { () throws(CUDAFailure) in
      let driver = device.libraries.driver
      try driver.check(
        driver.memcpyDtoDAsync(target, source, 4 * tensor.count, lane.stream.raw), "cuMemcpyDtoDAsync")
    }
  }

  private func upload<Value: BitwiseCopyable>(_ values: [Value], to memory: any DeviceMemory) throws(DeviceError) {
    let address = address(memory)
    try wait { () throws(CUDAFailure) in
      try values.withUnsafeBytes { bytes in
        Result { () throws(CUDAFailure) in try lane.upload(bytes, to: address) }
      }.get()
    }
  }

  private func download<Value: BitwiseCopyable>(
    _ count: Int, from memory: any DeviceMemory, zero: Value
  ) throws(DeviceError) -> [Value] {
    let address = address(memory)
    var values = [Value](repeating: zero, count: count)
    try wait { () throws(CUDAFailure) in
      try values.withUnsafeMutableBytes { bytes in
        Result { () throws(CUDAFailure) in try lane.download(bytes, from: address) }
      }.get()
    }
    return values
  }

  /// Where the numbers behind a handle lie; stops for memory of another device or lane.
  func address(_ memory: any DeviceMemory) -> DeviceAddress {
    guard let memory = memory as? CUDAMemory, memory.lane === lane else {
      preconditionFailure("memory of another device or lane was given to a lane of 'cuda'")
    }
    return memory.address
  }
}
