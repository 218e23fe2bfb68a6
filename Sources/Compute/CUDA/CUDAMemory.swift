/// Numbers in the memory of a device; it goes back to its lane with its last handle.
final class CUDAMemory: DeviceMemory {
  let lane: CUDALane
  private let block: DeviceMemoryBlock

  /// Throws where there is no room.
  init(bytes: Int, in lane: CUDALane) throws(DeviceError) {
    self.lane = lane
    block = try lane.take(bytes)
  }

  deinit { lane.give(block) }

  var address: DeviceAddress { block.address }
}
