import Synchronization

extension CUDABackend {
  /// Lets cuDNN do one of the computations of a convolution; false where it is not there or has no algorithm that gives the
  /// same bits in every run. The operands come in the order of ``ConvolutionPlan/Kind``.
  func convolveByLibrary(
    _ kind: ConvolutionPlan.Kind, _ first: Tensor, _ second: Tensor, images: [Int], kernels: [Int],
    _ convolution: Convolution, into result: Tensor
  ) -> Bool {
    let key = ConvolutionPlan.Key(
      kind: kind, images: images, kernels: kernels, convolution: convolution, precision: precision)
    let plan = ConvolutionPlan(key: key, shape: ConvolutionShape(convolution, images: images, kernels: kernels))
    guard let dnn = device.libraries.dnn, let handle = lane.dnn, plan.isSupported, result.count > 0, first.count > 0
    else { return false }
    while let choice = choices(plan, dnn, handle).first {
      if convolve(plan, choice, dnn, handle, first, second, into: result) { return true }
      lane.plans.withLock { $0[key]?.removeAll { $0 == choice } }
    }
    return false
  }

  /// The algorithms for a plan, best first, which a lane asks for once; none where cuDNN supports no such plan.
  private func choices(
    _ plan: ConvolutionPlan, _ dnn: DNNLibrary, _ handle: ForeignHandle
  ) -> [ConvolutionPlan.Choice] {
    if let known = lane.plans.withLock({ $0[plan.key] }) { return known }
    var choices: [ConvolutionPlan.Choice]?
    put { () throws(CUDAFailure) in
      do throws(CUDAFailure) {
        try plan.withDescriptors(dnn) { descriptors throws(CUDAFailure) in
          choices = try plan.choices(dnn, handle, descriptors)
        }
      } catch {
        guard DNNLibrary.notSupported.contains(error.status) else { throw error }
        choices = []
      }
    }
    // Where something failed before, nothing was asked; what other backends of the lane are told must not depend on that.
    guard let choices else { return [] }
    lane.plans.withLock { $0[plan.key] = choices }
    return choices
  }

  private typealias Addresses = (first: DeviceAddress, second: DeviceAddress, result: DeviceAddress)

  /// False where cuDNN has proposed an algorithm that it then does not support.
  private func convolve(
    _ plan: ConvolutionPlan, _ choice: ConvolutionPlan.Choice, _ dnn: DNNLibrary, _ handle: ForeignHandle,
    _ first: Tensor, _ second: Tensor, into result: Tensor
  ) -> Bool {
    var isSupported = true
    withScratch(bytes: choice.memory) { workspace in
      guard precision == .bfloat16 else {
        let operands = (address(first.memory), address(second.memory), address(result.memory))
        isSupported = put(plan, choice, dnn, handle, operands, workspace)
        return
      }
      withRounded(first, second, into: result) { operands in
        isSupported = put(plan, choice, dnn, handle, operands, workspace)
      }
    }
    return isSupported
  }

  private func put(
    _ plan: ConvolutionPlan, _ choice: ConvolutionPlan.Choice, _ dnn: DNNLibrary, _ handle: ForeignHandle,
    _ addresses: Addresses, _ workspace: DeviceAddress
  ) -> Bool {
    var isSupported = true
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
        isSupported = !DNNLibrary.notSupported.contains(status)
        if isSupported { try dnn.check(status, "cudnnConvolution…") }
      }
    }
    return isSupported
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
