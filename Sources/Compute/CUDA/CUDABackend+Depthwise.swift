/// Convolutions with one kernel for each channel: kernels of our own, since products would have one column.
extension CUDABackend {
  func convolveDepthwise(
    _ s: ConvolutionShape, _ images: DeviceAddress, _ kernels: DeviceAddress, _ output: DeviceAddress
  ) {
    launch(
      "convolve_depthwise", over: s.examples * s.places * s.channels,
      [.address(images), .address(kernels), .address(output)] + Self.sizes(s))
  }

  func convolveDepthwiseImageGradient(
    _ s: ConvolutionShape, _ outputGradient: DeviceAddress, _ kernels: DeviceAddress, _ imageGradient: DeviceAddress
  ) {
    launch(
      "convolve_depthwise_image_gradient", over: s.examples * s.image,
      [.address(outputGradient), .address(kernels), .address(imageGradient)] + Self.sizes(s))
  }

  func convolveDepthwiseKernelGradient(
    _ s: ConvolutionShape, _ images: DeviceAddress, _ outputGradient: DeviceAddress, _ kernelGradient: DeviceAddress
  ) {
    let (windows, taps) = (s.examples * s.places, s.kernelHeight * s.kernelWidth)
    sumByParts(rows: windows, width: s.channels * taps, into: kernelGradient) { parts, partial, _ in
      launch(
        "convolve_depthwise_kernel_gradient", blocks: Self.tiles(s.channels) * taps, by: parts.count,
        [.address(images), .address(outputGradient), .address(partial)] + Self.sizes(s)
          + [.long(windows), .long(parts.size)])
    }
  }

  private static func sizes(_ s: ConvolutionShape) -> [KernelArgument] {
    let image = [s.height, s.width, s.channels, s.outputHeight, s.outputWidth]
    return (image + [s.kernelHeight, s.kernelWidth, s.stride, s.padding]).map { .int($0) }
  }
}
