/// An address in the memory of a device.
typealias DeviceAddress = UInt64

/// CUDA's driver, `libcuda.so.1`: the functions that are used, under their own names less `cu` (driver API, version 12).
struct CUDADriver: Sendable {
  typealias Status = Int32
  /// A context, module, function, stream or event.
  typealias Handle = OpaquePointer?
  typealias Out<Value> = UnsafeMutablePointer<Value>

  static let names = ["libcuda.so.1", "libcuda.so"]

  let initialise: @convention(c) (_ flags: UInt32) -> Status
  let driverGetVersion: @convention(c) (Out<Int32>) -> Status
  let deviceGetCount: @convention(c) (Out<Int32>) -> Status
  let deviceGet: @convention(c) (Out<Int32>, _ ordinal: Int32) -> Status
  let deviceGetName: @convention(c) (Out<CChar>, _ length: Int32, _ device: Int32) -> Status
  let deviceGetAttribute: @convention(c) (Out<Int32>, _ attribute: Int32, _ device: Int32) -> Status
  let devicePrimaryCtxRetain: @convention(c) (Out<Handle>, _ device: Int32) -> Status
  let ctxSetCurrent: @convention(c) (Handle) -> Status
  let moduleLoadData: @convention(c) (Out<Handle>, _ image: UnsafeRawPointer) -> Status
  let moduleGetFunction: @convention(c) (Out<Handle>, _ module: Handle, _ name: UnsafePointer<CChar>) -> Status
  let memGetInfo: @convention(c) (_ free: Out<Int>, _ total: Out<Int>) -> Status
  let memAlloc: @convention(c) (Out<DeviceAddress>, _ bytes: Int) -> Status
  let memFree: @convention(c) (DeviceAddress) -> Status
  let memAllocHost: @convention(c) (Out<UnsafeMutableRawPointer?>, _ bytes: Int) -> Status
  let memcpyHtoDAsync: @convention(c) (DeviceAddress, UnsafeRawPointer, _ bytes: Int, _ stream: Handle) -> Status
  let memcpyDtoHAsync: @convention(c) (UnsafeMutableRawPointer, DeviceAddress, _ bytes: Int, _ stream: Handle) -> Status
  let memcpyDtoDAsync: @convention(c) (DeviceAddress, DeviceAddress, _ bytes: Int, _ stream: Handle) -> Status
  let streamCreate: @convention(c) (Out<Handle>, _ flags: UInt32) -> Status
  let streamSynchronize: @convention(c) (Handle) -> Status
  let eventCreate: @convention(c) (Out<Handle>, _ flags: UInt32) -> Status
  let eventRecord: @convention(c) (_ event: Handle, _ stream: Handle) -> Status
  let eventSynchronize: @convention(c) (Handle) -> Status
  let launchKernel:
    @convention(c) (
      _ function: Handle, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, _ sharedBytes: UInt32, _ stream: Handle,
      _ arguments: Out<UnsafeMutableRawPointer?>?, _ extra: Out<UnsafeMutableRawPointer?>?
    ) -> Status
  let getErrorString: @convention(c) (Status, Out<UnsafePointer<CChar>?>) -> Status

  init(_ library: SharedLibrary) throws(MissingFunction) {
    initialise = try library.function("cuInit")
    driverGetVersion = try library.function("cuDriverGetVersion")
    deviceGetCount = try library.function("cuDeviceGetCount")
    deviceGet = try library.function("cuDeviceGet")
    deviceGetName = try library.function("cuDeviceGetName")
    deviceGetAttribute = try library.function("cuDeviceGetAttribute")
    devicePrimaryCtxRetain = try library.function("cuDevicePrimaryCtxRetain")
    ctxSetCurrent = try library.function("cuCtxSetCurrent")
    moduleLoadData = try library.function("cuModuleLoadData")
    moduleGetFunction = try library.function("cuModuleGetFunction")
    memGetInfo = try library.function("cuMemGetInfo_v2")
    memAlloc = try library.function("cuMemAlloc_v2")
    memFree = try library.function("cuMemFree_v2")
    memAllocHost = try library.function("cuMemAllocHost_v2")
    memcpyHtoDAsync = try library.function("cuMemcpyHtoDAsync_v2")
    memcpyDtoHAsync = try library.function("cuMemcpyDtoHAsync_v2")
    memcpyDtoDAsync = try library.function("cuMemcpyDtoDAsync_v2")
    streamCreate = try library.function("cuStreamCreate")
    streamSynchronize = try library.function("cuStreamSynchronize")
    eventCreate = try library.function("cuEventCreate")
    eventRecord = try library.function("cuEventRecord")
    eventSynchronize = try library.function("cuEventSynchronize")
    launchKernel = try library.function("cuLaunchKernel")
    getErrorString = try library.function("cuGetErrorString")
  }

  /// Throws what a status other than 0 means, in the driver's words.
  func check(_ status: Status, _ call: String) throws(CUDAFailure) {
    guard status != 0 else { return }
    var words: UnsafePointer<CChar>?
    _ = getErrorString(status, &words)
    throw CUDAFailure(call: call, status: status, words: words.map { String(cString: $0) } ?? "unknown error")
  }
}

extension CUDADriver {
  /// Attributes of a device, by the numbers of CUDA's header.
  enum Attribute {
    static let computeCapabilityMajor: Int32 = 75
    static let computeCapabilityMinor: Int32 = 76
    static let multiprocessorCount: Int32 = 16
  }

  /// A stream that does not wait for the default one.
  static let nonBlockingStream: UInt32 = 1
  /// An event that keeps no time.
  static let untimedEvent: UInt32 = 2
  /// `CUDA_ERROR_OUT_OF_MEMORY`
  static let outOfMemory: Status = 2
}

/// A call of one of CUDA's libraries did not succeed.
package struct CUDAFailure: Error, Hashable, CustomStringConvertible {
  let call: String
  let status: Int32
  /// What the library says of the status.
  let words: String
  package var description: String { "\(call) gave error \(status) (\(words))" }
}
