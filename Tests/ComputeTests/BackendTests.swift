import Compute
import Testing

/// Sums of at most a few thousand products of numbers below 1 in single precision: measured errors are below 10⁻⁶ of the
/// largest result, and a wrong or missing term is above 10⁻³.
private let sums = 1e-5
/// A few roundings, each 2⁻²⁴ of the number.
private let roundings = 1e-6

struct Windows: Sendable, CustomTestStringConvertible {
  let images: [Int]
  let kernels: [Int]
  let convolution: Convolution
  var testDescription: String { "\(images) * \(kernels) \(convolution)" }

  init(
    _ images: [Int], _ kernels: [Int], stride: Int = 1, padding: Int = 0, trailing: Int? = nil, groups: Int = 1
  ) {
    (self.images, self.kernels) = (images, kernels)
    convolution = Convolution(stride: stride, padding: padding, trailing: trailing, groups: groups)
  }

  static let all = [
    Windows([3, 7, 5, 2], [4, 3, 3, 2]),
    Windows([9, 9, 9, 3], [5, 3, 3, 3], padding: 1),
    Windows([2, 8, 7, 3], [4, 3, 3, 3], stride: 2, padding: 1),
    Windows([5, 6, 6, 17], [7, 2, 3, 17], stride: 2, padding: 2),
    Windows([17, 4, 4, 9], [33, 1, 1, 9]),
    Windows([3, 7, 7, 4], [6, 1, 1, 4], stride: 2),
    Windows([3, 5, 5, 1], [3, 5, 5, 1], padding: 2),
    Windows([4, 6, 5, 6], [9, 3, 3, 2], padding: 1, groups: 3),
    Windows([4, 6, 5, 4], [8, 3, 3, 1], stride: 2, padding: 1, groups: 4),
    Windows([11, 7, 6, 5], [5, 3, 3, 1], padding: 1, groups: 5),
    Windows([3, 7, 6, 16], [16, 3, 3, 1], stride: 2, padding: 1, groups: 16),
    Windows([40, 5, 5, 3], [4, 3, 3, 3], padding: 1),
    Windows([1, 2, 2, 1], [1, 3, 3, 1], stride: 3, padding: 3),
    Windows([3, 8, 6, 3], [4, 3, 3, 3], stride: 2, padding: 0, trailing: 1),
    Windows([2, 6, 8, 18], [18, 3, 3, 1], stride: 2, padding: 0, trailing: 1, groups: 18),
    Windows([3, 5, 4, 2], [3, 1, 1, 2], padding: 0, trailing: 2),
    // Depthwise with more windows and channels than one block of a device adds.
    Windows([5, 12, 12, 35], [35, 2, 2, 1], padding: 1, groups: 35),
    Windows([2, 5, 6, 2], [3, 2, 2, 2], stride: 2, padding: 2, trailing: 0),
  ]
}

@Suite struct BackendProductTests {
  @Test(arguments: [(false, false), (false, true), (true, false), (true, true)])
  func `products of every transposition agree with the definition`(_ transposes: (a: Bool, b: Bool)) throws {
    let (m, n, k) = (301, 263, 37)
    try Devices.compare(tolerance: sums) { backend in
      let a = try backend.random(transposes.a ? [k, m] : [m, k], 1)
      let b = try backend.random(transposes.b ? [n, k] : [k, n], 2)
      let c = try backend.random([m, n], 3)
      backend.multiply(a, transposed: transposes.a, b, transposed: transposes.b, alpha: 0.5, beta: -2, into: c)
      return [c]
    }
  }

  @Test func `a row of products is each product, and beta 0 forgets what was there`() throws {
    try Devices.compare(tolerance: sums) { backend in
      let (a, b) = (try backend.random([5, 13, 7], 1), try backend.random([5, 11, 7], 2))
      let c = try backend.tensor([5, 13, 11], filledWith: .nan)
      backend.multiply(a, transposed: false, b, transposed: true, alpha: 1, beta: 0, into: c)
      return [c]
    }
  }

  @Test func `a product over no terms is zero`() throws {
    let backend = CPUBackend()
    let c = try backend.tensor([2, 3], filledWith: .nan)
    let (a, b) = (backend.allocate([2, 0]), backend.allocate([0, 3]))
    backend.multiply(a, transposed: false, b, transposed: false, alpha: 1, beta: 0, into: c)
    #expect(backend.download(c) == [0, 0, 0, 0, 0, 0])
  }

  @Test func `padding at the bottom and the right alone is the same as images that have zeros there`() throws {
    let backend = CPUBackend()
    let kernels = try backend.random([4, 3, 3, 2], 2)
    let small = try backend.random([1, 4, 4, 2], 1)
    var padded = [Float](repeating: 0, count: 5 * 5 * 2)
    for (place, value) in backend.download(small).enumerated() { padded[place / 8 * 10 + place % 8] = value }
    let large = try backend.tensor([1, 5, 5, 2], padded)
    let (found, expected) = (backend.allocate([1, 2, 2, 4]), backend.allocate([1, 2, 2, 4]))
    backend.convolve(small, kernels, Convolution(stride: 2, padding: 0, trailing: 1), into: found)
    backend.convolve(large, kernels, Convolution(stride: 2), into: expected)
    #expect(backend.download(found) == backend.download(expected))
  }

  @Test(arguments: Windows.all)
  func `convolutions and both their gradients agree with the definition`(_ windows: Windows) throws {
    let (images, kernels, convolution) = (windows.images, windows.kernels, windows.convolution)
    let shape = convolution.outputShape(images: images, kernels: kernels)
    try Devices.compare(tolerance: sums) { backend in
      let (x, w) = (try backend.random(images, 1), try backend.random(kernels, 2))
      let y = try backend.allocate(shape)
      backend.convolve(x, w, convolution, into: y)
      let dy = try backend.random(shape, 3)
      let (dx, dw) = (try backend.allocate(images), try backend.allocate(kernels))
      backend.convolveImageGradient(dy, w, convolution, into: dx)
      backend.convolveKernelGradient(x, dy, convolution, into: dw)
      return [y, dx, dw]
    }
  }
}

@Suite struct BackendPoolingTests {
  static let poolings = [
    Pooling(size: 2), Pooling(height: 3, width: 3, stride: 2, padding: 1), Pooling(height: 2, width: 3, stride: 1),
    Pooling(height: 7, width: 9, stride: 1), Pooling(height: 3, width: 2, stride: 3, padding: 1),
    Pooling(height: 1, width: 2, stride: 3),
  ]

  @Test(arguments: poolings)
  func `poolings and their gradients agree with the definition`(_ pooling: Pooling) throws {
    // Channels for a whole vector and a rest.
    let images = [5, 7, 9, 11]
    let shape = pooling.outputShape(images: images)
    try Devices.compare(tolerance: roundings) { backend in
      let x = try backend.random(images, 1)
      // Rounded to eighths, so that ties occur.
      try backend.upload(backend.download(x).map { ($0 * 8).rounded() / 8 }, into: x)
      let (y, mean, dy) = (try backend.allocate(shape), try backend.allocate(shape), try backend.random(shape, 2))
      let (dx, dmean) = (try backend.allocate(images), try backend.allocate(images))
      let positions = try backend.allocateIndices(shape)
      backend.maxPool(x, pooling, into: y, positions: positions)
      backend.maxPoolGradient(dy, at: positions, pooling, into: dx)
      backend.averagePool(x, pooling, into: mean)
      backend.averagePoolGradient(dy, pooling, into: dmean)
      let places = try backend.tensor(shape, try backend.download(positions).map(Float.init))
      return [y, dx, mean, dmean, places]
    }
  }

  @Test(arguments: [[1, 2, .nan, 4], [.nan, 1, 2, 3], [3, .nan, .nan, 1]] as [[Float]])
  func `the first NaN of a window wins`(_ window: [Float]) throws {
    for backend in try Devices.all() {
      let (x, y) = (try backend.tensor([1, 2, 2, 1], window), try backend.allocate([1, 1, 1, 1]))
      let positions = try backend.allocateIndices([1, 1, 1, 1])
      backend.maxPool(x, Pooling(size: 2), into: y, positions: positions)
      #expect(try backend.download(y)[0].isNaN)
      #expect(try backend.download(positions).map(Int.init) == [window.firstIndex(where: \.isNaN)])
    }
  }
}

@Suite struct BackendNormalisationTests {
  @Test(arguments: [[3, 5, 7, 9], [4000, 13], [2, 1], [3, 300], [1100, 40]])
  func `batch normalisation and its gradient agree with the definition`(_ shape: [Int]) throws {
    let channels = [shape[shape.count - 1]]
    try Devices.compare(tolerance: sums) { backend in
      let (x, dy) = (try backend.random(shape, 1), try backend.random(shape, 2))
      let (scale, shift) = (try backend.random(channels, 3), try backend.random(channels, 4))
      let (mean, variance) = (try backend.allocate(channels), try backend.allocate(channels))
      let (y, dx) = (try backend.allocate(shape), try backend.allocate(shape))
      let (dscale, dshift) = (try backend.allocate(channels), try backend.allocate(channels))
      backend.moments(x, intoMean: mean, variance: variance)
      backend.normalise(x, mean: mean, variance: variance, scale: scale, shift: shift, epsilon: 1e-3, into: y)
      backend.normaliseGradient(
        dy, input: x, mean: mean, variance: variance, scale: scale, epsilon: 1e-3, into: dx, scaleGradient: dscale,
        shiftGradient: dshift)
      return [mean, variance, y, dx, dscale, dshift]
    }
  }

  @Test func `a small variance beside a large mean keeps its digits`() throws {
    for backend in try Devices.all() {
      let x = try backend.tensor([4, 1], [1000, 1001, 1002, 1003])
      let (mean, variance) = (try backend.allocate([1]), try backend.allocate([1]))
      backend.moments(x, intoMean: mean, variance: variance)
      #expect(try backend.download(mean) == [1001.5], "\(backend.name)")
      #expect(try backend.download(variance) == [1.25], "\(backend.name)")
    }
  }

  /// More rows than 512 parts of 512 have, the last part short.
  @Test func `moments of very many rows keep their digits`() throws {
    let rows = 270_002
    let values = (0..<rows).flatMap { row -> [Float] in [Float(row % 3), Float(100 + row % 2)] }
    for backend in try Devices.all() {
      let (mean, variance) = (try backend.allocate([2]), try backend.allocate([2]))
      backend.moments(try backend.tensor([rows, 2], values), intoMean: mean, variance: variance)
      let found = try backend.download(mean) + backend.download(variance)
      // The 0 and 1 of the last incomplete 0, 1, 2 move the mean by 2 · 10⁻⁶.
      let isClose = zip(found, [1, 100.5, 2 / 3, 0.25]).allSatisfy { abs($0 - $1) < 1e-5 * max(1, $1) }
      #expect(isClose, "\(found) on \(backend.name)")
    }
  }
}

@Suite struct BackendActivationTests {
  @Test(arguments: [Float.infinity, 0.5])
  func `rectified numbers and their gradients agree with the definition`(_ limit: Float) throws {
    try Devices.compare(tolerance: 0) { backend in
      let (x, dy) = (try backend.random([70, 501], 1), try backend.random([70, 501], 2))
      let (y, dx) = (try backend.allocate([70, 501]), try backend.allocate([70, 501]))
      backend.rectify(x, limit: limit, into: y)
      backend.rectifyGradient(dy, output: y, limit: limit, into: dx)
      return [y, dx]
    }
  }

  @Test func `rectifying hides no NaN`() throws {
    for backend in try Devices.all() {
      let x = try backend.tensor([4], [.nan, -1, 7, 2])
      backend.rectify(x, limit: 6, into: x)
      let found = try backend.download(x)
      #expect(found[0].isNaN && found[1...] == [0, 6, 2])
    }
  }

  @Test func `dropout draws the same mask on every device and thread, at its rate`() throws {
    let mask = DropoutMask(stream: SeedStream(root: 5), rate: 0.25)
    try Devices.compare(tolerance: roundings) { backend in
      let x = try backend.random([70_001], 1)
      backend.drop(x, mask, into: x)
      return [x]
    }
    for rate in [0, 0.25, 0.75] where Devices.hasCUDA {
      // A threshold beyond 31 bits, and a key of 64.
      let mask = DropoutMask(stream: SeedStream(root: 0xfedc_ba98_7654_3210), rate: rate)
      let bits = try [CPUBackend(), Device.cuda(.single).backend()].map { backend in
        let x = try backend.random([1_003], 1)
        backend.drop(x, mask, into: x)
        return try backend.download(x).map(\.bitPattern)
      }
      #expect(bits[0] == bits[1])
    }
    let backend = CPUBackend(threads: 2)
    let ones = try backend.tensor([100_000], filledWith: 1)
    backend.drop(ones, mask, into: ones)
    let kept = backend.download(ones).count { $0 == 4 / 3 }
    // Five standard deviations of a binomial count, √(100,000 · 0.25 · 0.75) = 137.
    #expect(abs(kept - 75_000) < 685)
    #expect(backend.download(ones).allSatisfy { $0 == 0 || $0 == 4 / 3 })
  }

  @Test(arguments: [false, true])
  func `softmax cross-entropy agrees with the definition`(_ isWeighted: Bool) throws {
    try Devices.compare(tolerance: roundings) { backend in
      let logits = try backend.random([1500, 11], 1)
      backend.scale(logits, by: 30)
      let labels = try backend.randomIndices(1500, below: 11, 2)
      let weights = isWeighted ? try backend.random([1500], 3) : nil
      let (p, losses) = (try backend.allocate([1500, 11]), try backend.allocate([1500]))
      let residuals = try backend.allocate([1500, 11])
      backend.softmaxCrossEntropy(
        logits, labels: labels, weights: weights, intoProbabilities: p, losses: losses, residuals: residuals)
      return [p, losses, residuals]
    }
  }

  @Test func `a tiny loss keeps its digits and a large logit overflows nothing`() throws {
    let backend = CPUBackend()
    let logits = try backend.tensor([2, 2], [40, 0, 0, 1e30])
    let (p, losses, r) = (backend.allocate([2, 2]), backend.allocate([2]), backend.allocate([2, 2]))
    let labels = try backend.indices([2], [0, 0])
    backend.softmaxCrossEntropy(
      logits, labels: labels, weights: nil, intoProbabilities: p, losses: losses, residuals: r)
    let found = backend.download(losses)
    // e⁻⁴⁰ to the precision of a single.
    #expect(abs(found[0] / 4.248354e-18 - 1) < 1e-6 && found[1] == 1e30)
  }
}

@Suite struct BackendRowTests {
  @Test func `rows are added, summed, gathered and scattered as defined`() throws {
    try Devices.compare(tolerance: sums) { backend in
      let (x, row, sum) = (try backend.random([777, 51], 1), try backend.random([51], 2), try backend.allocate([51]))
      backend.addRow(row, to: x)
      backend.sumRows(x, into: sum)
      let picked = try backend.allocate([999, 51])
      let indices = try backend.randomIndices(999, below: 777, 3)
      backend.gather(x, at: indices, into: picked)
      let target = try backend.random([777, 51], 4)
      backend.scatterAdd(picked, at: indices, into: target)
      return [x, sum, picked, target]
    }
  }

  @Test func `slices are copied to where they are wanted`() throws {
    try Devices.compare(tolerance: 0) { backend in
      let (all, some) = (try backend.random([9, 4, 3], 1), try backend.random([2, 4, 3], 2))
      backend.copy(some, into: all, from: 7)
      backend.copy(some, into: all, from: 2)
      return [all]
    }
  }

  @Test func `images are gathered whole`() throws {
    try Devices.compare(tolerance: 0) { backend in
      let (x, y) = (try backend.random([7, 20, 20, 3], 1), try backend.allocate([40, 20, 20, 3]))
      backend.gather(x, at: try backend.randomIndices(40, below: 7, 2), into: y)
      return [y]
    }
  }

  @Test(arguments: [[7, 9, 6, 3], [5, 4, 11, 1], [3, 30, 31, 5]])
  func `images are gathered through moved and mirrored windows`(_ shape: [Int]) throws {
    try Devices.compare(tolerance: 0) { backend in
      let (x, y) = (try backend.random(shape, 1), try backend.allocate([90] + shape.dropFirst()))
      let draws = SeedStream(root: 3)
      // Up to 12 pixels: some windows see nothing of their image.
      let moves = (0..<270).map { Int32(draws.integer($0, below: $0 % 3 == 2 ? 2 : 25)) - ($0 % 3 == 2 ? 0 : 12) }
      backend.gather(
        x, at: try backend.randomIndices(90, below: shape[0], 2), moved: try backend.indices([90, 3], moves), into: y)
      return [y]
    }
  }

  @Test func `a moved window shows zeros outside, and is mirrored after it is moved`() throws {
    for backend in try Devices.all() {
      // 1 2 3
      // 4 5 6
      let x = try backend.tensor([1, 2, 3, 1], [1, 2, 3, 4, 5, 6])
      let moves: [[Int32]] = [[0, 0, 0], [0, 0, 1], [1, 0, 0], [-1, 1, 0], [-1, 1, 1], [0, -2, 1], [2, 0, 0]]
      let y = try backend.allocate([moves.count, 2, 3, 1])
      let rows = try backend.indices([moves.count], moves.map { _ in 0 })
      backend.gather(x, at: rows, moved: try backend.indices([moves.count, 3], moves.flatMap { $0 }), into: y)
      let seen: [[Float]] = [
        [1, 2, 3, 4, 5, 6], [3, 2, 1, 6, 5, 4], [4, 5, 6, 0, 0, 0], [0, 0, 0, 2, 3, 0], [0, 0, 0, 0, 3, 2],
        [1, 0, 0, 4, 0, 0], [0, 0, 0, 0, 0, 0],
      ]
      #expect(try backend.download(y) == seen.flatMap { $0 })
    }
  }

  @Test func `sorted rows keep the order of equal numbers, with NaN last`() throws {
    let values: [Float] = [3, -1, 3, .nan, -1, 0, -0, -.infinity, 5, 5, 1, 5, 0, -0, 0, .infinity]
    for backend in try Devices.all() {
      let x = try backend.tensor([2, 8], values)
      let order = try backend.allocateIndices([2, 8])
      backend.sortRows(x, into: order)
      #expect(try backend.download(order) == [7, 1, 4, 5, 6, 0, 2, 3, 4, 5, 6, 2, 0, 1, 3, 7])
    }
  }

  @Test func `long rows are sorted as the reference sorts them`() throws {
    try Devices.compare(tolerance: 0) { backend in
      let x = try backend.random([9, 3001], 1)
      // Rounded to hundredths, so that ties occur.
      try backend.upload(backend.download(x).map { ($0 * 100).rounded() / 100 }, into: x)
      let order = try backend.allocateIndices([9, 3001])
      backend.sortRows(x, into: order)
      return [try backend.tensor([9, 3001], try backend.download(order).map(Float.init))]
    }
  }
}

@Suite struct BackendElementTests {
  @Test func `element-wise arithmetic agrees with the definition`() throws {
    try Devices.compare(tolerance: sums) { backend in
      let (x, y) = (try backend.random([40_003], 1), try backend.random([40_003], 2))
      let (product, copy) = (try backend.allocate([40_003]), try backend.allocate([40_003]))
      let square = try backend.allocate([1])
      backend.copy(x, into: copy)
      backend.add(y, times: -0.7, to: x)
      backend.scale(y, by: 3)
      backend.multiplyElements(x, y, into: product)
      backend.sumOfSquares(x, into: square)
      return [x, y, product, copy, square]
    }
  }

  @Test(arguments: [false, true])
  func `steps with momentum agree with the definition`(_ isNesterov: Bool) throws {
    let step = MomentumStep(learningRate: 0.1, momentum: 0.9, weightDecay: 0.01, isNesterov: isNesterov)
    try Devices.compare(tolerance: roundings) { backend in
      let (w, g, v) = (
        try backend.random([20_001], 1), try backend.random([20_001], 2), try backend.random([20_001], 3)
      )
      for _ in 0..<3 { backend.descend(w, gradient: g, velocity: v, step) }
      return [w, v]
    }
  }

  @Test func `steps of Adam agree with the definition`() throws {
    try Devices.compare(tolerance: sums) { backend in
      let (w, g) = (try backend.random([20_001], 1), try backend.random([20_001], 2))
      let (m, s) = (try backend.tensor([20_001], filledWith: 0), try backend.tensor([20_001], filledWith: 0))
      for number in 1...3 {
        backend.adapt(w, gradient: g, first: m, second: s, AdamStep(number: number, weightDecay: 0.01))
      }
      return [w, m, s]
    }
  }

  @Test func `the first step of Adam has the length of the learning rate`() throws {
    let backend = CPUBackend()
    let (w, g) = (try backend.tensor([2], [1, 1]), try backend.tensor([2], [1e-3, -50]))
    let (m, s) = (try backend.tensor([2], filledWith: 0), try backend.tensor([2], filledWith: 0))
    backend.adapt(w, gradient: g, first: m, second: s, AdamStep(number: 1, learningRate: 0.25))
    // The correction makes both moments the gradient's own; ε = 10⁻⁸ moves a gradient of 10⁻³ by 10⁻⁵.
    #expect(zip(backend.download(w), [0.75, 1.25]).allSatisfy { abs($0 - $1) < 1e-5 })
  }
}
