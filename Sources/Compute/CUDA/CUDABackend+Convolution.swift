/// Each computation is cuDNN's where it is there and takes it on, and otherwise by kernels of our own.
extension CUDABackend {
  package func convolve(_ images: Tensor, _ kernels: Tensor, _ convolution: Convolution, into output: Tensor) {
    output.require(convolution.outputShape(images: images.shape, kernels: kernels.shape), "an output")
    let isDone = convolveByLibrary(
      .output, images, kernels, images: images.shape, kernels: kernels.shape, convolution, into: output)
    if !isDone { convolveByPatches(images, kernels, convolution, into: output) }
  }

  package func convolveImageGradient(
    _ outputGradient: Tensor, _ kernels: Tensor, _ convolution: Convolution, into imageGradient: Tensor
  ) {
    let output = convolution.outputShape(images: imageGradient.shape, kernels: kernels.shape)
    outputGradient.require(output, "an output's gradient")
    let isDone = convolveByLibrary(
      .imageGradient, kernels, outputGradient, images: imageGradient.shape, kernels: kernels.shape, convolution,
      into: imageGradient)
    if !isDone { convolveImageGradientByPatches(outputGradient, kernels, convolution, into: imageGradient) }
  }

  package func convolveKernelGradient(
    _ images: Tensor, _ outputGradient: Tensor, _ convolution: Convolution, into kernelGradient: Tensor
  ) {
    let output = convolution.outputShape(images: images.shape, kernels: kernelGradient.shape)
    outputGradient.require(output, "an output's gradient")
    let isDone = convolveByLibrary(
      .kernelGradient, images, outputGradient, images: images.shape, kernels: kernelGradient.shape, convolution,
      into: kernelGradient)
    if !isDone { convolveKernelGradientByPatches(images, outputGradient, convolution, into: kernelGradient) }
  }
}
