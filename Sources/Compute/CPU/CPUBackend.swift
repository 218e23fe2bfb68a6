/// The processor: OpenBLAS on one thread inside our own parallel loops, and loops over vectors.
///
/// Work is cut into blocks whose bounds depend on shapes alone, and partial sums are combined in block order, so
/// results have the same bits at any number of threads.
public struct CPUBackend: Backend {
  public let name = "cpu"
  /// Threads that blocks may run on.
  public let threads: Int
  let pool: HostPool

  /// Keeps up to `reserve` bytes of freed tensors for later ones.
  public init(threads: Int = 1, reserve: Int = 1 << 30) {
    precondition(threads > 0, "a processor's backend needs a thread, not \(threads)")
    (self.threads, pool) = (threads, HostPool(capacity: reserve))
  }

  public func allocate(_ shape: [Int]) -> Tensor {
    Tensor(shape: shape, memory: HostMemory(count: shape.reduce(1, *), pool: pool))
  }

  public func allocateIndices(_ shape: [Int]) -> Indices {
    Indices(shape: shape, memory: HostMemory(count: shape.reduce(1, *), pool: pool))
  }

  public func upload(_ values: [Float], into output: Tensor) {
    precondition(values.count == output.count, "\(values.count) values for \(output.shape)")
    values.withUnsafeBytes { bytes in
      if let source = bytes.baseAddress { memory(output.memory).start.copyMemory(from: source, byteCount: bytes.count) }
    }
  }

  public func upload(_ values: [Int32], into output: Indices) {
    precondition(values.count == output.count, "\(values.count) values for \(output.shape)")
    values.withUnsafeBytes { bytes in
      if let source = bytes.baseAddress { memory(output.memory).start.copyMemory(from: source, byteCount: bytes.count) }
    }
  }

  public func download(_ tensor: Tensor) -> [Float] {
    Array(UnsafeBufferPointer(start: floats(tensor).start, count: tensor.count))
  }

  public func download(_ indices: Indices) -> [Int32] {
    Array(UnsafeBufferPointer(start: integers(indices).start, count: indices.count))
  }

  public func allocateDoubles(_ shape: [Int]) -> Doubles {
    Doubles(shape: shape, memory: HostMemory(count: shape.reduce(1, *), bytesEach: 8, pool: pool))
  }

  public func upload(_ values: [Double], into output: Doubles) {
    precondition(values.count == output.count, "\(values.count) values for \(output.shape)")
    doubles(output).start.update(from: values, count: values.count)
  }

  public func download(_ doubles: Doubles) -> [Double] {
    Array(UnsafeBufferPointer(start: self.doubles(doubles).start, count: doubles.count))
  }

  public func fill(_ doubles: Doubles, with value: Double) {
    self.doubles(doubles).start.update(repeating: value, count: doubles.count)
  }

  public func synchronise() {}

  public func copy(_ tensor: Tensor, into output: Tensor) {
    output.require(tensor.shape, "an output")
    let (source, target) = (floats(tensor), floats(output))
    forEachSpan(of: tensor.count) { first, count in (target + first).update(from: source + first, count: count) }
  }

  public func copy(_ slices: Tensor, into output: Tensor, from first: Int) {
    let s = SliceShape(all: output, from: first, some: slices)
    (floats(output) + first * s.width).update(from: floats(slices).start, count: slices.count)
  }

  public func fill(_ tensor: Tensor, with value: Float) {
    let target = floats(tensor)
    forEachSpan(of: tensor.count) { first, count in (target + first).update(repeating: value, count: count) }
  }

  /// The memory behind a handle; stops for that of another device.
  func memory(_ memory: any DeviceMemory) -> HostMemory {
    guard let memory = memory as? HostMemory else {
      preconditionFailure("memory of \(type(of: memory)) was given to the processor's backend")
    }
    return memory
  }

  func floats(_ tensor: Tensor) -> HostFloats {
    HostFloats(memory(tensor.memory).start.bindMemory(to: Float.self, capacity: tensor.count))
  }

  func integers(_ indices: Indices) -> HostIntegers {
    HostIntegers(memory(indices.memory).start.bindMemory(to: Int32.self, capacity: indices.count))
  }

  func doubles(_ doubles: Doubles) -> HostDoubles {
    HostDoubles(memory(doubles.memory).start.bindMemory(to: Double.self, capacity: doubles.count))
  }

  /// Numbers that a block of an element-wise loop covers, about what the nearest caches hold.
  static let span = 1 << 14

  /// Calls `body` with the first element and the length of every block of a loop over elements.
  @inline(__always)
  func forEachSpan(of count: Int, _ body: @Sendable (_ first: Int, _ count: Int) -> Void) {
    forEachBlock((count + Self.span - 1) / Self.span, threads: threads) { block in
      let first = block * Self.span
      body(first, min(Self.span, count - first))
    }
  }

  /// Rows of one block, for rows of some width.
  static func blockRows(width: Int) -> Int { max(1, span / max(1, width)) }

  /// Calls `body` with the number and the rows of every block of a loop over rows.
  @inline(__always)
  func forEachRowBlock(of rows: Int, width: Int, _ body: @Sendable (_ block: Int, _ rows: Range<Int>) -> Void) {
    let size = Self.blockRows(width: width)
    forEachBlock((rows + size - 1) / size, threads: threads) { block in
      body(block, block * size..<min(rows, (block + 1) * size))
    }
  }

  /// Sums of rows: each block of rows writes its own partial sums, which are then added in block order.
  ///
  /// `body` adds its rows to `width` zeros.
  func sumBlocks(
    rows: Int, width: Int, block: Int, into sum: HostFloats,
    _ body: @Sendable (_ rows: Range<Int>, _ partial: UnsafeMutablePointer<Float>) -> Void
  ) {
    let blocks = (rows + block - 1) / block
    pool.withScratch(blocks * width) { partial in
      forEachBlock(blocks, threads: threads) { index in
        (partial + index * width).initialize(repeating: 0, count: width)
        body(index * block..<min(rows, (index + 1) * block), partial + index * width)
      }
      forEachSpan(of: width) { first, count in
        let target = sum + first
        target.initialize(repeating: 0, count: count)
        for index in 0..<blocks {
          let source = partial + (index * width + first)
          for place in 0..<count { target[place] += source[place] }
        }
      }
    }
  }
}
