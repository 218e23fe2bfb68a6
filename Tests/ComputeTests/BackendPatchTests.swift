import Compute
import Testing

/// Convolutions by kernels of our own, which studies use where cuDNN is missing or has no algorithm with fixed bits.
@Suite(.enabled(if: Devices.hasCUDA, "make test builds stand-ins for CUDA's libraries"))
struct BackendPatchTests {
  /// Bytes of the windows of a chunk: all examples at once, and one example at a time.
  static let limits = [128 << 20, 4]

  @Test(arguments: Windows.all, limits)
  func `convolutions by patches agree with the definition, whatever the chunks`(
    _ windows: Windows, _ limit: Int
  ) throws {
    let (images, kernels, convolution) = (windows.images, windows.kernels, windows.convolution)
    let reference = ReferenceBackend()
    let truths = try windows.results(on: reference) { x, w, dy, y, dx, dw in
      reference.convolve(x, w, convolution, into: y)
      reference.convolveImageGradient(dy, w, convolution, into: dx)
      reference.convolveKernelGradient(x, dy, convolution, into: dw)
    }
    let device = try CUDABackend(on: .shared(), .single, patchBytes: limit)
    let found = try windows.results(on: device) { x, w, dy, y, dx, dw in
      device.convolveByPatches(x, w, convolution, into: y)
      device.convolveImageGradientByPatches(dy, w, convolution, into: dx)
      device.convolveKernelGradientByPatches(x, dy, convolution, into: dw)
    }
    for (truth, numbers) in zip(truths, found) {
      let scale = truth.reduce(0) { max($0, abs($1)) }
      // Single precision, as in the tests of all backends.
      let isClose = zip(truth, numbers).allSatisfy { abs($0 - $1) <= 1e-5 * scale }
      #expect(isClose && truth.count == numbers.count, "\(images) \(kernels)")
    }
  }

  @Test func `factors of patches are rounded to bfloat16 and nothing else is`() throws {
    // Numbers of 8 binary digits: a product of the device has all its digits.
    let numbers = (0..<128).map { Float($0 % 17 - 8) }
    for convolution in [Convolution(padding: 1, groups: 2), Convolution(stride: 2)] {
      let kernels = [4, 2, 2, 4 / convolution.groups]
      let weights = (0..<kernels.reduce(1, *)).map { Float($0 % 5 + 1) + 0.0001 }
      let shape = convolution.outputShape(images: [2, 4, 4, 4], kernels: kernels)
      let outputs = try [Precision.bfloat16, .single].map { precision in
        let device = try CUDABackend(on: .shared(), precision, patchBytes: 4)
        let (x, y) = (try device.tensor([2, 4, 4, 4], numbers), try device.allocate(shape))
        let rounded = precision == .single ? weights.map { $0.rounded() } : weights
        device.convolveByPatches(x, try device.tensor(kernels, rounded), convolution, into: y)
        return try device.download(y)
      }
      #expect(outputs[0] == outputs[1])
    }
  }

  @Test func `the kernels' gradient over no examples is zero`() throws {
    let device = try CUDABackend(on: .shared(), .single)
    for groups in [1, 2] {
      let (x, dy) = (try device.allocate([0, 4, 4, 2]), try device.allocate([0, 2, 2, 2]))
      let dw = try device.tensor([2, 3, 3, 2 / groups], [Float](repeating: .nan, count: 36 / groups))
      device.convolveKernelGradientByPatches(x, dy, Convolution(groups: groups), into: dw)
      #expect(try device.download(dw).allSatisfy { $0 == 0 })
    }
  }
}

extension Windows {
  /// The output and the gradients of images and kernels that a computation leaves.
  fileprivate func results(
    on backend: some Backend,
    _ compute: (_ x: Tensor, _ w: Tensor, _ dy: Tensor, _ y: Tensor, _ dx: Tensor, _ dw: Tensor) -> Void
  ) throws -> [[Float]] {
    let shape = convolution.outputShape(images: images, kernels: kernels)
    let (x, w, dy) = (try backend.random(images, 1), try backend.random(kernels, 2), try backend.random(shape, 3))
    let results = try [shape, images, kernels].map {
      try backend.tensor($0, [Float](repeating: .nan, count: $0.reduce(1, *)))
    }
    compute(x, w, dy, results[0], results[1], results[2])
    return try results.map { try backend.download($0) }
  }
}
