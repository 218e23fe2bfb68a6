import Synchronization

/// A graphics processor of NVIDIA that this process has opened: its context, its kernels and its memory.
///
/// Work is put into lanes, each a stream with memory of its own, which many backends may share.
package final class CUDADevice: Sendable {
  let libraries: CUDALibraries
  /// What it is and what drives it.
  package let description: CUDADescription
  let memory: DeviceLedger
  private let context: ForeignHandle
  private let module: ForeignHandle
  private let functions = Mutex<[String: ForeignHandle]>([:])
  private let lanes = Mutex<(open: [CUDALane], next: Int)>(([], 0))

  /// Streams that backends share in turn: enough for trainings side by side, few enough to have memory of their own.
  private static let laneCount = 4

  /// Opens the first device that the driver offers and compiles the kernels for it, or takes them from the cache.
  ///
  /// `budget` is the most bytes to take; otherwise nine tenths of what is free now. Throws
  /// ``DeviceError/missing(device:reason:)`` where a library or a device is missing.
  init(_ folders: CUDAFolders, budget: Int?, cache: KernelCache) throws(DeviceError) {
    libraries = try CUDALibraries(in: folders)
    do throws(CUDAFailure) {
      let driver = libraries.driver
      try driver.check(driver.initialise(0), "cuInit")
      let ordinal = try Self.firstDevice(driver)
      context = try ForeignHandle { handle throws(CUDAFailure) in
        try driver.check(driver.devicePrimaryCtxRetain(&handle, ordinal), "cuDevicePrimaryCtxRetain")
      }
      try driver.check(driver.ctxSetCurrent(context.raw), "cuCtxSetCurrent")
      let description = try CUDADescription(of: ordinal, libraries)
      self.description = description
      memory = DeviceLedger(budget: budget ?? description.freeMemory / 10 * 9)
      let code = try cache.machineCode(of: KernelSource.all, for: description, by: libraries.compiler)
      module = try ForeignHandle { handle throws(CUDAFailure) in
        try driver.check(driver.moduleLoadData(&handle, code), "cuModuleLoadData")
      }
    } catch {
      throw .missing(device: "cuda", reason: "\(error)")
    }
  }

  private static let opened = Result { () throws(DeviceError) in
    try CUDADevice(.ofProcess, budget: ProcessVariables().deviceMemory(), cache: .ofProcess)
  }

  /// A device reached through the libraries of one folder and no others.
  package convenience init(folder: String, budget: Int? = nil, cache: KernelCache) throws(DeviceError) {
    try self.init(CUDAFolders(only: [folder]), budget: budget, cache: cache)
  }

  /// The device of this process, opened when first asked for.
  package static func shared() throws(DeviceError) -> CUDADevice { try opened.get() }

  private static func firstDevice(_ driver: CUDADriver) throws(CUDAFailure) -> Int32 {
    var (count, ordinal) = (Int32(0), Int32(0))
    try driver.check(driver.deviceGetCount(&count), "cuDeviceGetCount")
    guard count > 0 else {
      throw CUDAFailure(call: "cuDeviceGetCount", status: 100, words: "the driver offers no device")
    }
    try driver.check(driver.deviceGet(&ordinal, 0), "cuDeviceGet")
    return ordinal
  }

  /// Makes the device the one that this thread's calls mean.
  func makeCurrent() throws(CUDAFailure) {
    try libraries.driver.check(libraries.driver.ctxSetCurrent(context.raw), "cuCtxSetCurrent")
  }

  /// A kernel by its name; the device must be current.
  func function(_ name: String) throws(CUDAFailure) -> ForeignHandle {
    if let known = functions.withLock({ $0[name] }) { return known }
    let driver = libraries.driver
    let function = try ForeignHandle { handle throws(CUDAFailure) in
      try driver.check(driver.moduleGetFunction(&handle, module.raw, name), "cuModuleGetFunction(\(name))")
    }
    functions.withLock { $0[name] = function }
    return function
  }

  /// A lane for a new backend. Where another has no room, one that is open is shared; throws
  /// ``DeviceError/outOfMemory(device:bytes:used:budget:)`` where there is none.
  func lane() throws(DeviceError) -> CUDALane {
    let result = lanes.withLock { lanes -> Result<CUDALane?, CUDAFailure> in
      let index = lanes.next % Self.laneCount
      lanes.next += 1
      if index < lanes.open.count { return .success(lanes.open[index]) }
      return Result { () throws(CUDAFailure) in
        if let lane = try newLane(beside: lanes.open) {
          lanes.open.append(lane)
          return lane
        }
        return lanes.open.isEmpty ? nil : lanes.open[index % lanes.open.count]
      }
    }
    do throws(CUDAFailure) {
      if let lane = try result.get() { return lane }
    } catch { throw .failed(device: "cuda", reason: "\(error)") }
    throw memory.noRoom(for: CUDALane.workspace)
  }

  /// Where there is no room, what no tensor of the other lanes holds is given back first.
  private func newLane(beside others: [CUDALane]) throws(CUDAFailure) -> CUDALane? {
    if let lane = try CUDALane(on: self) { return lane }
    for lane in others { try lane.trim() }
    return try CUDALane(on: self)
  }

  /// Gives back to the driver what no tensor holds.
  func trim() throws(CUDAFailure) {
    for lane in lanes.withLock({ $0.open }) { try lane.trim() }
  }
}
