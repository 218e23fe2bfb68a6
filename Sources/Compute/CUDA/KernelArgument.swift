/// What a kernel is given.
enum KernelArgument: Sendable {
  /// A pointer into the device's memory.
  case address(DeviceAddress)
  /// `i32`
  case int(Int)
  /// `i64`
  case long(Int)
  case float(Float)
  case double(Double)
  /// `u64`
  case word(UInt64)

  /// Calls `body` with an array of pointers to the values, as the driver wants them.
  static func withPointers<Result>(
    _ arguments: [KernelArgument], _ body: (UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(byteCount: max(1, arguments.count) * 8, alignment: 8) { values in
      for (index, argument) in arguments.enumerated() { argument.store(in: values, at: index * 8) }
      var pointers = arguments.indices.map { index in values.baseAddress.map { $0 + index * 8 } }
      return pointers.withUnsafeMutableBufferPointer { body($0.baseAddress) }
    }
  }

  /// Little-endian, so that a narrow value stands at the start of its eight bytes.
  private func store(in bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
    switch self {
    case .address(let address): bytes.storeBytes(of: address, toByteOffset: offset, as: DeviceAddress.self)
    case .int(let value): bytes.storeBytes(of: Int32(value), toByteOffset: offset, as: Int32.self)
    case .long(let value): bytes.storeBytes(of: Int64(value), toByteOffset: offset, as: Int64.self)
    case .float(let value): bytes.storeBytes(of: value, toByteOffset: offset, as: Float.self)
    case .double(let value): bytes.storeBytes(of: value, toByteOffset: offset, as: Double.self)
    case .word(let value): bytes.storeBytes(of: value, toByteOffset: offset, as: UInt64.self)
    }
  }
}
