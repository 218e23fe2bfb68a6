/// How cuDNN is asked for one of the three computations of a convolution.
struct ConvolutionPlan {
  /// Which computation.
  enum Kind: Sendable, Hashable {
    /// The output, from images and kernels.
    case output
    /// The images' gradient, from kernels and the output's gradient.
    case imageGradient
    /// The kernels' gradient, from images and the output's gradient.
    case kernelGradient
  }

  /// What an algorithm is chosen for.
  struct Key: Sendable, Hashable {
    let kind: Kind
    let images: [Int]
    let kernels: [Int]
    let convolution: Convolution
    let precision: Precision
  }

  /// An algorithm that gives the same bits in every run.
  struct Choice: Sendable, Hashable {
    let algorithm: Int32
    /// Bytes of workspace.
    let memory: Int
    let arithmetic: Int32
  }

  let key: Key
  let shape: ConvolutionShape

  /// Whether cuDNN can do it: it pads opposite sides alike.
  var isSupported: Bool { shape.padding == shape.trailing }

  private var element: Int32 {
    key.precision == .bfloat16 ? DNNLibrary.Element.bfloat16 : DNNLibrary.Element.float
  }

  private var arithmetic: Int32 {
    key.precision == .single ? DNNLibrary.Arithmetic.exact : DNNLibrary.Arithmetic.tensorCores
  }

  /// Descriptors of the two operands, the convolution and the result; they are valid while `body` runs.
  func withDescriptors(_ dnn: DNNLibrary, _ body: (Descriptors) throws(CUDAFailure) -> Void) throws(CUDAFailure) {
    let images = try DNNDescriptor(dnn.createTensor, dnn.destroyTensor)
    let kernels = try DNNDescriptor(dnn.createFilter, dnn.destroyFilter)
    let output = try DNNDescriptor(dnn.createTensor, dnn.destroyTensor)
    let convolution = try DNNDescriptor(dnn.createConvolution, dnn.destroyConvolution)
    try set(images, key.images, dnn)
    try set(output, shape.output, dnn)
    try dnn.check(
      dnn.setFilter(
        kernels.handle, element, DNNLibrary.channelsLast, Int32(shape.outputs), Int32(shape.groupChannels),
        Int32(shape.kernelHeight), Int32(shape.kernelWidth)), "cudnnSetFilter4dDescriptor")
    try set(convolution, dnn)
    switch key.kind {
    case .output: try body(Descriptors(first: images, second: kernels, convolution: convolution, result: output))
    case .imageGradient:
      try body(Descriptors(first: kernels, second: output, convolution: convolution, result: images))
    case .kernelGradient:
      try body(Descriptors(first: images, second: output, convolution: convolution, result: kernels))
    }
  }

  struct Descriptors {
    let first: DNNDescriptor
    let second: DNNDescriptor
    let convolution: DNNDescriptor
    let result: DNNDescriptor
  }

  /// Images [examples, height, width, channels].
  private func set(_ tensor: DNNDescriptor, _ images: [Int], _ dnn: DNNLibrary) throws(CUDAFailure) {
    let sizes = images.map { Int32($0) }
    try dnn.check(
      dnn.setTensor(tensor.handle, DNNLibrary.channelsLast, element, sizes[0], sizes[3], sizes[1], sizes[2]),
      "cudnnSetTensor4dDescriptor")
  }

  private func set(_ convolution: DNNDescriptor, _ dnn: DNNLibrary) throws(CUDAFailure) {
    let (padding, stride) = (Int32(shape.padding), Int32(shape.stride))
    try dnn.check(
      dnn.setConvolution(
        convolution.handle, padding, padding, stride, stride, 1, 1, DNNLibrary.crossCorrelation,
        DNNLibrary.Element.float), "cudnnSetConvolution2dDescriptor")
    try dnn.check(dnn.setGroups(convolution.handle, Int32(shape.groups)), "cudnnSetConvolutionGroupCount")
    try dnn.check(dnn.setArithmetic(convolution.handle, arithmetic), "cudnnSetConvolutionMathType")
  }

  /// Bytes of workspace that an algorithm may take.
  private static let mostMemory = 256 << 20

  /// The algorithms that give the same bits in every run, the fastest first by cuDNN's own estimate; none where it has none.
  func choices(
    _ dnn: DNNLibrary, _ handle: ForeignHandle, _ descriptors: Descriptors
  ) throws(CUDAFailure) -> [Choice] {
    var proposals = [DNNLibrary.Proposal](repeating: .init(), count: 10)
    var count: Int32 = 0
    let status = proposals.withUnsafeMutableBytes { bytes -> Int32 in
      guard let start = bytes.baseAddress else { return 0 }
      return propose(dnn)(
        handle.raw, descriptors.first.handle, descriptors.second.handle, descriptors.convolution.handle,
        descriptors.result.handle, Int32(10), &count, start)
    }
    try dnn.check(status, "cudnnGetConvolution…Algorithm_v7")
    return proposals.prefix(Int(count)).filter(isUsable).map {
      // What a proposal calls the default may round factors.
      Choice(
        algorithm: $0.algorithm, memory: $0.memory,
        arithmetic: key.precision == .single ? DNNLibrary.Arithmetic.exact : $0.arithmetic)
    }
  }

  private func isUsable(_ proposal: DNNLibrary.Proposal) -> Bool {
    let isExact = [DNNLibrary.Arithmetic.any, DNNLibrary.Arithmetic.exact].contains(proposal.arithmetic)
    return proposal.status == 0 && proposal.determinism == 1 && proposal.memory <= Self.mostMemory
      && (key.precision != .single || isExact)
  }

  private func propose(_ dnn: DNNLibrary) -> DNNLibrary.Propose {
    switch key.kind {
    case .output: dnn.proposeForward
    case .imageGradient: dnn.proposeImageGradient
    case .kernelGradient: dnn.proposeKernelGradient
    }
  }

  /// cuDNN's function for the computation.
  func convolve(_ dnn: DNNLibrary) -> DNNLibrary.Convolve {
    switch key.kind {
    case .output: dnn.forward
    case .imageGradient: dnn.imageGradient
    case .kernelGradient: dnn.kernelGradient
    }
  }
}

/// A descriptor of cuDNN, destroyed with its last user.
final class DNNDescriptor {
  let handle: DNNLibrary.Handle
  private let destroy: @convention(c) (DNNLibrary.Handle) -> DNNLibrary.Status

  init(
    _ create: @convention(c) (DNNLibrary.Out<DNNLibrary.Handle>) -> DNNLibrary.Status,
    _ destroy: @escaping @convention(c) (DNNLibrary.Handle) -> DNNLibrary.Status
  ) throws(CUDAFailure) {
    var made = DNNLibrary.Handle.none
    let status = create(&made)
    guard status == 0 else { throw CUDAFailure(call: "cudnnCreate…Descriptor", status: status, words: "no descriptor") }
    (handle, self.destroy) = (made, destroy)
  }

  deinit { _ = destroy(handle) }
}
