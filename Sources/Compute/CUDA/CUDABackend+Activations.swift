extension CUDABackend {
  package func rectify(_ input: Tensor, limit: Float, into output: Tensor) {
    output.require(input.shape, "an output")
    launch("rectify", over: input.count, memory(input), memory(output), .float(limit))
  }

  package func rectifyGradient(_ outputGradient: Tensor, output: Tensor, limit: Float, into inputGradient: Tensor) {
    output.require(outputGradient.shape, "an output")
    inputGradient.require(outputGradient.shape, "an input's gradient")
    launch(
      "rectify_gradient", over: output.count, memory(outputGradient), memory(output), memory(inputGradient),
      .float(limit))
  }

  package func drop(_ input: Tensor, _ mask: DropoutMask, into output: Tensor) {
    output.require(input.shape, "an output")
    launch(
      "drop", over: (input.count + 3) / 4, memory(input), memory(output), .word(mask.stream.key),
      .word(UInt64(mask.threshold)), .float(mask.factor), .long(input.count))
  }
}
