import Synchronization

extension CUDABackend {
  /// Lets cuDNN do one of the computations of a convolution; false where it is not there or has no algorithm that gives the
  /// same bits in every run. The operands come in the order of ``ConvolutionPlan/Kind``.
  func convolveByLibrary(
    _ kind: ConvolutionPlan.Kind, _ first: Tensor, _ second: Tensor, images: [Int], kernels: [Int],
    _ convolution: Convolution, into result: Tensor
  ) -> Bool {
    let shape = ConvolutionShape(convolution, images: images, kernels: kernels)
    let key = ConvolutionPlan.Key(
      kind: kind, images: images, kernels: kernels, convolution: convolution, precision: precision)
    let plan = ConvolutionPlan(key: key, shape: shape)
    guard let dnn = device.libraries.dnn, let handle = lane.dnn, plan.isSupported, result.count > 0, first.count > 0,
      let choice = choice(plan, dnn, handle)
    else { return false }
    withScratch(bytes: choice.memory) { workspace in
      guard precision == .bfloat16 else {
        let operands = (address(first.memory), address(second.memory), address(result.memory))
        return put(plan, choice, dnn, handle, operands, workspace)
      }
      withRounded(first, second, into: result) { operands in put(plan, choice, dnn, handle, operands, workspace) }
    }
    return true
  }

  private typealias Addresses = (first: DeviceAddress, second: DeviceAddress, result: DeviceAddress)

  /// The algorithm for a plan, which a lane asks for once.
  private func choice(
    _ plan: ConvolutionPlan, _ dnn: DNNLibrary, _ handle: ForeignHandle
  ) -> ConvolutionPlan.Choice? {
    if let known = lane.plans.withLock({ $0[plan.key] }) { return known }
    var choice: ConvolutionPlan.Choice?
    put { () throws(CUDAFailure) in
      try plan.withDescriptors(dnn) { descriptors throws(CUDAFailure) in
        choice = try plan.choose(dnn, handle, descriptors)
      }
    }
    if let choice { lane.plans.withLock { $0[plan.key] = choice } }
    return choice
  }

  private func put(
    _ plan: ConvolutionPlan, _ choice: ConvolutionPlan.Choice, _ dnn: DNNLibrary, _ handle: ForeignHandle,
    _ addresses: Addresses, _ workspace: DeviceAddress
  ) {
    put { () throws(CUDAFailure) in
      try plan.withDescriptors(dnn) { descriptors throws(CUDAFailure) in
        try dnn.check(
          dnn.setArithmetic(descriptors.convolution.handle, choice.arithmetic), "cudnnSetConvolutionMathType")
        let (one, zero): (Float, Float) = (1, 0)
        let status = withUnsafePointer(to: one) { one in
          withUnsafePointer(to: zero) { zero in
            plan.convolve(dnn)(
              handle.raw, one, descriptors.first.handle, addresses.first, descriptors.second.handle, addresses.second,
              descriptors.convolution.handle, choice.algorithm, workspace, choice.memory, zero,
              descriptors.result.handle, addresses.result)
          }
        }
        try dnn.check(status, "cudnnConvolution…")
      }
    }
  }

  /// Lends the operands rounded to bfloat16, and widens the result.
  private func withRounded(
    _ first: Tensor, _ second: Tensor, into result: Tensor, _ body: (Addresses) -> Void
  ) {
    withScratch(bytes: 2 * first.count) { roundedFirst in
      withScratch(bytes: 2 * second.count) { roundedSecond in
        withScratch(bytes: 2 * result.count) { rounded in
          launch("round_to_bfloat16", over: first.count, memory(first), .address(roundedFirst))
          launch("round_to_bfloat16", over: second.count, memory(second), .address(roundedSecond))
          body((roundedFirst, roundedSecond, rounded))
          launch("widen_bfloat16", over: result.count, .address(rounded), memory(result))
        }
      }
    }
  }
}
