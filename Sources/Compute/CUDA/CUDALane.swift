import Synchronization

/// A stream of a device with memory of its own: what is put into it happens in order, so memory that is given back can be
/// used again at once.
///
/// Threads may share a lane; each call is put into it whole.
final class CUDALane: Sendable {
  let device: CUDADevice
  let stream: ForeignHandle
  let blas: ForeignHandle
  /// `nil` where cuDNN is not installed.
  let dnn: ForeignHandle?
  /// Algorithms of convolutions that were asked for before, best first.
  let plans = Mutex<[ConvolutionPlan.Key: [ConvolutionPlan.Choice]]>([:])
  private let staging: StagingBuffers
  private let shelf: DeviceShelf
  /// Whatever is put in under this lock stays together: the libraries' handles remember a stream and a workspace.
  private let turn = Mutex(())

  /// Bytes that cuBLAS works in; fixed, since its choice of kernels, and with it the bits, depends on them.
  static let workspace = 32 << 20

  /// `nil` where there is no room for what cuBLAS works in.
  init?(on device: CUDADevice) throws(CUDAFailure) {
    let libraries = device.libraries
    let driver = libraries.driver
    try device.makeCurrent()
    let shelf = DeviceShelf(driver, device.memory)
    guard let workspace = try shelf.take(Self.workspace) else { return nil }
    (self.device, self.shelf) = (device, shelf)
    let stream = try ForeignHandle { handle throws(CUDAFailure) in
      try driver.check(driver.streamCreate(&handle, CUDADriver.nonBlockingStream), "cuStreamCreate")
    }
    self.stream = stream
    blas = try ForeignHandle { handle throws(CUDAFailure) in
      let blas = libraries.blas
      try blas.check(blas.create(&handle), "cublasCreate")
      try blas.check(blas.setStream(handle, stream.raw), "cublasSetStream")
      try blas.check(blas.setWorkspace(handle, workspace.address, Self.workspace), "cublasSetWorkspace")
    }
    dnn = try libraries.dnn.map { dnn throws(CUDAFailure) in
      try ForeignHandle { handle throws(CUDAFailure) in
        try dnn.check(dnn.create(&handle), "cudnnCreate")
        try dnn.check(dnn.setStream(handle, stream.raw), "cudnnSetStream")
      }
    }
    staging = try StagingBuffers(driver, stream)
  }

  private var driver: CUDADriver { device.libraries.driver }

  /// Puts something into the lane as a whole.
  func put(_ body: () throws(CUDAFailure) -> Void) throws(CUDAFailure) {
    let failure = turn.withLock { _ -> CUDAFailure? in
      do throws(CUDAFailure) {
        try device.makeCurrent()
        try body()
        return nil
      } catch { return error }
    }
    if let failure { throw failure }
  }

  /// Waits until everything that was put in is done.
  func synchronise() throws(CUDAFailure) {
    try put { () throws(CUDAFailure) in
      try driver.check(driver.streamSynchronize(stream.raw), "cuStreamSynchronize")
    }
  }

  /// Copies bytes to the device; what they lie in may change at once.
  func upload(_ bytes: UnsafeRawBufferPointer, to address: DeviceAddress) throws(CUDAFailure) {
    try put { () throws(CUDAFailure) in try staging.copy(bytes, to: address) }
  }

  /// Copies bytes from the device once everything before is done.
  func download(_ bytes: UnsafeMutableRawBufferPointer, from address: DeviceAddress) throws(CUDAFailure) {
    try put { () throws(CUDAFailure) in
      if let start = bytes.baseAddress, bytes.count > 0 {
        try driver.check(driver.memcpyDtoHAsync(start, address, bytes.count, stream.raw), "cuMemcpyDtoHAsync")
      }
      try driver.check(driver.streamSynchronize(stream.raw), "cuStreamSynchronize")
    }
  }

  /// Memory for so many bytes. Where there is no room, what no tensor holds is given back first; throws
  /// ``DeviceError/outOfMemory(device:bytes:used:budget:)`` where that does not help.
  func take(_ bytes: Int) throws(DeviceError) -> DeviceMemoryBlock {
    do throws(CUDAFailure) {
      try device.makeCurrent()
      if let block = try shelf.take(bytes) { return block }
      try device.trim()
      if let block = try shelf.take(bytes) { return block }
    } catch { throw .failed(device: "cuda", reason: "\(error)") }
    throw device.memory.noRoom(for: bytes)
  }

  /// Puts memory back for the next taker.
  func give(_ block: DeviceMemoryBlock) { shelf.give(block) }

  /// Gives back to the driver what no tensor holds, once everything that may still use it is done.
  func trim() throws(CUDAFailure) {
    try put { () throws(CUDAFailure) in
      try driver.check(driver.streamSynchronize(stream.raw), "cuStreamSynchronize")
      try shelf.clear()
    }
  }
}
