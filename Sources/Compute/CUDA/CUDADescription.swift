/// What a device is, and the versions of what drives it.
package struct CUDADescription: Sendable, Hashable {
  /// Such as `NVIDIA H200`.
  package let name: String
  /// Such as (9, 0).
  package let computeCapability: Pair
  package let multiprocessors: Int
  /// Bytes that were free when the device was opened.
  package let freeMemory: Int
  package let totalMemory: Int
  /// The newest CUDA that the driver understands, such as `13.0`.
  package let driver: String
  /// Such as `12.9.1`.
  package let blas: String
  /// The kernels' compiler, such as `12.9`.
  package let compiler: String
  /// `nil` where cuDNN is not installed.
  package let dnn: String?

  package struct Pair: Sendable, Hashable {
    package let major: Int
    package let minor: Int
  }

  /// Asks the libraries; the device's context must be current.
  init(of device: Int32, _ libraries: CUDALibraries) throws(CUDAFailure) {
    let driver = libraries.driver
    var letters = [CChar](repeating: 0, count: 256)
    try driver.check(driver.deviceGetName(&letters, 255, device), "cuDeviceGetName")
    name = String(decoding: letters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    computeCapability = Pair(
      major: try Self.attribute(CUDADriver.Attribute.computeCapabilityMajor, device, driver),
      minor: try Self.attribute(CUDADriver.Attribute.computeCapabilityMinor, device, driver))
    multiprocessors = try Self.attribute(CUDADriver.Attribute.multiprocessorCount, device, driver)
    var (free, total, version) = (0, 0, Int32(0))
    try driver.check(driver.memGetInfo(&free, &total), "cuMemGetInfo")
    try driver.check(driver.driverGetVersion(&version), "cuDriverGetVersion")
    (freeMemory, totalMemory) = (free, total)
    self.driver = "\(version / 1000).\(version % 1000 / 10)"
    blas = try libraries.blas.versionText()
    compiler = libraries.compiler.versionText
    dnn = libraries.dnn?.versionText
  }

  private static func attribute(
    _ attribute: Int32, _ device: Int32, _ driver: CUDADriver
  ) throws(CUDAFailure) -> Int {
    var value: Int32 = 0
    try driver.check(driver.deviceGetAttribute(&value, attribute, device), "cuDeviceGetAttribute")
    return Int(value)
  }

  /// What kernels are compiled for, such as `sm_90`.
  package var architecture: String { "sm_\(computeCapability.major)\(computeCapability.minor)" }

  /// Everything that results depend on, in one line; free memory is not in it.
  package var identity: String {
    "\(name), \(architecture), CUDA \(driver), cuBLAS \(blas), NVRTC \(compiler), "
      + (dnn.map { "cuDNN \($0)" } ?? "no cuDNN")
  }
}
