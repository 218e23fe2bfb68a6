import Compute
import Foundation
import Glibc
import Testing

/// CUDA's libraries as `make test` builds them for the processor, in a copy of their own whose faults disturb nobody else.
final class StandInCUDA {
  let folder: String

  init() throws {
    let source = try #require(ProcessInfo.processInfo.environment["WORKBENCH_CUDA"])
    folder = FileManager.default.temporaryDirectory.appending(path: "cuda-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["libcuda.so.1", "libcublas.so.12", "libnvrtc.so.12", "libcudnn.so.9"] {
      try FileManager.default.copyItem(atPath: "\(source)/\(name)", toPath: "\(folder)/\(name)")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A device of its own, with a cache of kernels beside the libraries.
  func device(budget: Int? = nil) throws -> CUDADevice {
    try CUDADevice(folder: folder, budget: budget, cache: KernelCache(folder: "\(folder)/kernels"))
  }

  /// Files of compiled kernels.
  func cachedKernels() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/kernels").map { "\(folder)/kernels/\($0)" }
  }

  /// How often the driver's call of that name was made.
  func count(_ call: String) throws -> Int {
    let function = try symbol("mockCount", as: (@convention(c) (UnsafePointer<CChar>) -> Int).self)
    return function(call)
  }

  /// The device has this much memory in all.
  func setMemory(_ bytes: Int) throws {
    try symbol("mockSetMemory", as: (@convention(c) (Int) -> Void).self)(bytes)
  }

  /// The call fails with a status after so many good ones, and all calls after it if the device is lost.
  func fail(_ call: String, after good: Int = 0, status: Int32, isLost: Bool = false) throws {
    let function = try symbol(
      "mockFail", as: (@convention(c) (UnsafePointer<CChar>, Int32, Int32, Int32) -> Void).self)
    function(call, Int32(good), status, isLost ? 1 : 0)
  }

  private func symbol<Function>(_ name: String, as type: Function.Type) throws -> Function {
    let driver = try #require(dlopen("\(folder)/libcuda.so.1", RTLD_NOW | RTLD_LOCAL))
    return unsafeBitCast(try #require(dlsym(driver, name)), to: type)
  }
}
