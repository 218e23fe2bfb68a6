import Compute
import Testing

/// Sums of some hundred products of numbers below 1 in single precision, in order: measured errors are below 10⁻⁶ of the
/// largest result.
private let sums = 1e-5

/// The devices whose bits matter.
private func devices() throws -> [any Backend] {
  try [CPUBackend(), CPUBackend(threads: 3)] + (Devices.hasCUDA ? [Device.cuda(.single).backend()] : [])
}

/// The bits of a tensor's elements, row by row.
private func bits(_ tensor: Tensor, on backend: any Backend) throws -> [[UInt32]] {
  let elements = try backend.download(tensor).map(\.bitPattern)
  return (0..<tensor.rows).map { Array(elements[$0 * tensor.width..<($0 + 1) * tensor.width]) }
}

@Suite struct ProductInOrderTests {
  @Test(arguments: [(false, false), (false, true), (true, false), (true, true)])
  func `products in order of every transposition agree with the definition`(_ flips: (a: Bool, b: Bool)) throws {
    let (m, n, k) = (131, 77, 83)
    let (shapeA, shapeB) = (flips.a ? [k, m] : [m, k], flips.b ? [n, k] : [k, n])
    try Devices.compare(tolerance: sums) { backend in
      // Alone, a row of both, and each factor shared by a row of the other.
      try [(false, false), (true, true), (false, true), (true, false)].map { isRowA, isRowB in
        let a = try backend.random((isRowA ? [3] : []) + shapeA, 1)
        let b = try backend.random((isRowB ? [3] : []) + shapeB, 2)
        let c = try backend.tensor((isRowA || isRowB ? [3] : []) + [m, n], filledWith: .nan)
        backend.multiplyInOrder(a, transposed: flips.a, b, transposed: flips.b, into: c)
        return c
      }
    }
  }

  @Test func `a product over no terms is zero`() throws {
    for backend in try devices() {
      let c = try backend.tensor([2, 3], filledWith: .nan)
      backend.multiplyInOrder(
        try backend.allocate([2, 0]), transposed: false, try backend.allocate([0, 3]), transposed: false, into: c)
      #expect(try backend.download(c) == [0, 0, 0, 0, 0, 0])
    }
  }

  /// Every row of a product that stands alone, first, last or in a batch.
  @Test(arguments: [3, 16, 65, 400])
  func `an element has the same bits whatever the shape and its place`(_ k: Int) throws {
    for backend in try devices() {
      let (m, n) = (150, 70)
      let (a, b) = (try backend.random([m, k], 1), try backend.random([k, n], 2))
      let (left, right) = (try backend.download(a), try backend.download(b))
      let whole = try product(left, [m, k], right, [k, n], on: backend)
      for (first, count) in [(0, 1), (149, 1), (63, 2), (1, 149), (17, 40)] {
        let rows = Array(left[first * k..<(first + count) * k])
        #expect(try product(rows, [count, k], right, [k, n], on: backend) == Array(whole[first..<first + count]))
        let columns = (0..<k * 9).map { right[$0 / 9 * n + first % 60 + $0 % 9] }
        let narrow = try product(left, [m, k], columns, [k, 9], on: backend)
        #expect(narrow == whole.map { Array($0[first % 60..<first % 60 + 9]) })
        let batch = try product(rows + rows, [2, count, k], right, [k, n], on: backend)
        #expect(batch == Array(whole[first..<first + count]) + Array(whole[first..<first + count]))
      }
      let flipped = (0..<k * m).map { left[$0 % m * k + $0 / m] }
      let c = try backend.allocate([m, n])
      backend.multiplyInOrder(
        try backend.tensor([k, m], flipped), transposed: true, try backend.tensor([k, n], right), transposed: false,
        into: c)
      #expect(try bits(c, on: backend) == whole)
    }
  }

  private func product(
    _ a: [Float], _ shapeA: [Int], _ b: [Float], _ shapeB: [Int], on backend: any Backend
  ) throws -> [[UInt32]] {
    let c = try backend.allocate(shapeA.dropLast() + [shapeB[1]])
    backend.multiplyInOrder(
      try backend.tensor(shapeA, a), transposed: false, try backend.tensor(shapeB, b), transposed: false, into: c)
    return try bits(c, on: backend)
  }
}

@Suite struct PreconditionerTests {
  /// Random rows with a one, of which some weigh nothing.
  private func rows(_ count: Int, _ width: Int, seed: UInt64) -> [Float] {
    let stream = SeedStream(root: seed)
    return (0..<count * width).map { $0 % width == width - 1 ? 1 : Float(stream.normal($0)) + 2 }
  }

  private func weights(_ models: Int, _ count: Int) -> [Float] {
    let stream = SeedStream(root: 9)
    return (0..<models * count).map { Float(stream.integer($0, below: 3)) }
  }

  /// Inverses of condition numbers up to some hundred, each rounding amplified as much.
  @Test(arguments: [1, 5, 65, 150])
  func `Gram matrices, damped inverses and their forms over the rows agree with the definition`(_ width: Int) throws {
    let count = 2 * width + 40
    try Devices.compare(tolerance: 1e-4) { backend in
      let grams = try backend.allocate([3, width, width])
      let means = try backend.allocate([3, width])
      backend.centredGrams(
        try backend.tensor([count, width], rows(count, width, seed: 5)),
        weights: try backend.tensor([3, count], weights(3, count)), intoMeans: means, grams: grams)
      let damped = try backend.allocate([3, width, width])
      backend.copy(grams, into: damped)
      backend.damp(damped, scales: try backend.tensor([3], [1, 0.5, 0.25]), Damping(ridge: 1e-3, penalty: 2))
      let inverses = try backend.allocate([3, width, width])
      backend.copy(damped, into: inverses)
      backend.invertPositiveDefinite(inverses, failures: try backend.allocateIndices([3]))
      let forms = try backend.allocate([3, width, width])
      backend.copy(inverses, into: forms)
      backend.uncentre(forms, means: means)
      return [means, grams, damped, inverses, forms]
    }
  }

  @Test func `a model's matrices have the same bits at any place, and rows of weight 0 do not matter`() throws {
    let (count, width) = (90, 37)
    let weights = weights(5, count)
    var others = rows(count, width, seed: 5)
    // The last model's rows of weight 0 hold other numbers.
    for row in 0..<count where weights[4 * count + row] == 0 {
      for column in 0..<width - 1 { others[row * width + column] = 1000 }
    }
    for backend in try devices() {
      let all = try inverses(rows(count, width, seed: 5), weights, models: 5, width, on: backend)
      for model in 0..<5 {
        let mine = Array(weights[model * count..<(model + 1) * count])
        let alone = try inverses(
          model == 4 ? others : rows(count, width, seed: 5), mine, models: 1, width, on: backend)
        #expect(alone == Array(all[model * width..<(model + 1) * width]))
      }
      for row in 0..<5 * width {
        let (model, i) = row.quotientAndRemainder(dividingBy: width)
        #expect((0..<width).allSatisfy { all[row][$0] == all[model * width + $0][i] }, "not symmetric")
      }
    }
  }

  private func inverses(
    _ rows: [Float], _ weights: [Float], models: Int, _ width: Int, on backend: any Backend
  ) throws -> [[UInt32]] {
    let count = rows.count / width
    let (matrices, means) = (try backend.allocate([models, width, width]), try backend.allocate([models, width]))
    backend.centredGrams(
      try backend.tensor([count, width], rows), weights: try backend.tensor([models, count], weights),
      intoMeans: means, grams: matrices)
    backend.damp(
      matrices, scales: try backend.tensor([models], filledWith: 0.5), Damping(ridge: 1e-4, penalty: 1))
    backend.invertPositiveDefinite(matrices, failures: try backend.allocateIndices([models]))
    backend.uncentre(matrices, means: means)
    return try bits(matrices, on: backend)
  }

  @Test func `a matrix that is not positive definite is told of by its row, and its neighbours are inverted`() throws {
    for backend in try devices() + [ReferenceBackend()] {
      let matrices = try backend.tensor(
        [5, 2, 2], [4, 0, 0, 2, 1, 2, 2, 1, 0, 0, 0, 1, .infinity, 0, 0, 1, 1, 0, 0, .nan])
      let failures = try backend.allocateIndices([5])
      backend.invertPositiveDefinite(matrices, failures: failures)
      #expect(try backend.download(failures) == [-1, 1, 0, 0, 1])
      let found = try backend.download(matrices)
      // A few roundings of roots and quotients, which OpenCL rounds less strictly.
      #expect(zip(found, [0.25, 0, 0, 0.5]).allSatisfy { abs($0 - $1) < 1e-6 })
      #expect(found[4...].allSatisfy { $0.isNaN })
    }
  }
}

@Suite struct DescentStepTests {
  @Test func `residuals agree with the definition, for classes that take part and rows that weigh something`() throws {
    let (models, classes, count) = (3, 5, 301)
    let stream = SeedStream(root: 3)
    try Devices.compare(tolerance: 1e-6) { backend in
      let logits = try backend.random([models, classes, count], 1)
      backend.scale(logits, by: 30)
      backend.softmaxResiduals(
        logits, labels: try backend.randomIndices(count, below: 2, 4),
        weights: try backend.tensor([models, count], (0..<models * count).map { Float(stream.integer($0, below: 3)) }),
        present: try backend.indices([models, classes], [1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0]))
      return [logits]
    }
  }

  @Test func `what rows of weight 0 hold does not reach residuals`() throws {
    for backend in try devices() {
      let logits = try backend.tensor([1, 2, 2], [.nan, 0, .infinity, 0])
      backend.softmaxResiduals(
        logits, labels: try backend.indices([2], [0, 1]), weights: try backend.tensor([1, 2], [0, 2]),
        present: try backend.indices([1, 2], [1, 1]))
      #expect(try backend.download(logits) == [0, 1, 0, -1])
    }
  }

  /// Descent on quadratic forms of one's own for each model, whose gradients are products with a diagonal.
  private func descent(
    models: [Int], parameters: Int, steps: Int, on backend: any Backend
  ) throws -> AcceleratedDescent {
    let stream = SeedStream(root: 6)
    let curvatures = models.flatMap { model in
      (0..<parameters).map { Float(0.1 + stream.branch(model).uniform($0)) }
    }
    let pulls = models.flatMap { model in (0..<parameters).map { Float(stream.branch(model).normal(1000 + $0)) } }
    let state = try AcceleratedDescent(
      models: models.count, parameters: parameters, safeLengths: models.map { $0 % 2 == 0 ? 0.5 : 0.2 }, on: backend)
    for step in 0..<steps {
      let points = try backend.download(state.points)
      let gradients = zip(zip(points, curvatures), pulls).map { $0.0 * $0.1 + $1 }
      try backend.upload(gradients, into: state.gradients)
      let directions = gradients.enumerated().map { $1 * ($0 % parameters % 3 == 0 ? 1.5 : 1) }
      try backend.upload(directions, into: state.directions)
      backend.accelerate(state, AcceleratedStep(isFirst: step == 0))
    }
    return state
  }

  @Test(arguments: [1, 3, 30]) func `accelerated steps agree with the definition`(_ steps: Int) throws {
    // A step's length is a quotient of sums, so roundings add up over the steps.
    try Devices.compare(tolerance: 1e-4) { backend in
      let state = try descent(models: [0, 1, 2], parameters: 301, steps: steps, on: backend)
      return [state.iterates, state.points, state.lastPoints, state.lengths, state.momenta]
    }
  }

  @Test func `a model's steps have the same bits beside any neighbours`() throws {
    for backend in try devices() {
      let together = try descent(models: [4, 2, 7, 5], parameters: 301, steps: 9, on: backend)
      let all = try bits(together.iterates, on: backend)
      for (place, model) in [4, 2, 7, 5].enumerated() {
        let alone = try descent(models: [model], parameters: 301, steps: 9, on: backend)
        #expect(try bits(alone.iterates, on: backend) == [all[place]])
      }
    }
  }
}

@Suite struct NetworkStepArithmeticTests {
  private let models = 3
  private let units = 6
  private let count = 301

  /// Some rows weigh nothing.
  private var weights: [Float] { (0..<models * count).map { Float(SeedStream(root: 3).integer($0, below: 3)) } }

  @Test(arguments: Activation.allCases)
  func `activations and their slopes agree with the definition`(_ activation: Activation) throws {
    // An exponential of single precision, and 1 less another: a few roundings of numbers of order one.
    try Devices.compare(tolerance: 1e-6) { backend in
      let values = try backend.random([models, units, count], 1)
      backend.scale(values, by: 5)
      backend.activate(values, activation, weights: try backend.tensor([models, count], weights))
      let gradients = try backend.random([models, units, count], 2)
      backend.activateGradient(gradients, activation, activations: values)
      return [values, gradients]
    }
  }

  @Test(arguments: Activation.allCases)
  func `a row without weight has no activation, the unit of biases is one elsewhere, and no number stays none`(
    _ activation: Activation
  ) throws {
    for backend in try devices() {
      let values = try backend.tensor([1, 2, 3], [.nan, .infinity, -.infinity, .nan, 7, .nan])
      backend.activate(values, activation, weights: try backend.tensor([1, 3], [0, 2, 1]))
      let limits: [Float] = activation == .tanh ? [1, -1] : [.infinity, 0]
      #expect(try backend.download(values) == [0] + limits + [0, 1, 1])
      let lost = try backend.tensor([1, 2, 1], [.nan, 0])
      backend.activate(lost, activation, weights: try backend.tensor([1, 1], [1]))
      #expect(try backend.download(lost)[0].isNaN)
    }
  }

  @Test func `gradients of the unit of biases are zero, whatever they were`() throws {
    for backend in try devices() {
      let gradients = try backend.tensor([1, 2, 2], [3, 4, .nan, .infinity])
      backend.activateGradient(gradients, .relu, activations: try backend.tensor([1, 2, 2], [2, 0, 1, 1]))
      #expect(try backend.download(gradients) == [3, 0, 0, 0])
    }
  }

  @Test(arguments: [false, true])
  func `steps with momentum of many models agree with the definition`(_ isNesterov: Bool) throws {
    let step = MomentumStep(learningRate: 0.2, momentum: 0.9, weightDecay: 0.1, isNesterov: isNesterov)
    try Devices.compare(tolerance: 1e-6) { backend in
      let values = try backend.random([models, 5, 67], 1)
      let velocities = try backend.random([models, 5, 67], 2)
      for round in 0..<3 {
        backend.descend(
          values, gradients: try backend.random([models, 5, 67], UInt64(3 + round)), velocities: velocities,
          scales: try backend.tensor([models], [1, 0.25, 0.01]), step)
      }
      return [values, velocities]
    }
  }

  @Test func `a step is a model's own step, and biases do not decay`() throws {
    for backend in try [ReferenceBackend()] + devices() {
      let values = try backend.tensor([2, 1, 2], [1, 1, .nan, 8])
      let velocities = try backend.tensor([2, 1, 2], filledWith: 0)
      backend.descend(
        values, gradients: try backend.tensor([2, 1, 2], [4, 4, 0, 2]), velocities: velocities,
        scales: try backend.tensor([2], [0.5, 1]), MomentumStep(learningRate: 1, momentum: 0.5, weightDecay: 0.25))
      let found = try backend.download(values)
      let (sound, expected): ([Float], [Float]) = ([found[0], found[1], found[3]], [-1.25, -1, 6])
      #expect(sound == expected)
      #expect(found[2].isNaN)
    }
  }

  @Test func `the first mark of a model stays, and models of finite numbers have none`() throws {
    for backend in try [ReferenceBackend()] + devices() {
      var numbers = [Float](repeating: 1, count: 4 * 700)
      (numbers[5], numbers[700 + 699], numbers[2 * 700 + 300]) = (.nan, .infinity, -.infinity)
      let marks = try backend.indices([4], [-1, 3, -1, -1])
      backend.markNotFinite(try backend.tensor([4, 7, 100], numbers), in: marks, as: 15)
      #expect(try backend.download(marks) == [15, 3, 15, -1])
    }
  }
}
