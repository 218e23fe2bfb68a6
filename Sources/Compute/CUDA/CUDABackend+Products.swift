extension CUDABackend {
  package func multiply(
    _ a: Tensor, transposed transposeA: Bool, _ b: Tensor, transposed transposeB: Bool, alpha: Float, beta: Float,
    into c: Tensor
  ) {
    let shape = ProductShape(a.shape, transposeA: transposeA, b.shape, transposeB: transposeB, output: c.shape)
    multiply(
      Operand(address(a.memory), transposeA, a.count), Operand(address(b.memory), transposeB, b.count), shape,
      alpha: alpha, beta: beta, into: address(c.memory))
  }

  /// A matrix or several of one shape in row-major order.
  struct Operand {
    let address: DeviceAddress
    let isTransposed: Bool
    /// Numbers from the first of the first matrix to the last of the last.
    let count: Int
    /// Numbers from one row to the next; `nil` where rows stand side by side.
    let stride: Int?
    /// Numbers from one matrix to the next; `nil` where they stand side by side.
    let step: Int?

    init(_ address: DeviceAddress, _ isTransposed: Bool, _ count: Int, stride: Int? = nil, step: Int? = nil) {
      (self.address, self.isTransposed, self.count) = (address, isTransposed, count)
      (self.stride, self.step) = (stride, step)
    }
  }

  /// A product in the backend's precision. cuBLAS lays matrices out by columns, so it is asked for Cᵀ = op(B)ᵀ op(A)ᵀ.
  ///
  /// The result's rows are `stride` numbers apart and its matrices `step`, side by side unless given.
  func multiply(
    _ a: Operand, _ b: Operand, _ shape: ProductShape, alpha: Float, beta: Float, into c: DeviceAddress,
    stride: Int? = nil, step: Int? = nil
  ) {
    guard shape.batch * shape.m * shape.n > 0 else { return }
    let c = Operand(c, false, shape.batch * shape.m * shape.n, stride: stride, step: step)
    guard precision == .bfloat16, shape.k > 0 else {
      return put(a.address, a, b.address, b, BLASLibrary.Element.float, shape, alpha, beta, c)
    }
    withScratch(bytes: 2 * a.count) { roundedA in
      withScratch(bytes: 2 * b.count) { roundedB in
        launch("round_to_bfloat16", over: a.count, .address(a.address), .address(roundedA))
        launch("round_to_bfloat16", over: b.count, .address(b.address), .address(roundedB))
        put(roundedA, a, roundedB, b, BLASLibrary.Element.bfloat16, shape, alpha, beta, c)
      }
    }
  }

  private func put(
    _ addressA: DeviceAddress, _ a: Operand, _ addressB: DeviceAddress, _ b: Operand, _ element: Int32,
    _ shape: ProductShape, _ alpha: Float, _ beta: Float, _ c: Operand
  ) {
    let (m, n, k) = (shape.m, shape.n, shape.k)
    let arithmetic = precision == .tf32 ? BLASLibrary.Arithmetic.tf32 : BLASLibrary.Arithmetic.single
    put { () throws(CUDAFailure) in
      let blas = device.libraries.blas
      let status = withUnsafePointer(to: alpha) { alpha in
        withUnsafePointer(to: beta) { beta in
          blas.gemmStridedBatchedEx(
            lane.blas.raw, Self.operation(b), Self.operation(a), Int32(n), Int32(m), Int32(k), alpha,
            addressB, element, Int32(max(1, b.stride ?? (b.isTransposed ? k : n))), Int64(b.step ?? k * n),
            addressA, element, Int32(max(1, a.stride ?? (a.isTransposed ? m : k))), Int64(a.step ?? m * k), beta,
            c.address, BLASLibrary.Element.float, Int32(c.stride ?? n), Int64(c.step ?? m * n), Int32(shape.batch),
            arithmetic, BLASLibrary.anyAlgorithm)
        }
      }
      try blas.check(status, "cublasGemmStridedBatchedEx")
    }
  }

  private static func operation(_ operand: Operand) -> Int32 {
    operand.isTransposed ? BLASLibrary.Operation.transpose : BLASLibrary.Operation.none
  }
}
