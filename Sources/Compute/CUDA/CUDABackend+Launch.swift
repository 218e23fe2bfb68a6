extension CUDABackend {
  /// Threads of a block.
  static let blockSize = 256
  /// Blocks of a launch over elements at most; a thread takes several elements beyond.
  private static let mostBlocks = 1 << 16

  /// A tensor's memory as an argument.
  func memory(_ tensor: Tensor) -> KernelArgument { .address(address(tensor.memory)) }
  /// Indices' memory as an argument.
  func memory(_ indices: Indices) -> KernelArgument { .address(address(indices.memory)) }
  /// The memory of doubles as an argument.
  func memory(_ doubles: Doubles) -> KernelArgument { .address(address(doubles.memory)) }

  /// Puts a kernel over `count` elements into the lane: a thread for each, and the count as the last argument.
  func launch(_ kernel: String, over count: Int, _ arguments: KernelArgument...) {
    launch(kernel, over: count, arguments)
  }

  /// The same with the arguments in an array.
  func launch(_ kernel: String, over count: Int, _ arguments: [KernelArgument]) {
    guard count > 0 else { return }
    let blocks = min(Self.mostBlocks, (count + Self.blockSize - 1) / Self.blockSize)
    put(kernel, blocks, 1, Self.blockSize, arguments + [.long(count)])
  }

  /// Puts a kernel on a grid of blocks into the lane.
  func launch(
    _ kernel: String, blocks: Int, by rows: Int = 1, threads: Int = CUDABackend.blockSize,
    _ arguments: KernelArgument...
  ) {
    launch(kernel, blocks: blocks, by: rows, threads: threads, arguments)
  }

  /// The same with the arguments in an array.
  func launch(
    _ kernel: String, blocks: Int, by rows: Int = 1, threads: Int = CUDABackend.blockSize,
    _ arguments: [KernelArgument]
  ) {
    guard blocks > 0 && rows > 0 else { return }
    put(kernel, blocks, rows, threads, arguments)
  }

  private func put(_ kernel: String, _ blocks: Int, _ rows: Int, _ threads: Int, _ arguments: [KernelArgument]) {
    put { () throws(CUDAFailure) in
      let driver = device.libraries.driver
      let function = try device.function(kernel)
      let status = KernelArgument.withPointers(arguments) { pointers in
        driver.launchKernel(
          function.raw, UInt32(blocks), UInt32(rows), 1, UInt32(threads), 1, 1, 0, lane.stream.raw, pointers, nil)
      }
      try driver.check(status, "cuLaunchKernel(\(kernel))")
    }
  }

  /// Lends memory for one computation, which whatever follows in the lane may use again. Where there is no room, nothing is
  /// done, and the next call that can throw says so.
  func withScratch(bytes: Int, _ body: (DeviceAddress) -> Void) {
    do throws(DeviceError) {
      let memory = try CUDAMemory(bytes: bytes, in: lane)
      // What is given back while another thread shares the lane could be used again before the last kernel is put in.
      withExtendedLifetime(memory) { body(memory.address) }
    } catch { fail(error) }
  }
}
