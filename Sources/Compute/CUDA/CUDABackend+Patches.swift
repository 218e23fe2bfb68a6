/// Convolutions as products: the windows of a chunk of examples side by side (im2col: Chellapilla, Puri and Simard, 2006),
/// all groups in one call.
extension CUDABackend {
  /// ``convolve(_:_:_:into:)`` with kernels of our own alone.
  package func convolveByPatches(
    _ images: Tensor, _ kernels: Tensor, _ convolution: Convolution, into output: Tensor
  ) {
    let s = ConvolutionShape(convolution, images: images.shape, kernels: kernels.shape)
    output.require(s.output, "an output")
    let (x, w, y) = (address(images.memory), address(kernels.memory), address(output.memory))
    if s.isDepthwise { return convolveDepthwise(s, x, w, y) }
    forEachPatchChunk(s) { examples, scratch in
      let windows = examples.count * s.places
      let patches = unfold(s, x, examples, into: scratch)
      multiply(
        Self.patches(s, windows, patches), Self.kernels(s, w, isTransposed: true),
        ProductShape(batch: s.groups, m: windows, n: s.groupOutputs, k: s.patch), alpha: 1, beta: 0,
        into: Self.outputs(s, y, examples), stride: s.outputs, step: s.groupOutputs)
    }
  }

  /// ``convolveImageGradient(_:_:_:into:)`` with kernels of our own alone.
  package func convolveImageGradientByPatches(
    _ outputGradient: Tensor, _ kernels: Tensor, _ convolution: Convolution, into imageGradient: Tensor
  ) {
    let s = ConvolutionShape(convolution, images: imageGradient.shape, kernels: kernels.shape)
    outputGradient.require(s.output, "an output's gradient")
    let (dy, w) = (address(outputGradient.memory), address(kernels.memory))
    let dx = address(imageGradient.memory)
    if s.isDepthwise { return convolveDepthwiseImageGradient(s, dy, w, dx) }
    forEachPatchChunk(s) { examples, scratch in
      let windows = examples.count * s.places
      let images = Self.images(s, dx, examples)
      multiply(
        Self.slopes(s, dy, examples, isTransposed: false), Self.kernels(s, w, isTransposed: false),
        ProductShape(batch: s.groups, m: windows, n: s.patch, k: s.groupOutputs), alpha: 1, beta: 0,
        into: s.isPointwise ? images : scratch)
      guard !s.isPointwise else { return }
      launch(
        "fold_patches", over: examples.count * s.image,
        [.address(scratch), .address(images)] + Self.sizes(s, examples: examples.count))
    }
  }

  /// ``convolveKernelGradient(_:_:_:into:)`` with kernels of our own alone: chunks are added in their order.
  package func convolveKernelGradientByPatches(
    _ images: Tensor, _ outputGradient: Tensor, _ convolution: Convolution, into kernelGradient: Tensor
  ) {
    let s = ConvolutionShape(convolution, images: images.shape, kernels: kernelGradient.shape)
    outputGradient.require(s.output, "an output's gradient")
    let (x, dy) = (address(images.memory), address(outputGradient.memory))
    let dw = address(kernelGradient.memory)
    if s.isDepthwise { return convolveDepthwiseKernelGradient(s, x, dy, dw) }
    forEachPatchChunk(s) { examples, scratch in
      let windows = examples.count * s.places
      let patches = unfold(s, x, examples, into: scratch)
      multiply(
        Self.slopes(s, dy, examples, isTransposed: true), Self.patches(s, windows, patches),
        ProductShape(batch: s.groups, m: s.groupOutputs, n: s.patch, k: windows), alpha: 1,
        beta: examples.lowerBound == 0 ? 0 : 1, into: dw)
    }
  }

  /// Calls `body` with every chunk of examples in order, and memory for the chunk's windows unless they are places.
  private func forEachPatchChunk(
    _ s: ConvolutionShape, _ body: (_ examples: Range<Int>, _ patches: DeviceAddress) -> Void
  ) {
    let chunks = PatchChunks(s, limit: patchBytes)
    withScratch(bytes: chunks.bytes) { patches in
      for examples in chunks.examples { body(examples, patches) }
    }
  }

  /// The windows of a chunk, copied to `patches` unless the images themselves serve.
  private func unfold(
    _ s: ConvolutionShape, _ images: DeviceAddress, _ examples: Range<Int>, into patches: DeviceAddress
  ) -> DeviceAddress {
    let images = Self.images(s, images, examples)
    if s.isPointwise { return images }
    launch(
      "unfold_patches", over: s.groups * examples.count * s.places * s.patch,
      [.address(images), .address(patches)] + Self.sizes(s, examples: examples.count))
    return patches
  }

  /// Where a chunk's images begin.
  private static func images(_ s: ConvolutionShape, _ start: DeviceAddress, _ examples: Range<Int>) -> DeviceAddress {
    start + DeviceAddress(4 * examples.lowerBound * s.image)
  }

  /// Where a chunk's outputs begin.
  private static func outputs(_ s: ConvolutionShape, _ start: DeviceAddress, _ examples: Range<Int>) -> DeviceAddress {
    start + DeviceAddress(4 * examples.lowerBound * s.places * s.outputs)
  }

  /// [groups, windows, patch]
  private static func patches(_ s: ConvolutionShape, _ windows: Int, _ start: DeviceAddress) -> Operand {
    Operand(start, false, s.groups * windows * s.patch)
  }

  /// [groups, outputs of a group, patch]
  private static func kernels(_ s: ConvolutionShape, _ start: DeviceAddress, isTransposed: Bool) -> Operand {
    Operand(start, isTransposed, s.outputs * s.patch)
  }

  /// The gradient of a chunk's outputs as [groups, windows, outputs of a group], whose groups stand side by side in a row.
  private static func slopes(
    _ s: ConvolutionShape, _ start: DeviceAddress, _ examples: Range<Int>, isTransposed: Bool
  ) -> Operand {
    Operand(
      outputs(s, start, examples), isTransposed, examples.count * s.places * s.outputs, stride: s.outputs,
      step: s.groupOutputs)
  }

  private static func sizes(_ s: ConvolutionShape, examples: Int) -> [KernelArgument] {
    let image = [examples, s.height, s.width, s.channels, s.outputHeight, s.outputWidth]
    return (image + [s.kernelHeight, s.kernelWidth, s.groupChannels, s.stride, s.padding]).map { .int($0) }
  }
}
