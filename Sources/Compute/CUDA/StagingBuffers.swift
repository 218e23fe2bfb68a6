import Synchronization

/// Buffers of main memory that the device copies from on its own, so that uploads do not wait for it; an event says when a
/// buffer is free again.
///
/// Copies wait in the stream for the work before them, so there are buffers for the uploads of several updates of a
/// training: with fewer the device would stand still while the next update is put in.
final class StagingBuffers: Sendable {
  private struct Slot: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
    let event: ForeignHandle
    var isInFlight = false
  }

  private let driver: CUDADriver
  private let stream: ForeignHandle
  private let slots: Mutex<(slots: [Slot], next: Int)>

  private static let count = 16
  /// Bytes of a buffer.
  private static let capacity = 1 << 20

  /// The device must be current.
  init(_ driver: CUDADriver, _ stream: ForeignHandle) throws(CUDAFailure) {
    (self.driver, self.stream) = (driver, stream)
    var made: [Slot] = []
    for _ in 0..<Self.count {
      var start: UnsafeMutableRawPointer?
      try driver.check(driver.memAllocHost(&start, Self.capacity), "cuMemAllocHost")
      let event = try ForeignHandle { handle throws(CUDAFailure) in
        try driver.check(driver.eventCreate(&handle, CUDADriver.untimedEvent), "cuEventCreate")
      }
      guard let start else { throw CUDAFailure(call: "cuMemAllocHost", status: 0, words: "no memory was given") }
      made.append(Slot(start: start, event: event))
    }
    slots = Mutex((made, 0))
  }

  /// Puts the copies of some bytes to a device's memory into the stream; the device must be current.
  func copy(_ bytes: UnsafeRawBufferPointer, to address: DeviceAddress) throws(CUDAFailure) {
    var first = 0
    while first < bytes.count {
      let count = min(Self.capacity, bytes.count - first)
      let part = UnsafeRawBufferPointer(rebasing: bytes[first..<first + count])
      let failure = slots.withLock { slots -> CUDAFailure? in
        defer { slots.next = (slots.next + 1) % slots.slots.count }
        do throws(CUDAFailure) {
          try send(part, to: address + DeviceAddress(first), by: &slots.slots[slots.next])
          return nil
        } catch { return error }
      }
      if let failure { throw failure }
      first += count
    }
  }

  private func send(
    _ bytes: UnsafeRawBufferPointer, to address: DeviceAddress, by slot: inout Slot
  ) throws(CUDAFailure) {
    guard let source = bytes.baseAddress else { return }
    if slot.isInFlight { try driver.check(driver.eventSynchronize(slot.event.raw), "cuEventSynchronize") }
    slot.start.copyMemory(from: source, byteCount: bytes.count)
    try driver.check(
      driver.memcpyHtoDAsync(address, slot.start, bytes.count, stream.raw), "cuMemcpyHtoDAsync")
    try driver.check(driver.eventRecord(slot.event.raw, stream.raw), "cuEventRecord")
    slot.isInFlight = true
  }
}
