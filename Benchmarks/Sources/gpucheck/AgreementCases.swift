import Compute

/// The primitives of a device at small and awkward shapes, and at those of real work.
struct AgreementCases {
  let isSmall: Bool
  let threads: Int

  var all: [AgreementCase] { products + convolutions + images + rows + elements }

  private func random(_ shape: [Int], _ seed: UInt64, on backend: any Backend) throws -> Tensor {
    try backend.random(shape, seed, threads: threads)
  }

  // MARK: Products

  private var products: [AgreementCase] {
    let order = isSmall ? 64 : 4096
    return [(false, false), (false, true), (true, false), (true, true)].map { a, b in
      product(301, 263, 37, a, b, alpha: 0.5, beta: -2)
    } + [
      product(order, order, order, false, false), product(isSmall ? 3 : 128, isSmall ? 50 : 60_000, 784, false, true),
      AgreementCase("5 products of 13 × 7 and 7 × 11", .products) { backend in
        let (a, b) = (try random([5, 13, 7], 1, on: backend), try random([5, 11, 7], 2, on: backend))
        let c = try backend.tensor([5, 13, 11], filledWith: .nan)
        backend.multiply(a, transposed: false, b, transposed: true, alpha: 1, beta: 0, into: c)
        return [c]
      },
    ]
  }

  private func product(
    _ m: Int, _ n: Int, _ k: Int, _ isFirstTransposed: Bool, _ isSecondTransposed: Bool, alpha: Float = 1,
    beta: Float = 0
  ) -> AgreementCase {
    let (first, second) = (isFirstTransposed ? "ᵀ" : "", isSecondTransposed ? "ᵀ" : "")
    return AgreementCase("product A\(first)B\(second), \(m) × \(n) × \(k)", .products) { backend in
      let a = try random(isFirstTransposed ? [k, m] : [m, k], 1, on: backend)
      let b = try random(isSecondTransposed ? [n, k] : [k, n], 2, on: backend)
      let c = try random([m, n], 3, on: backend)
      backend.multiply(
        a, transposed: isFirstTransposed, b, transposed: isSecondTransposed, alpha: alpha, beta: beta, into: c)
      return [c]
    }
  }

  // MARK: Convolutions

  private var convolutions: [AgreementCase] {
    [awkwardConvolutions]
      + residualShapes.map { shape in
        let (images, kernels, convolution) = shape
        let name =
          "convolution and gradients, [\(Self.text(images))] * [\(Self.text(kernels))], stride \(convolution.stride)"
        return AgreementCase(name, .products) { backend in try convolve(shape, on: backend) }
      }
  }

  private typealias Shape = (images: [Int], kernels: [Int], convolution: Convolution)

  private static func text(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " × ") }

  /// Output and both gradients.
  private func convolve(_ shape: Shape, on backend: any Backend) throws -> [Tensor] {
    let output = shape.convolution.outputShape(images: shape.images, kernels: shape.kernels)
    let (x, w) = (try random(shape.images, 1, on: backend), try random(shape.kernels, 2, on: backend))
    let (y, dy) = (try backend.allocate(output), try random(output, 3, on: backend))
    let (dx, dw) = (try backend.allocate(shape.images), try backend.allocate(shape.kernels))
    backend.convolve(x, w, shape.convolution, into: y)
    backend.convolveImageGradient(dy, w, shape.convolution, into: dx)
    backend.convolveKernelGradient(x, dy, shape.convolution, into: dw)
    return [y, dx, dw]
  }

  private var awkwardConvolutions: AgreementCase {
    let shapes: [Shape] = [
      ([3, 7, 5, 2], [4, 3, 3, 2], Convolution()), ([9, 9, 9, 3], [5, 3, 3, 3], Convolution(padding: 1)),
      ([2, 8, 7, 3], [4, 3, 3, 3], Convolution(stride: 2, padding: 1)),
      ([5, 6, 6, 17], [7, 2, 3, 17], Convolution(stride: 2, padding: 2)),
      ([17, 4, 4, 9], [33, 1, 1, 9], Convolution()),
      ([3, 7, 7, 4], [6, 1, 1, 4], Convolution(stride: 2)), ([3, 5, 5, 1], [3, 5, 5, 1], Convolution(padding: 2)),
      ([4, 6, 5, 6], [9, 3, 3, 2], Convolution(padding: 1, groups: 3)),
      ([4, 6, 5, 4], [8, 3, 3, 1], Convolution(stride: 2, padding: 1, groups: 4)),
      ([11, 7, 6, 5], [5, 3, 3, 1], Convolution(padding: 1, groups: 5)),
      ([3, 7, 6, 16], [16, 3, 3, 1], Convolution(stride: 2, padding: 1, groups: 16)),
      ([40, 5, 5, 3], [4, 3, 3, 3], Convolution(padding: 1)),
      ([1, 2, 2, 1], [1, 3, 3, 1], Convolution(stride: 3, padding: 3)),
      ([3, 8, 6, 3], [4, 3, 3, 3], Convolution(stride: 2, padding: 0, trailing: 1)),
      ([2, 6, 8, 18], [18, 3, 3, 1], Convolution(stride: 2, padding: 0, trailing: 1, groups: 18)),
      ([3, 5, 4, 2], [3, 1, 1, 2], Convolution(padding: 0, trailing: 2)),
      ([2, 5, 6, 2], [3, 2, 2, 2], Convolution(stride: 2, padding: 2, trailing: 0)),
    ]
    return AgreementCase("\(shapes.count) small convolutions with groups, strides and paddings", .products) { backend in
      try shapes.flatMap { try convolve($0, on: backend) }
    }
  }

  /// Those of ResNet-18 on images of 32 × 32, and one of MobileNetV2.
  private var residualShapes: [Shape] {
    let examples = isSmall ? 1 : 128
    let side = isSmall ? 8 : 32
    let plain: [Shape] = [(3, 64, 1), (64, 64, 1), (128, 128, 2), (256, 256, 4), (512, 512, 8)].map {
      ([examples, side / $2, side / $2, $0], [$1, 3, 3, $0], Convolution(padding: 1))
    }
    let narrowing: [Shape] = [(64, 128, 1), (256, 512, 4)].flatMap { channels, outputs, part -> [Shape] in
      let images = [examples, side / part, side / part, channels]
      return [
        (images, [outputs, 3, 3, channels], Convolution(stride: 2, padding: 1)),
        (images, [outputs, 1, 1, channels], Convolution(stride: 2)),
      ]
    }
    let depthwise: Shape = ([examples, side, side, 96], [96, 3, 3, 1], Convolution(padding: 1, groups: 96))
    return isSmall ? [plain[0], narrowing[0], depthwise] : plain + narrowing + [depthwise]
  }

  // MARK: Images

  private var images: [AgreementCase] {
    let poolings = [
      Pooling(size: 2), Pooling(height: 3, width: 3, stride: 2, padding: 1), Pooling(height: 2, width: 3, stride: 1),
      Pooling(height: 7, width: 9, stride: 1), Pooling(height: 3, width: 2, stride: 3, padding: 1),
    ]
    let shapes = [[3, 5, 7, 9], [4000, 13], [2, 1]] + (isSmall ? [] : [[128, 32, 32, 64]])
    return [
      AgreementCase("\(poolings.count) poolings and their gradients", .roundings) { backend in
        try poolings.flatMap { try pool([5, 7, 9, 11], $0, on: backend) }
      },
      AgreementCase("pooling of 128 images of 32 × 32 × 64", .roundings) { backend in
        try pool(isSmall ? [2, 4, 4, 64] : [128, 32, 32, 64], Pooling(size: 2), on: backend)
      },
    ]
      + shapes.map { shape in
        AgreementCase("batch normalisation and gradients, [\(Self.text(shape))]", .sums) { backend in
          try normalise(shape, on: backend)
        }
      } + [
        AgreementCase("images gathered through moved and mirrored windows", .none) { backend in
          try move([isSmall ? 7 : 1000, 32, 32, 3], on: backend)
        }
      ]
  }

  private func pool(_ images: [Int], _ pooling: Pooling, on backend: any Backend) throws -> [Tensor] {
    let shape = pooling.outputShape(images: images)
    // Eighths, so that ties occur.
    let eighths = randomNumbers(images.reduce(1, *), 1, threads: threads).map { ($0 * 8).rounded() / 8 }
    let x = try backend.tensor(images, eighths)
    let (y, mean, dy) = (try backend.allocate(shape), try backend.allocate(shape), try random(shape, 2, on: backend))
    let (dx, dmean) = (try backend.allocate(images), try backend.allocate(images))
    let positions = try backend.allocateIndices(shape)
    backend.maxPool(x, pooling, into: y, positions: positions)
    backend.maxPoolGradient(dy, at: positions, pooling, into: dx)
    backend.averagePool(x, pooling, into: mean)
    backend.averagePoolGradient(dy, pooling, into: dmean)
    return [y, dx, mean, dmean, try numbers(positions, on: backend)]
  }

  private func normalise(_ shape: [Int], on backend: any Backend) throws -> [Tensor] {
    let channels = [shape[shape.count - 1]]
    let (x, dy) = (try random(shape, 1, on: backend), try random(shape, 2, on: backend))
    let (scale, shift) = (try random(channels, 3, on: backend), try random(channels, 4, on: backend))
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

  private func move(_ shape: [Int], on backend: any Backend) throws -> [Tensor] {
    let draws = SeedStream(root: 3)
    let picked = 128
    // Up to 12 pixels each way, every third number whether it is mirrored.
    let moves = (0..<3 * picked).map { Int32(draws.integer($0, below: $0 % 3 == 2 ? 2 : 25)) - ($0 % 3 == 2 ? 0 : 12) }
    let (x, y) = (try random(shape, 1, on: backend), try backend.allocate([picked] + shape.dropFirst()))
    let rows = try backend.randomIndices(picked, below: shape[0], 2)
    backend.gather(x, at: rows, moved: try backend.indices([picked, 3], moves), into: y)
    return [y]
  }

  /// As numbers, so that they are compared like the rest.
  private func numbers(_ indices: Indices, on backend: any Backend) throws -> Tensor {
    try backend.tensor(indices.shape, try backend.download(indices).map(Float.init))
  }
}

// MARK: Rows

extension AgreementCases {
  private var rows: [AgreementCase] {
    [sums(777, 51, picked: 999)] + (isSmall ? [] : [sums(50_000, 512, picked: 60_000)]) + [
      sort(9, 3001, hundredths: true), sort(isSmall ? 2 : 16, isSmall ? 4000 : 1_000_000, hundredths: false),
      AgreementCase("sorted rows with ties, −0, NaN and infinities", .none) { backend in
        let x = try backend.tensor(
          [2, 8], [3, -1, 3, .nan, -1, 0, -0, -.infinity, 5, 5, 1, 5, 0, -0, .nan, .infinity])
        return [try order(x, on: backend)]
      },
      crossEntropy(1500, 11, isWeighted: false), crossEntropy(1500, 11, isWeighted: true),
    ] + (isSmall ? [] : [crossEntropy(4096, 1000, isWeighted: false)])
  }

  private func sums(_ rows: Int, _ width: Int, picked: Int) -> AgreementCase {
    AgreementCase("rows added, summed, gathered and scattered, \(rows) × \(width)", .sums) { backend in
      let (x, row) = (try random([rows, width], 1, on: backend), try random([width], 2, on: backend))
      let (sum, chosen) = (try backend.allocate([width]), try backend.allocate([picked, width]))
      let (indices, target) = (
        try backend.randomIndices(picked, below: rows, 3), try random([rows, width], 4, on: backend)
      )
      backend.addRow(row, to: x)
      backend.sumRows(x, into: sum)
      backend.gather(x, at: indices, into: chosen)
      backend.scatterAdd(chosen, at: indices, into: target)
      return [x, sum, chosen, target]
    }
  }

  private func sort(_ rows: Int, _ width: Int, hundredths: Bool) -> AgreementCase {
    AgreementCase("sorted rows, \(rows) × \(width)\(hundredths ? " with ties" : "")", .none) { backend in
      let draws = randomNumbers(rows * width, 1, threads: threads)
      let x = try backend.tensor([rows, width], hundredths ? draws.map { ($0 * 100).rounded() / 100 } : draws)
      return [try order(x, on: backend)]
    }
  }

  private func order(_ x: Tensor, on backend: any Backend) throws -> Tensor {
    let order = try backend.allocateIndices(x.shape)
    backend.sortRows(x, into: order)
    return try numbers(order, on: backend)
  }

  private func crossEntropy(_ examples: Int, _ classes: Int, isWeighted: Bool) -> AgreementCase {
    let name = "softmax cross-entropy\(isWeighted ? " with weights" : ""), \(examples) × \(classes)"
    return AgreementCase(name, .roundings) { backend in
      let logits = try random([examples, classes], 1, on: backend)
      backend.scale(logits, by: 30)
      let labels = try backend.randomIndices(examples, below: classes, 2)
      let weights = isWeighted ? try random([examples], 3, on: backend) : nil
      let (p, losses) = (try backend.allocate(logits.shape), try backend.allocate([examples]))
      let residuals = try backend.allocate(logits.shape)
      backend.softmaxCrossEntropy(
        logits, labels: labels, weights: weights, intoProbabilities: p, losses: losses, residuals: residuals)
      return [p, losses, residuals]
    }
  }
}

// MARK: Elements

extension AgreementCases {
  private var elements: [AgreementCase] {
    let count = isSmall ? 4003 : 10_000_019
    return [
      AgreementCase("element-wise arithmetic, \(count)", .sums) { backend in
        let (x, y) = (try random([count], 1, on: backend), try random([count], 2, on: backend))
        let (product, copy) = (try backend.allocate([count]), try backend.allocate([count]))
        let square = try backend.allocate([1])
        backend.copy(x, into: copy)
        backend.add(y, times: -0.7, to: x)
        backend.scale(y, by: 3)
        backend.multiplyElements(x, y, into: product)
        backend.sumOfSquares(x, into: square)
        return [x, y, product, copy, square]
      },
      rectifier(limit: .infinity), rectifier(limit: 0.5),
      AgreementCase("dropout, \(count)", .roundings) { backend in
        let x = try random([count], 1, on: backend)
        backend.drop(x, DropoutMask(stream: SeedStream(root: 5), rate: 0.25), into: x)
        return [x]
      },
      descent(isNesterov: false), descent(isNesterov: true),
      AgreementCase("steps of Adam", .sums) { backend in
        let (w, g) = (try random([20_001], 1, on: backend), try random([20_001], 2, on: backend))
        let (m, s) = (try backend.tensor([20_001], filledWith: 0), try backend.tensor([20_001], filledWith: 0))
        for number in 1...3 {
          backend.adapt(w, gradient: g, first: m, second: s, AdamStep(number: number, weightDecay: 0.01))
        }
        return [w, m, s]
      },
    ]
  }

  private func rectifier(limit: Float) -> AgreementCase {
    AgreementCase("rectifier and gradient, limit \(limit)", .none) { backend in
      let (x, dy) = (try random([70, 501], 1, on: backend), try random([70, 501], 2, on: backend))
      let (y, dx) = (try backend.allocate([70, 501]), try backend.allocate([70, 501]))
      backend.rectify(x, limit: limit, into: y)
      backend.rectifyGradient(dy, output: y, limit: limit, into: dx)
      return [y, dx]
    }
  }

  private func descent(isNesterov: Bool) -> AgreementCase {
    let step = MomentumStep(learningRate: 0.1, momentum: 0.9, weightDecay: 0.01, isNesterov: isNesterov)
    return AgreementCase("steps with \(isNesterov ? "Nesterov's " : "")momentum", .roundings) { backend in
      let (w, g) = (try random([20_001], 1, on: backend), try random([20_001], 2, on: backend))
      let v = try random([20_001], 3, on: backend)
      for _ in 0..<3 { backend.descend(w, gradient: g, velocity: v, step) }
      return [w, v]
    }
  }
}
