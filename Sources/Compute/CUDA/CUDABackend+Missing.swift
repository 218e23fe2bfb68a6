extension CUDABackend {
  package func convolve(_ images: Tensor, _ kernels: Tensor, _ convolution: Convolution, into output: Tensor) {
    preconditionFailure("not there yet")
  }
  package func convolveImageGradient(
    _ outputGradient: Tensor, _ kernels: Tensor, _ convolution: Convolution, into imageGradient: Tensor
  ) { preconditionFailure("not there yet") }
  package func convolveKernelGradient(
    _ images: Tensor, _ outputGradient: Tensor, _ convolution: Convolution, into kernelGradient: Tensor
  ) { preconditionFailure("not there yet") }
  package func maxPool(_ images: Tensor, _ pooling: Pooling, into output: Tensor, positions: Indices) {
    preconditionFailure("not there yet")
  }
  package func maxPoolGradient(
    _ outputGradient: Tensor, at positions: Indices, _ pooling: Pooling, into imageGradient: Tensor
  ) { preconditionFailure("not there yet") }
  package func averagePool(_ images: Tensor, _ pooling: Pooling, into output: Tensor) {
    preconditionFailure("not there yet")
  }
  package func averagePoolGradient(_ outputGradient: Tensor, _ pooling: Pooling, into imageGradient: Tensor) {
    preconditionFailure("not there yet")
  }
  package func moments(_ input: Tensor, intoMean mean: Tensor, variance: Tensor) {
    preconditionFailure("not there yet")
  }
  package func normalise(
    _ input: Tensor, mean: Tensor, variance: Tensor, scale: Tensor, shift: Tensor, epsilon: Float, into output: Tensor
  ) { preconditionFailure("not there yet") }
  package func normaliseGradient(
    _ outputGradient: Tensor, input: Tensor, mean: Tensor, variance: Tensor, scale: Tensor, epsilon: Float,
    into inputGradient: Tensor, scaleGradient: Tensor, shiftGradient: Tensor
  ) { preconditionFailure("not there yet") }
  package func rectify(_ input: Tensor, limit: Float, into output: Tensor) { preconditionFailure("not there yet") }
  package func rectifyGradient(_ outputGradient: Tensor, output: Tensor, limit: Float, into inputGradient: Tensor) {
    preconditionFailure("not there yet")
  }
  package func drop(_ input: Tensor, _ mask: DropoutMask, into output: Tensor) { preconditionFailure("not there yet") }
}
