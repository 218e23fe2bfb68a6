/// A device that arithmetic on tensors happens on: the few primitives it must offer. Everything else is written once, above.
///
/// Outputs are given by the caller (`into`) and share no memory with an input unless a primitive says so. Shapes that do
/// not fit are our mistakes and stop the program with both. A device may work asynchronously: computations do not throw;
/// what goes wrong in one is thrown by the next allocation, upload, download or ``synchronise()``. Results do not
/// depend on the number of threads. Sums are taken in a fixed order of the device's own.
public protocol Backend: RankArithmetic, FactorArithmetic, PopulationArithmetic {
  /// The device's name, such as `cpu`.
  var name: String { get }
  /// The same device and memory with large products and convolutions in single precision: where two numbers that are nearly
  /// equal are compared, fewer digits would change which is smaller.
  var inSinglePrecision: any Backend { get }

  // MARK: Memory

  /// A tensor whose elements are not set.
  func allocate(_ shape: [Int]) throws(DeviceError) -> Tensor
  /// Indices whose elements are not set.
  func allocateIndices(_ shape: [Int]) throws(DeviceError) -> Indices
  /// output ← values, row-major.
  func upload(_ values: [Float], into output: Tensor) throws(DeviceError)
  /// output ← values, row-major.
  func upload(_ values: [Int32], into output: Indices) throws(DeviceError)
  /// The elements, row-major.
  func download(_ tensor: Tensor) throws(DeviceError) -> [Float]
  /// The elements, row-major.
  func download(_ indices: Indices) throws(DeviceError) -> [Int32]
  /// Double-precision numbers that are not set.
  func allocateDoubles(_ shape: [Int]) throws(DeviceError) -> Doubles
  /// output ← values, row-major.
  func upload(_ values: [Double], into output: Doubles) throws(DeviceError)
  /// The elements, row-major.
  func download(_ doubles: Doubles) throws(DeviceError) -> [Double]
  /// Every element ← value.
  func fill(_ doubles: Doubles, with value: Double)
  /// Waits until everything asked for is done.
  func synchronise() throws(DeviceError)
  /// Takes work again after ``DeviceError/outOfMemory(device:bytes:used:budget:)``, since a smaller computation may have
  /// room. What the one that failed should have written is not set; what else went wrong stays.
  func recover()
  /// output ← tensor, of equal shape.
  func copy(_ tensor: Tensor, into output: Tensor)
  /// Slices first, first + 1, … along the first axis of the output ← the slices of a tensor.
  func copy(_ slices: Tensor, into output: Tensor, from first: Int)
  /// Every element ← value.
  func fill(_ tensor: Tensor, with value: Float)

  // MARK: Products and convolutions

  /// C ← alpha · op(A) · op(B) + beta · C, where op transposes if asked; [m, k] times [k, n] into [m, n], or rows of as
  /// many such matrices, [batch, m, k] times [batch, k, n]. With beta 0 what C held does not matter. O(batch · m · n · k).
  func multiply(
    _ a: Tensor, transposed transposeA: Bool, _ b: Tensor, transposed transposeB: Bool, alpha: Float, beta: Float,
    into c: Tensor)
  /// Cross-correlation of images [examples, height, width, channels] with kernels
  /// [outputs, height, width, channels / groups].
  func convolve(_ images: Tensor, _ kernels: Tensor, _ convolution: Convolution, into output: Tensor)
  /// The gradient with respect to the images, given that of the output.
  func convolveImageGradient(
    _ outputGradient: Tensor, _ kernels: Tensor, _ convolution: Convolution, into imageGradient: Tensor)
  /// The gradient with respect to the kernels, given that of the output.
  func convolveKernelGradient(
    _ images: Tensor, _ outputGradient: Tensor, _ convolution: Convolution, into kernelGradient: Tensor)

  // MARK: Pooling

  /// The largest number of each window and channel, and where in its image it stands: row · width + column. Of equal
  /// numbers the first wins; a NaN wins over numbers.
  func maxPool(_ images: Tensor, _ pooling: Pooling, into output: Tensor, positions: Indices)
  /// Adds each output's gradient at its position of an image gradient of zeros.
  func maxPoolGradient(_ outputGradient: Tensor, at positions: Indices, _ pooling: Pooling, into imageGradient: Tensor)
  /// The mean of each window and channel over its places inside the image.
  func averagePool(_ images: Tensor, _ pooling: Pooling, into output: Tensor)
  /// The gradient of the average pooling.
  func averagePoolGradient(_ outputGradient: Tensor, _ pooling: Pooling, into imageGradient: Tensor)

  // MARK: Batch normalisation, over all axes but the last

  /// Mean and variance (over the count, not the count less one) of each channel, [channels].
  func moments(_ input: Tensor, intoMean mean: Tensor, variance: Tensor)
  /// scale · (input − mean) / √(variance + epsilon) + shift; all but the input are [channels].
  func normalise(
    _ input: Tensor, mean: Tensor, variance: Tensor, scale: Tensor, shift: Tensor, epsilon: Float, into output: Tensor)
  /// The gradients of moments and normalisation together, with the moments of that input.
  func normaliseGradient(
    _ outputGradient: Tensor, input: Tensor, mean: Tensor, variance: Tensor, scale: Tensor, epsilon: Float,
    into inputGradient: Tensor, scaleGradient: Tensor, shiftGradient: Tensor)

  // MARK: Activations and losses

  /// min(max(input, 0), limit): ReLU for an infinite limit, ReLU6 for 6. NaN stays NaN. The output may be the input.
  func rectify(_ input: Tensor, limit: Float, into output: Tensor)
  /// The gradient where 0 < output < limit, else 0; `output` is what ``rectify(_:limit:into:)`` gave. The input's
  /// gradient may be the output's.
  func rectifyGradient(_ outputGradient: Tensor, output: Tensor, limit: Float, into inputGradient: Tensor)
  /// input · factor where the mask keeps, else 0; its own gradient. The output may be the input.
  func drop(_ input: Tensor, _ mask: DropoutMask, into output: Tensor)
  /// Of logits [examples, classes]: softmax probabilities, the cross-entropy of each example [examples], and the
  /// residuals weight · (p − e_label). Weights are [examples], or nil for ones; losses are not weighted.
  func softmaxCrossEntropy(
    _ logits: Tensor, labels: Indices, weights: Tensor?, intoProbabilities probabilities: Tensor, losses: Tensor,
    residuals: Tensor)

  // MARK: Rows: a matrix [rows, width] is any tensor with its first axes taken together

  /// Adds a row [width] to every row.
  func addRow(_ row: Tensor, to matrix: Tensor)
  /// Sum of the rows, [width].
  func sumRows(_ matrix: Tensor, into sum: Tensor)
  /// Row i of the output is slice indices[i] along the first axis of the source.
  func gather(_ source: Tensor, at indices: Indices, into output: Tensor)
  /// Image i of the output is image indices[i] of [images, height, width, channels], seen through a window of its own size
  /// that stands moves[i] away, [images picked, 3]: rows down, columns right, and 1 where what is seen is then mirrored
  /// left to right, else 0. What lies outside the image is 0.
  func gather(_ images: Tensor, at indices: Indices, moved moves: Indices, into output: Tensor)
  /// Adds slice i of the source to slice indices[i] along the first axis of the target, in the order of i.
  func scatterAdd(_ source: Tensor, at indices: Indices, into target: Tensor)
  /// The order of each row's elements from the smallest up. Stable; −0 and 0 are equal; NaNs come last.
  func sortRows(_ matrix: Tensor, into order: Indices)

  // MARK: Element by element

  /// target ← target + alpha · tensor.
  func add(_ tensor: Tensor, times alpha: Float, to target: Tensor)
  /// tensor ← tensor · factor.
  func scale(_ tensor: Tensor, by factor: Float)
  /// output ← a · b element by element; the output may be an input.
  func multiplyElements(_ a: Tensor, _ b: Tensor, into output: Tensor)
  /// Sum of the squares of all elements, into a tensor of one.
  func sumOfSquares(_ tensor: Tensor, into sum: Tensor)
  /// One step of gradient descent with momentum on the parameters and their velocity.
  func descend(_ parameters: Tensor, gradient: Tensor, velocity: Tensor, _ step: MomentumStep)
  /// One step of Adam on the parameters and their two moments.
  func adapt(_ parameters: Tensor, gradient: Tensor, first: Tensor, second: Tensor, _ step: AdamStep)
}

extension Backend {
  public var inSinglePrecision: any Backend { self }

  /// Does nothing, for a device that computes at once: what fails there leaves nothing behind.
  public func recover() {}

  /// A new tensor with the given elements.
  public func tensor(_ shape: [Int], _ values: [Float]) throws(DeviceError) -> Tensor {
    let tensor = try allocate(shape)
    try upload(values, into: tensor)
    return tensor
  }

  /// New indices with the given elements.
  public func indices(_ shape: [Int], _ values: [Int32]) throws(DeviceError) -> Indices {
    let indices = try allocateIndices(shape)
    try upload(values, into: indices)
    return indices
  }

  /// New double-precision numbers with the given elements.
  public func doubles(_ shape: [Int], _ values: [Double]) throws(DeviceError) -> Doubles {
    let doubles = try allocateDoubles(shape)
    try upload(values, into: doubles)
    return doubles
  }

  /// A new tensor whose elements are all equal.
  public func tensor(_ shape: [Int], filledWith value: Float) throws(DeviceError) -> Tensor {
    let tensor = try allocate(shape)
    fill(tensor, with: value)
    return tensor
  }
}
