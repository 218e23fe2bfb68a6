import Synchronization

/// A piece of a device's memory.
struct DeviceMemoryBlock: Sendable, Hashable {
  let address: DeviceAddress
  let bytes: Int
}

/// Memory of a lane that no tensor holds and the next of its size may have: taking memory from the driver would stop the
/// whole device.
final class DeviceShelf: Sendable {
  private let driver: CUDADriver
  private let ledger: DeviceLedger
  private let idle = Mutex<[Int: [DeviceMemoryBlock]]>([:])

  init(_ driver: CUDADriver, _ ledger: DeviceLedger) { (self.driver, self.ledger) = (driver, ledger) }

  /// A block for so many bytes, or `nil` where the budget or the device has no room; the device must be current.
  func take(_ bytes: Int) throws(CUDAFailure) -> DeviceMemoryBlock? {
    let size = Self.size(bytes)
    if let block = idle.withLock({ $0[size]?.popLast() }) { return block }
    guard ledger.take(size) else { return nil }
    var address: DeviceAddress = 0
    let status = driver.memAlloc(&address, size)
    guard status == 0 else {
      ledger.give(size)
      guard status == CUDADriver.outOfMemory else {
        try driver.check(status, "cuMemAlloc")
        return nil
      }
      return nil
    }
    return DeviceMemoryBlock(address: address, bytes: size)
  }

  func give(_ block: DeviceMemoryBlock) { idle.withLock { $0[block.bytes, default: []].append(block) } }

  /// Frees all idle blocks; nothing may use them any more.
  func clear() throws(CUDAFailure) {
    let blocks = idle.withLock { idle in
      defer { idle = [:] }
      return idle.values.flatMap { $0 }
    }
    for block in blocks {
      try driver.check(driver.memFree(block.address), "cuMemFree")
      ledger.give(block.bytes)
    }
  }

  /// Rounded up, so that tensors of nearly equal size can follow each other: to 512 bytes, above a MiB to an eighth of
  /// the power of two below.
  static func size(_ bytes: Int) -> Int {
    let step = bytes < 1 << 20 ? 512 : 1 << (Int.bitWidth - bytes.leadingZeroBitCount - 4)
    return max(1, (bytes + step - 1) / step) * step
  }
}
