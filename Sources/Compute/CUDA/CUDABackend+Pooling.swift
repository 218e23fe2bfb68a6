extension CUDABackend {
  package func maxPool(_ images: Tensor, _ pooling: Pooling, into output: Tensor, positions: Indices) {
    let s = PoolingShape(pooling, images: images.shape)
    output.require(s.output, "an output")
    positions.require(s.output, "positions")
    launch("max_pool", over: output.count, [memory(images), memory(output), memory(positions)] + Self.sizes(s))
  }

  package func maxPoolGradient(
    _ outputGradient: Tensor, at positions: Indices, _ pooling: Pooling, into imageGradient: Tensor
  ) {
    let s = PoolingShape(pooling, images: imageGradient.shape)
    outputGradient.require(s.output, "an output's gradient")
    positions.require(s.output, "positions")
    launch(
      "max_pool_gradient", over: imageGradient.count,
      [memory(outputGradient), memory(positions), memory(imageGradient)] + Self.sizes(s))
  }

  package func averagePool(_ images: Tensor, _ pooling: Pooling, into output: Tensor) {
    let s = PoolingShape(pooling, images: images.shape)
    output.require(s.output, "an output")
    launch("average_pool", over: output.count, [memory(images), memory(output)] + Self.sizes(s))
  }

  package func averagePoolGradient(_ outputGradient: Tensor, _ pooling: Pooling, into imageGradient: Tensor) {
    let s = PoolingShape(pooling, images: imageGradient.shape)
    outputGradient.require(s.output, "an output's gradient")
    launch(
      "average_pool_gradient", over: imageGradient.count,
      [memory(outputGradient), memory(imageGradient)] + Self.sizes(s))
  }

  private static func sizes(_ s: PoolingShape) -> [KernelArgument] {
    let image = [s.height, s.width, s.channels, s.outputHeight, s.outputWidth]
    let p = s.pooling
    return (image + [p.height, p.width, p.stride, p.padding]).map { .int($0) }
  }
}
