extension CUDABackend {
  package func convolve(_ images: Tensor, _ kernels: Tensor, _ convolution: Convolution, into output: Tensor) {
    convolveByPatches(images, kernels, convolution, into: output)
  }

  package func convolveImageGradient(
    _ outputGradient: Tensor, _ kernels: Tensor, _ convolution: Convolution, into imageGradient: Tensor
  ) {
    convolveImageGradientByPatches(outputGradient, kernels, convolution, into: imageGradient)
  }

  package func convolveKernelGradient(
    _ images: Tensor, _ outputGradient: Tensor, _ convolution: Convolution, into kernelGradient: Tensor
  ) {
    convolveKernelGradientByPatches(images, outputGradient, convolution, into: kernelGradient)
  }
}
