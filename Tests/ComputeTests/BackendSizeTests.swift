import Compute
import Testing

/// As in the other tests of backends: single precision leaves errors below 10⁻⁶ of the largest result, and a wrong or
/// missing term is above 10⁻³.
private let sums = 1e-5
/// A few roundings, each 2⁻²⁴ of the number.
private let roundings = 1e-6

/// Sizes around those at which a device cuts its work: blocks of 256 threads, shares of 32 terms, tiles of 4,096 numbers.
@Suite struct BackendSizeTests {
  @Test(arguments: [
    [9_000, 1], [17_000, 10], [600, 300], [70, 257], [33, 256], [100, 129], [1, 5], [0, 3], [3, 0],
  ])
  func `rows of every width are added to and summed as defined`(_ shape: [Int]) throws {
    try Devices.compare(tolerance: sums) { backend in
      let (x, sum) = (try backend.random(shape, 1), try backend.allocate([shape[1]]))
      backend.addRow(try backend.random([shape[1]], 2), to: x)
      backend.sumRows(x, into: sum)
      return [x, sum]
    }
  }

  @Test(arguments: [0, 1, 8_192, 8_193, 70_001])
  func `squares of any number of elements are summed`(_ count: Int) throws {
    try Devices.compare(tolerance: sums) { backend in
      let sum = try backend.allocate([1])
      backend.sumOfSquares(try backend.random([count], 1), into: sum)
      return [sum]
    }
  }

  @Test(arguments: [[300, 1], [5, 700], [2_000, 3], [1, 1]])
  func `slices that are added again and again to few places agree with the definition`(_ shape: [Int]) throws {
    try Devices.compare(tolerance: sums) { backend in
      let target = try backend.random(shape, 1)
      // A third of the slices, so that many indices repeat.
      let indices = try backend.randomIndices(900, below: (shape[0] + 2) / 3, 2)
      backend.scatterAdd(try backend.random([900, shape[1]], 3), at: indices, into: target)
      return [target]
    }
  }

  @Test(arguments: [[70, 1], [70, 2], [5, 100], [3, 1_000], [300, 5]])
  func `softmax cross-entropy agrees with the definition for few and many classes`(_ shape: [Int]) throws {
    try Devices.compare(tolerance: roundings) { backend in
      let (logits, labels) = (try backend.random(shape, 1), try backend.randomIndices(shape[0], below: shape[1], 2))
      backend.scale(logits, by: 30)
      let (p, residuals) = (try backend.allocate(shape), try backend.allocate(shape))
      let losses = try backend.allocate([shape[0]])
      backend.softmaxCrossEntropy(
        logits, labels: labels, weights: nil, intoProbabilities: p, losses: losses, residuals: residuals)
      return [p, losses, residuals]
    }
  }

  @Test(arguments: [[700, 3], [2, 4_095], [2, 4_096], [2, 4_097], [3, 12_289]])
  func `rows of any length and any bits are sorted, equal numbers and NaNs by index`(_ shape: [Int]) throws {
    let draws = SeedStream(root: 1)
    let values = (0..<shape[0] * shape[1]).map { index in
      let word = draws.block(UInt64(index))
      // A quarter of each: any bits, few numbers, infinities and zeros of both signs, NaNs of both signs and any bits.
      switch word[0] % 4 {
      case 0: return Float(bitPattern: word[1])
      case 1: return Float(word[1] % 7) - 3
      case 2: return [Float.infinity, -Float.infinity, 0, -0][Int(word[1] % 4)]
      default: return Float(bitPattern: word[1] | 0x7fc0_0000)
      }
    }
    try Devices.compare(tolerance: 0) { backend in
      let order = try backend.allocateIndices(shape)
      backend.sortRows(try backend.tensor(shape, values), into: order)
      return [try backend.tensor(shape, try backend.download(order).map(Float.init))]
    }
  }

  @Test func `nothing is done to nothing`() throws {
    try Devices.compare(tolerance: 0) { backend in
      let (empty, wide) = (try backend.allocate([0]), try backend.allocate([0, 3]))
      let (none, order) = (try backend.allocateIndices([0]), try backend.allocateIndices([0, 3]))
      backend.fill(empty, with: 1)
      backend.scale(empty, by: 2)
      backend.add(empty, times: 2, to: empty)
      backend.descend(empty, gradient: empty, velocity: empty, MomentumStep(learningRate: 1))
      let x = try backend.random([2, 3], 1)
      backend.gather(x, at: none, into: wide)
      backend.scatterAdd(wide, at: none, into: x)
      backend.sortRows(wide, into: order)
      backend.sortRows(try backend.allocate([4, 0]), into: try backend.allocateIndices([4, 0]))
      backend.softmaxCrossEntropy(
        wide, labels: none, weights: nil, intoProbabilities: wide, losses: empty, residuals: wide)
      return [x, empty, wide]
    }
  }

  @Test func `a logit that is no number leaves none in its row`() throws {
    for backend in try Devices.all() {
      let logits = try backend.tensor([4, 3], [.nan, 1, 2, 0, 1, .nan, 0, .nan, 1, 3, 1, 2])
      let (p, losses, residuals) = (
        try backend.allocate([4, 3]), try backend.allocate([4]), try backend.allocate([4, 3])
      )
      backend.softmaxCrossEntropy(
        logits, labels: try backend.indices([4], [1, 0, 2, 0]), weights: nil, intoProbabilities: p, losses: losses,
        residuals: residuals)
      for tensor in [p, residuals] {
        let found = try backend.download(tensor)
        #expect(found[..<9].allSatisfy(\.isNaN) && found[9...].allSatisfy(\.isFinite), "\(backend.name)")
      }
      #expect(try backend.download(losses).map(\.isNaN) == [true, true, true, false], "\(backend.name)")
    }
  }

  @Test func `an infinite largest logit leaves no number in its row`() throws {
    for backend in try Devices.all() {
      let infinity = Float.infinity
      let logits = try backend.tensor([2, 3], [0, infinity, 1, -infinity, -infinity, -infinity])
      let (p, losses, residuals) = (
        try backend.allocate([2, 3]), try backend.allocate([2]), try backend.allocate([2, 3])
      )
      backend.softmaxCrossEntropy(
        logits, labels: try backend.indices([2], [0, 1]), weights: nil, intoProbabilities: p, losses: losses,
        residuals: residuals)
      for tensor in [p, losses, residuals] {
        #expect(try backend.download(tensor).allSatisfy(\.isNaN), "\(backend.name)")
      }
    }
  }

  @Test func `doubles are filled with doubles`() throws {
    for backend in try Devices.all() {
      let doubles = try backend.allocateDoubles([3, 100])
      backend.fill(doubles, with: 0.1)
      #expect(try backend.download(doubles) == [Double](repeating: 0.1, count: 300), "\(backend.name)")
    }
  }

  /// The processor stops there; a graphics processor cannot.
  @Test(.enabled(if: Devices.hasCUDA, "make test builds stand-ins for CUDA's libraries"))
  func `an index or a label outside gives NaN on a graphics processor`() throws {
    let backend = try Device.cuda(.single).backend()
    let x = try backend.tensor([2, 2, 1, 1], [1, 2, 3, 4])
    let indices = try backend.indices([4], [1, 2, -1, 0])
    let (picked, moved) = (try backend.allocate([4, 2, 1, 1]), try backend.allocate([4, 2, 1, 1]))
    backend.gather(x, at: indices, into: picked)
    let still = try backend.indices([4, 3], [Int32](repeating: 0, count: 12))
    backend.gather(x, at: indices, moved: still, into: moved)
    for tensor in [picked, moved] {
      let found = try backend.download(tensor)
      #expect(found[2...5].allSatisfy(\.isNaN) && [found[0], found[1], found[6], found[7]] == [3, 4, 1, 2])
    }
    backend.scatterAdd(picked, at: indices, into: x)
    #expect(try backend.download(x)[..<2].allSatisfy(\.isNaN))
    let logits = try backend.tensor([2, 2], [0, 0, 0, 0])
    let (p, losses, residuals) = (
      try backend.allocate([2, 2]), try backend.allocate([2]), try backend.allocate([2, 2])
    )
    backend.softmaxCrossEntropy(
      logits, labels: try backend.indices([2], [2, 1]), weights: nil, intoProbabilities: p, losses: losses,
      residuals: residuals)
    #expect(try backend.download(losses).map(\.isNaN) == [true, false])
    #expect(try backend.download(residuals).map(\.isNaN) == [true, true, false, false])
    #expect(try backend.download(p) == [0.5, 0.5, 0.5, 0.5])
  }
}
