extension ReferenceBackend {
  public func multiply(
    _ a: Tensor, transposed transposeA: Bool, _ b: Tensor, transposed transposeB: Bool, alpha: Float, beta: Float,
    into c: Tensor
  ) {
    let s = ProductShape(a.shape, transposeA: transposeA, b.shape, transposeB: transposeB, output: c.shape)
    let (left, right, result) = (memory(a).elements, memory(b).elements, memory(c))
    for batch in 0..<s.batch {
      for i in 0..<s.m {
        for j in 0..<s.n {
          var sum = 0.0
          for p in 0..<s.k {
            let x = left[batch * s.m * s.k + (transposeA ? p * s.m + i : i * s.k + p)]
            let y = right[batch * s.k * s.n + (transposeB ? j * s.k + p : p * s.n + j)]
            sum += x * y
          }
          let place = (batch * s.m + i) * s.n + j
          let kept = beta == 0 ? 0 : Double(beta) * result.elements[place]
          result.elements[place] = Double(alpha) * sum + kept
        }
      }
    }
  }

  public func convolve(_ images: Tensor, _ kernels: Tensor, _ convolution: Convolution, into output: Tensor) {
    let s = ConvolutionShape(convolution, images: images.shape, kernels: kernels.shape)
    output.require(s.output, "an output")
    let (x, w, y) = (memory(images).elements, memory(kernels).elements, memory(output))
    y.elements = [Double](repeating: 0, count: output.count)
    forEachTerm(s) { out, image, kernel in y.elements[out] += x[image] * w[kernel] }
  }

  public func convolveImageGradient(
    _ outputGradient: Tensor, _ kernels: Tensor, _ convolution: Convolution, into imageGradient: Tensor
  ) {
    let s = ConvolutionShape(convolution, images: imageGradient.shape, kernels: kernels.shape)
    outputGradient.require(s.output, "an output's gradient")
    let (dy, w, dx) = (memory(outputGradient).elements, memory(kernels).elements, memory(imageGradient))
    dx.elements = [Double](repeating: 0, count: imageGradient.count)
    forEachTerm(s) { out, image, kernel in dx.elements[image] += dy[out] * w[kernel] }
  }

  public func convolveKernelGradient(
    _ images: Tensor, _ outputGradient: Tensor, _ convolution: Convolution, into kernelGradient: Tensor
  ) {
    let s = ConvolutionShape(convolution, images: images.shape, kernels: kernelGradient.shape)
    outputGradient.require(s.output, "an output's gradient")
    let (x, dy, dw) = (memory(images).elements, memory(outputGradient).elements, memory(kernelGradient))
    dw.elements = [Double](repeating: 0, count: kernelGradient.count)
    forEachTerm(s) { out, image, kernel in dw.elements[kernel] += dy[out] * x[image] }
  }

  /// Every product of a convolution, by the places of its output, image and kernel.
  private func forEachTerm(_ s: ConvolutionShape, _ body: (_ output: Int, _ image: Int, _ kernel: Int) -> Void) {
    for example in 0..<s.examples {
      for row in 0..<s.outputHeight {
        for column in 0..<s.outputWidth {
          for output in 0..<s.outputs {
            let out = ((example * s.outputHeight + row) * s.outputWidth + column) * s.outputs + output
            forEachTap(s, row, column) { y, x, tap in
              for channel in 0..<s.groupChannels {
                let seen = output / s.groupOutputs * s.groupChannels + channel
                let image = ((example * s.height + y) * s.width + x) * s.channels + seen
                body(out, image, (output * s.kernelHeight * s.kernelWidth + tap) * s.groupChannels + channel)
              }
            }
          }
        }
      }
    }
  }

  /// The places of the image under a window, with their place in the kernel.
  private func forEachTap(_ s: ConvolutionShape, _ row: Int, _ column: Int, _ body: (Int, Int, Int) -> Void) {
    for i in 0..<s.kernelHeight {
      for j in 0..<s.kernelWidth {
        let (y, x) = (row * s.stride - s.padding + i, column * s.stride - s.padding + j)
        if (0..<s.height).contains(y), (0..<s.width).contains(x) { body(y, x, i * s.kernelWidth + j) }
      }
    }
  }
}
