import Compute
import Datasets
import Learning
import Testing

@Suite struct LayerTests {
  private let gradients = Gradients()

  @Test func `a dense layer's gradients are its differences`() throws {
    try gradients.check(try Dense("d", inputs: 5, outputs: 3, gradients.start), input: [4, 5])
  }

  @Test(arguments: [Convolution(padding: 1), Convolution(stride: 2, padding: 1, groups: 2), Convolution(groups: 4)])
  func `a convolution's gradients are its differences`(_ convolution: Convolution) throws {
    let layer = try ConvolutionLayer("c", channels: 4, outputs: 4, size: 3, convolution, gradients.start)
    try gradients.check(layer, input: [2, 5, 6, 4])
  }

  @Test(arguments: [[6, 3], [2, 3, 4, 3]])
  func `a batch normalisation's gradients are its differences`(_ shape: [Int]) throws {
    try gradients.check(try BatchNormalisation("n", channels: 3, gradients.start), input: shape)
  }

  @Test(arguments: [Float.infinity, 0.5])
  func `a rectifier's gradient is its difference`(_ limit: Float) throws {
    try gradients.check(Rectifier(limit: limit), input: [5, 7])
  }

  @Test(arguments: [nil, Pooling(size: 2), Pooling(height: 3, width: 3, stride: 2, padding: 1)])
  func `poolings' gradients are their differences`(_ pooling: Pooling?) throws {
    try gradients.check(MaxPool(pooling), input: [2, 6, 5, 3])
    try gradients.check(AveragePool(pooling), input: [2, 6, 5, 3])
  }

  @Test func `flattening and dropout's gradients are their differences`() throws {
    try gradients.check(Flatten(), input: [2, 3, 2, 2])
    try gradients.check(Dropout("drop", rate: 0.4), input: [5, 9])
  }

  @Test(arguments: [false, true])
  func `a residual block's gradients are its differences`(_ hasProjection: Bool) throws {
    let start = gradients.start
    let path: [any Layer] = [
      Rectifier(), try ConvolutionLayer("a", channels: 3, outputs: 3, size: 3, Convolution(padding: 1), start),
      try BatchNormalisation("b", channels: 3, start),
    ]
    let shortcut: [any Layer] = [try ConvolutionLayer("s", channels: 3, outputs: 3, size: 1, Convolution(), start)]
    let block = ResidualBlock(path, shortcut: hasProjection ? shortcut : nil, isRectified: true)
    try gradients.check(block, input: [2, 4, 4, 3])
  }

  @Test(arguments: [(outputs: 3, stride: 1, expansion: 2), (outputs: 4, stride: 2, expansion: 1)])
  func `an inverted residual's gradients are its differences`(
    _ form: (outputs: Int, stride: Int, expansion: Int)
  ) throws {
    let block = try InvertedResidual(
      "i", channels: 3, outputs: form.outputs, stride: form.stride, expansion: form.expansion, gradients.start)
    try gradients.check(block, input: [2, 4, 4, 3])
  }

  @Test func `a layer without need of its input's gradient gives none and the same others`() throws {
    let layer = try Dense("d", inputs: 5, outputs: 3, gradients.start)
    let (input, direction) = (gradients.random([4, 5], 1), gradients.random([4, 3], 2))
    let gradient = try #require(layer.weight.gradient)
    let found = try [true, false].map { needsInput in
      _ = try layer.forward(input, gradients.pass)
      #expect(try (layer.backward(direction, needsInput: needsInput, gradients.pass) != nil) == needsInput)
      return gradients.backend.values(of: gradient)
    }
    #expect(found[0] == found[1])
  }

  @Test func `running moments move towards a batch's, with the unbiased variance`() throws {
    let backend = CPUBackend()
    let layer = try BatchNormalisation(
      "n", channels: 1, momentum: 0.25, epsilon: 0, Initialisation(on: backend, seeds: SeedStream(root: 1)))
    let input = try backend.tensor([4, 1], [1, 3, 5, 7])
    let output = try layer.forward(input, Pass(backend, .training(SeedStream(root: 1))))
    #expect(zip(backend.download(output), [-3, -1, 1, 3]).allSatisfy { abs($0 - $1 / Float(5).squareRoot()) < 1e-6 })
    // Mean 4 of a start of 0; variance 20/3 of a start of 1.
    let running = layer.parameters.filter { $0.gradient == nil }.map { backend.download($0.value)[0] }
    #expect(zip(running, [1, 0.75 + 5 / 3]).allSatisfy { abs($0 - $1) < 1e-6 })
    let asked = try layer.forward(input, Pass(backend, .inference))
    #expect(abs(backend.download(asked)[0]) < 1e-6)
  }
}

@Suite struct NetworkTests {
  private let image = ImageShape(channels: 2, height: 8, width: 9)

  /// A network with every kind of layer.
  private func mixed(_ start: Initialisation) throws -> Network {
    let layers: [any Layer] = [
      try ConvolutionLayer("c", channels: 2, outputs: 4, size: 3, Convolution(padding: 1), hasBias: false, start),
      try BatchNormalisation("n", channels: 4, start), Rectifier(), MaxPool(Pooling(size: 2)),
      try InvertedResidual("i", channels: 4, outputs: 4, stride: 1, expansion: 2, start),
      ResidualBlock(
        [try ConvolutionLayer("r", channels: 4, outputs: 6, size: 3, Convolution(stride: 2, padding: 1), start)],
        shortcut: [try ConvolutionLayer("s", channels: 4, outputs: 6, size: 1, Convolution(stride: 2), start)],
        isRectified: true),
      AveragePool(nil), Flatten(), try Dense("d", inputs: 6, outputs: 7, start), Rectifier(), Dropout("o", rate: 0.3),
    ]
    return Network(layers, head: try Dense("head", inputs: 7, outputs: 3, start))
  }

  /// The losses of a batch, and the residuals of its weighted mean.
  private func losses(
    _ network: Network, _ input: Tensor, labels: [Int32], _ pass: Pass
  ) throws -> (losses: Tensor, residuals: Tensor) {
    let (backend, count) = (pass.backend, labels.count)
    let logits = try network.forward(input, pass).logits
    let (p, losses) = (try backend.allocate(logits.shape), try backend.allocate([count]))
    let residuals = try backend.allocate(logits.shape)
    let weights = try backend.tensor([count], (0..<count).map { Float($0 + 1) / 8 })
    backend.softmaxCrossEntropy(
      logits, labels: try backend.indices([count], labels), weights: weights, intoProbabilities: p, losses: losses,
      residuals: residuals)
    return (losses, residuals)
  }

  @Test func `a whole network's gradients are the differences of its weighted loss`() throws {
    let gradients = Gradients()
    let network = try mixed(gradients.start)
    let input = gradients.random([4, 8, 9, 2], 3)
    let labels: [Int32] = [0, 2, 1, 2]
    let loss = {
      let losses = try losses(network, input, labels: labels, gradients.pass).losses
      return gradients.backend.values(of: losses).enumerated().reduce(0) { $0 + Double($1.0 + 1) / 8 * $1.1 }
    }
    try network.backward(try losses(network, input, labels: labels, gradients.pass).residuals, gradients.pass)
    for parameter in network.parameters {
      guard let gradient = parameter.gradient else { continue }
      try gradients.compare(parameter.value, gradient, parameter.name, loss)
      #expect(gradients.backend.values(of: gradient).contains { $0 != 0 }, "\(parameter.name) has no slope")
    }
  }

  /// The parameters after three updates.
  private func trained(_ backend: any Backend, _ make: (Initialisation) throws -> Network) throws -> [[Float]] {
    let network = try make(Initialisation(on: backend, seeds: SeedStream(root: 4)))
    let draws = SeedStream(root: 5)
    let input = try backend.tensor([20, 8, 9, 2], (0..<20 * 144).map { Float(draws.normal($0)) })
    let velocities = try network.parameters.map { try backend.tensor($0.value.shape, filledWith: 0) }
    for update in 0..<3 {
      let pass = Pass(backend, .training(draws.branch(update)))
      let residuals = try losses(network, input, labels: (0..<20).map { Int32($0 % 3) }, pass).residuals
      try network.backward(residuals, pass)
      for (parameter, velocity) in zip(network.parameters, velocities) {
        guard let gradient = parameter.gradient else { continue }
        let step = MomentumStep(learningRate: 0.003, momentum: 0.9, weightDecay: 1e-3, isNesterov: true)
        backend.descend(parameter.value, gradient: gradient, velocity: velocity, step)
      }
    }
    return try network.parameters.map { try backend.download($0.value) }
  }

  @Test func `training has the same bits at any number of threads and follows the reference`() throws {
    let alone = try trained(CPUBackend(), mixed)
    for threads in 2...3 { #expect(try trained(CPUBackend(threads: threads), mixed) == alone) }
    for (found, truth) in zip(alone, try trained(ReferenceBackend(), mixed)) {
      let scale = truth.reduce(0) { max($0, abs($1)) }
      // Three updates of single precision through a dozen layers; measured below 2·10⁻⁶ of the largest.
      #expect(zip(found, truth).allSatisfy { abs($0 - $1) <= 2e-5 * scale })
    }
  }

  @Test func `asking changes nothing in a network, draws nothing and keeps every number`() throws {
    let backend = CPUBackend()
    let network = try mixed(Initialisation(on: backend, seeds: SeedStream(root: 4)))
    let input = try backend.tensor([2, 8, 9, 2], (0..<288).map { Float($0 % 7) - 3 })
    let before = network.parameters.map { backend.download($0.value) }
    let answers = try (0..<2).map { _ in
      let answer = try network.forward(input, Pass(backend, .inference))
      #expect(answer.features.shape == [2, 7] && answer.logits.shape == [2, 3])
      return backend.download(answer.logits)
    }
    #expect(answers[0] == answers[1])
    #expect(network.parameters.map { backend.download($0.value) } == before)
  }

  @Test func `weights are He normal draws that depend on name and stream alone`() throws {
    let start = Initialisation(on: CPUBackend(), seeds: SeedStream(root: 6))
    let layer = try ConvolutionLayer("c", channels: 16, outputs: 64, size: 3, Convolution(), start)
    let draws = CPUBackend().download(layer.weight.value).map(Double.init)
    let variance = draws.reduce(0) { $0 + $1 * $1 } / Double(draws.count)
    // Five standard deviations of the variance of 9216 draws: 5 √(2 / 9216) of 2 / 144.
    #expect(abs(variance * 72 - 1) < 0.074)
    let same = try ConvolutionLayer("c", channels: 16, outputs: 64, size: 3, Convolution(), start)
    let other = try ConvolutionLayer("e", channels: 16, outputs: 64, size: 3, Convolution(), start)
    #expect(CPUBackend().download(same.weight.value).map(Double.init) == draws)
    #expect(CPUBackend().download(other.weight.value).map(Double.init) != draws)
  }

  @Test func `architectures have the known numbers of parameters`() throws {
    let start = Initialisation(on: CPUBackend(threads: 2), seeds: SeedStream(root: 1))
    let colour = ImageShape(channels: 3, height: 32, width: 32)
    #expect(try Network.resnet18(image: colour, classes: 10, start).parameterCount == 11_173_962)
    // The sum over its layers, 6,568,000 without the head and 513 · 10 for it.
    #expect(try Network.resnet9(image: colour, classes: 10, start).parameterCount == 6_573_130)
    let grey = ImageShape(channels: 1, height: 28, width: 28)
    let cnn = try Network.cnn(image: grey, classes: 10, start).parameterCount
    #expect(cnn == 10 * 32 + 289 * 64 + 577 * 128 + 1153 * 128 + 129 * 10)
    let mlp = try Network.mlp(features: 784, hidden: [100, 50], classes: 10, start).parameterCount
    #expect(mlp == 785 * 100 + 101 * 50 + 51 * 10)
  }

  @Test(arguments: ["cnn", "resnet9", "resnet18"])
  func `architectures give features, logits and finite gradients`(_ name: String) throws {
    let backend = CPUBackend(threads: 2)
    let start = Initialisation(on: backend, seeds: SeedStream(root: 1))
    let network =
      switch name {
      case "cnn": try Network.cnn(image: image, classes: 3, start)
      case "resnet9": try Network.resnet9(image: image, classes: 3, start)
      default: try Network.resnet18(image: image, classes: 3, start)
      }
    let pass = Pass(backend, .training(SeedStream(root: 2)))
    let input = try backend.tensor([2, 8, 9, 2], (0..<288).map { Float($0 % 7) - 3 })
    #expect(try network.forward(input, pass).features.shape == [2, network.head.weight.value.shape[1]])
    try network.backward(try losses(network, input, labels: [0, 2], pass).residuals, pass)
    for parameter in network.parameters {
      guard let gradient = parameter.gradient else { continue }
      let square = backend.allocate([1])
      backend.sumOfSquares(gradient, into: square)
      #expect(backend.download(square)[0].isFinite && backend.download(square)[0] > 0, "\(parameter.name)")
    }
  }

  @Test func `planes of channels become channels of places`() {
    let shape = ImageShape(channels: 2, height: 1, width: 3)
    let features = Matrix(rows: 2, columns: 6, [1, 2, 3, 10, 20, 30, 4, 5, 6, 40, 50, 60])
    #expect(shape.images(of: features) == [1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60])
  }
}
