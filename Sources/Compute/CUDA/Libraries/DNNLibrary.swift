/// cuDNN, NVIDIA's convolutions: the functions that are used, under their own names less `cudnn` (version 9).
struct DNNLibrary: Sendable {
  typealias Status = Int32
  /// A library context or a descriptor.
  typealias Handle = OpaquePointer?
  typealias Out<Value> = UnsafeMutablePointer<Value>

  static let names = ["libcudnn.so.9"]

  private let getVersion: @convention(c) () -> Int
  private let getErrorString: @convention(c) (Status) -> UnsafePointer<CChar>?
  let create: @convention(c) (Out<Handle>) -> Status
  let setStream: @convention(c) (Handle, _ stream: Handle) -> Status
  let createTensor: @convention(c) (Out<Handle>) -> Status
  let createFilter: @convention(c) (Out<Handle>) -> Status
  let createConvolution: @convention(c) (Out<Handle>) -> Status
  let destroyTensor: @convention(c) (Handle) -> Status
  let destroyFilter: @convention(c) (Handle) -> Status
  let destroyConvolution: @convention(c) (Handle) -> Status
  /// Format, element, examples, channels, height, width.
  let setTensor: @convention(c) (Handle, Int32, Int32, Int32, Int32, Int32, Int32) -> Status
  /// Element, format, outputs, channels of a group, height, width.
  let setFilter: @convention(c) (Handle, Int32, Int32, Int32, Int32, Int32, Int32) -> Status
  /// Padding, stride and dilation, each down and right; mode, element of the sums.
  let setConvolution: @convention(c) (Handle, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32) -> Status
  let setGroups: @convention(c) (Handle, Int32) -> Status
  let setArithmetic: @convention(c) (Handle, Int32) -> Status

  /// Two operands' descriptors, the convolution's, the result's: proposals of an algorithm, best first.
  typealias Propose =
    @convention(c) (
      Handle, Handle, Handle, Handle, Handle, _ wanted: Int32, Out<Int32>, UnsafeMutableRawPointer
    ) -> Status
  let proposeForward: Propose
  let proposeImageGradient: Propose
  let proposeKernelGradient: Propose

  /// alpha; first operand, second operand, each behind its descriptor; convolution, algorithm, workspace and its bytes;
  /// beta; the result behind its descriptor.
  typealias Convolve =
    @convention(c) (
      Handle, UnsafeRawPointer, Handle, DeviceAddress, Handle, DeviceAddress, Handle, _ algorithm: Int32,
      _ workspace: DeviceAddress, _ bytes: Int, UnsafeRawPointer, Handle, DeviceAddress
    ) -> Status
  let forward: Convolve
  let imageGradient: Convolve
  let kernelGradient: Convolve

  init(_ library: SharedLibrary) throws(MissingFunction) {
    getVersion = try library.function("cudnnGetVersion")
    getErrorString = try library.function("cudnnGetErrorString")
    create = try library.function("cudnnCreate")
    setStream = try library.function("cudnnSetStream")
    createTensor = try library.function("cudnnCreateTensorDescriptor")
    createFilter = try library.function("cudnnCreateFilterDescriptor")
    createConvolution = try library.function("cudnnCreateConvolutionDescriptor")
    destroyTensor = try library.function("cudnnDestroyTensorDescriptor")
    destroyFilter = try library.function("cudnnDestroyFilterDescriptor")
    destroyConvolution = try library.function("cudnnDestroyConvolutionDescriptor")
    setTensor = try library.function("cudnnSetTensor4dDescriptor")
    setFilter = try library.function("cudnnSetFilter4dDescriptor")
    setConvolution = try library.function("cudnnSetConvolution2dDescriptor")
    setGroups = try library.function("cudnnSetConvolutionGroupCount")
    setArithmetic = try library.function("cudnnSetConvolutionMathType")
    proposeForward = try library.function("cudnnGetConvolutionForwardAlgorithm_v7")
    proposeImageGradient = try library.function("cudnnGetConvolutionBackwardDataAlgorithm_v7")
    proposeKernelGradient = try library.function("cudnnGetConvolutionBackwardFilterAlgorithm_v7")
    forward = try library.function("cudnnConvolutionForward")
    imageGradient = try library.function("cudnnConvolutionBackwardData")
    kernelGradient = try library.function("cudnnConvolutionBackwardFilter")
  }

  /// Such as `9.1.0`.
  var versionText: String {
    let version = getVersion()
    return "\(version / 10000).\(version % 10000 / 100).\(version % 100)"
  }

  /// Throws what a status other than 0 means, in the library's words.
  func check(_ status: Status, _ call: String) throws(CUDAFailure) {
    guard status != 0 else { return }
    throw CUDAFailure(
      call: call, status: status, words: getErrorString(status).map { String(cString: $0) } ?? "unknown status")
  }
}

extension DNNLibrary {
  /// `CUDNN_TENSOR_NHWC`: the channels of a place lie side by side.
  static let channelsLast: Int32 = 1
  /// `CUDNN_CROSS_CORRELATION`
  static let crossCorrelation: Int32 = 1

  /// `cudnnDataType_t`
  enum Element {
    static let float: Int32 = 0
    static let bfloat16: Int32 = 9
  }

  /// Statuses of what the library, or the device, cannot do.
  static let notSupported: Range<Status> = 3000..<4000

  /// `cudnnMathType_t`
  enum Arithmetic {
    /// Whatever the library takes for the best.
    static let any: Int32 = 0
    /// Tensor cores, which for single precision means TF32.
    static let tensorCores: Int32 = 1
    /// Fused multiplications and additions in the operands' own precision.
    static let exact: Int32 = 3
  }

  /// `cudnnConvolution…AlgoPerf_t`: an algorithm that is proposed, as all three kinds lay it out, 48 bytes.
  struct Proposal {
    var algorithm: Int32 = 0
    var status: Int32 = 0
    var milliseconds: Float = 0
    /// Bytes of workspace.
    var memory = 0
    /// 1 where every run gives the same bits.
    var determinism: Int32 = 0
    var arithmetic: Int32 = 0
    var reserved: (Int32, Int32, Int32) = (0, 0, 0)
  }
}
