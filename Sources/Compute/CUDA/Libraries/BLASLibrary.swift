/// cuBLAS, NVIDIA's matrix products: the functions that are used, under their own names less `cublas`.
struct BLASLibrary: Sendable {
  typealias Status = Int32
  typealias Handle = OpaquePointer?

  static let names = ["libcublas.so.13", "libcublas.so.12", "libcublas.so"]

  let create: @convention(c) (UnsafeMutablePointer<Handle>) -> Status
  let destroy: @convention(c) (Handle) -> Status
  let setStream: @convention(c) (Handle, _ stream: Handle) -> Status
  let setWorkspace: @convention(c) (Handle, _ workspace: DeviceAddress, _ bytes: Int) -> Status
  let getVersion: @convention(c) (Handle, UnsafeMutablePointer<Int32>) -> Status
  let gemmStridedBatchedEx:
    @convention(c) (
      Handle, _ transposeA: Int32, _ transposeB: Int32, _ m: Int32, _ n: Int32, _ k: Int32,
      _ alpha: UnsafeRawPointer, _ a: DeviceAddress, _ typeA: Int32, _ strideA: Int32, _ stepA: Int64,
      _ b: DeviceAddress, _ typeB: Int32, _ strideB: Int32, _ stepB: Int64,
      _ beta: UnsafeRawPointer, _ c: DeviceAddress, _ typeC: Int32, _ strideC: Int32, _ stepC: Int64,
      _ batch: Int32, _ compute: Int32, _ algorithm: Int32
    ) -> Status

  init(_ library: SharedLibrary) throws(MissingFunction) {
    create = try library.function("cublasCreate_v2")
    destroy = try library.function("cublasDestroy_v2")
    setStream = try library.function("cublasSetStream_v2")
    setWorkspace = try library.function("cublasSetWorkspace_v2")
    getVersion = try library.function("cublasGetVersion_v2")
    gemmStridedBatchedEx = try library.function("cublasGemmStridedBatchedEx")
  }

  /// Throws for a status other than 0.
  func check(_ status: Status, _ call: String) throws(CUDAFailure) {
    guard status != 0 else { return }
    throw CUDAFailure(call: call, status: status, words: Self.words[status] ?? "unknown status")
  }

  /// Such as `12.9.1`; needs a device.
  func versionText() throws(CUDAFailure) -> String {
    var (handle, version) = (Handle.none, Int32(0))
    try check(create(&handle), "cublasCreate")
    defer { _ = destroy(handle) }
    try check(getVersion(handle, &version), "cublasGetVersion")
    return "\(version / 10000).\(version % 10000 / 100).\(version % 100)"
  }

  private static let words: [Status: String] = [
    1: "not initialised", 3: "no memory for its own use", 7: "an argument is not valid", 8: "not for this device",
    11: "the device's memory cannot be reached", 13: "the computation failed", 14: "internal error",
    15: "not supported",
  ]
}

extension BLASLibrary {
  /// `cublasOperation_t`
  enum Operation {
    static let none: Int32 = 0
    static let transpose: Int32 = 1
  }

  /// `cudaDataType`
  enum Element {
    static let float: Int32 = 0
    static let bfloat16: Int32 = 14
  }

  /// `cublasComputeType_t`
  enum Arithmetic {
    static let single: Int32 = 68
    static let tf32: Int32 = 77
  }

  /// `CUBLAS_GEMM_DEFAULT`
  static let anyAlgorithm: Int32 = -1
}
