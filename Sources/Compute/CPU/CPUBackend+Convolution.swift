extension CPUBackend {
  public func convolve(_ images: Tensor, _ kernels: Tensor, _ convolution: Convolution, into output: Tensor) {
    let s = ConvolutionShape(convolution, images: images.shape, kernels: kernels.shape)
    output.require(s.output, "an output")
    let (x, w, y) = (floats(images), floats(kernels), floats(output))
    if s.isDepthwise { return convolveDepthwise(s, x, w, y) }
    forEachPatchBlock(s) { examples, group, patches in
      let windows = PatchLayout(s, examples: examples, group: group)
      let rows = windows.unfold(x, into: patches)
      LinearAlgebra.gemm(
        m: windows.rows, n: s.groupOutputs, k: s.patch, rows, stride: s.patch, transposed: false,
        w + group * s.groupOutputs * s.patch, stride: s.patch, transposed: true,
        into: y + windows.firstOutput, stride: s.outputs)
    }
  }

  public func convolveImageGradient(
    _ outputGradient: Tensor, _ kernels: Tensor, _ convolution: Convolution, into imageGradient: Tensor
  ) {
    let s = ConvolutionShape(convolution, images: imageGradient.shape, kernels: kernels.shape)
    outputGradient.require(s.output, "an output's gradient")
    let (dy, w, dx) = (floats(outputGradient), floats(kernels), floats(imageGradient))
    if s.isDepthwise { return convolveDepthwiseImageGradient(s, dy, w, dx) }
    forEachPatchBlock(s) { examples, group, patches in
      let windows = PatchLayout(s, examples: examples, group: group)
      let target = s.isPointwise ? dx + examples.lowerBound * s.image : patches
      LinearAlgebra.gemm(
        m: windows.rows, n: s.patch, k: s.groupOutputs, dy + windows.firstOutput, stride: s.outputs,
        w + group * s.groupOutputs * s.patch, stride: s.patch, into: target, stride: s.patch)
      if !s.isPointwise { windows.fold(patches, into: dx) }
    }
  }

  public func convolveKernelGradient(
    _ images: Tensor, _ outputGradient: Tensor, _ convolution: Convolution, into kernelGradient: Tensor
  ) {
    let s = ConvolutionShape(convolution, images: images.shape, kernels: kernelGradient.shape)
    outputGradient.require(s.output, "an output's gradient")
    let (x, dy, dw) = (floats(images), floats(outputGradient), floats(kernelGradient))
    if s.isDepthwise { return convolveDepthwiseKernelGradient(s, x, dy, dw) }
    let part = Self.partExamples(s.examples)
    sumBlocks(rows: s.examples, width: s.outputs * s.patch, block: part, into: dw) { examples, partial in
      pool.withScratch(PatchLayout.scratch(s)) { patches in
        for first in stride(from: examples.lowerBound, to: examples.upperBound, by: PatchLayout.blockExamples(s)) {
          let some = first..<min(first + PatchLayout.blockExamples(s), examples.upperBound)
          for group in 0..<s.groups {
            let windows = PatchLayout(s, examples: some, group: group)
            LinearAlgebra.gemm(
              m: s.groupOutputs, n: s.patch, k: windows.rows, dy + windows.firstOutput, stride: s.outputs,
              transposed: true, windows.unfold(x, into: patches.start), stride: s.patch, beta: 1,
              into: partial + group * s.groupOutputs * s.patch, stride: s.patch)
          }
        }
      }
    }
  }

  /// Examples whose gradients one partial sum holds: a gradient of kernels has at most eight.
  static func partExamples(_ examples: Int) -> Int { max(1, (examples + 7) / 8) }

  /// Calls `body` with every block of examples and group, and scratch memory for the block's patches.
  @inline(__always)
  private func forEachPatchBlock(
    _ s: ConvolutionShape,
    _ body: @Sendable (_ examples: Range<Int>, _ group: Int, _ patches: UnsafeMutablePointer<Float>) -> Void
  ) {
    let size = PatchLayout.blockExamples(s)
    forEachBlock((s.examples + size - 1) / size, threads: threads) { block in
      let examples = block * size..<min(s.examples, (block + 1) * size)
      pool.withScratch(PatchLayout.scratch(s)) { patches in
        for group in 0..<s.groups { body(examples, group, patches.start) }
      }
    }
  }
}
