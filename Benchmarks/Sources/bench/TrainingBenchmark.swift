import Compute
import Datasets
import Learning
import Measuring
import Valuation
import Vocabulary

/// Training a network of three convolutions on random images in batches of 128, beside PyTorch where there is one, and what
/// CHG-Shapley adds to it.
struct TrainingBenchmark {
  let options: Options
  private let batch = 128
  private let count = 12_800

  func run() throws {
    var table = MarkdownTable([
      "network", "images", "threads", "ms per batch of \(batch)", "s per epoch of \(count) images", "peak memory, MB",
    ])
    let data = examples(count)
    for threads in Set([1, options.threads]).sorted() {
      let milliseconds = try leastSeconds(options.repeats, step(threads: threads)) * 1000
      Machine.resetPeak()
      let seconds = try leastSeconds(options.repeats) { try train(on: data, threads: threads) }
      table.add([
        "cnn", "28 × 28 × 1", "\(threads)", milliseconds.rounded(to: 1), seconds.rounded(to: 2),
        Machine.peakMegabytes.rounded(to: 0),
      ])
    }
    table.printUnder("Training a network of three convolutions")
    print(peer ?? "PyTorch: skipped, run from the repository's root with a python3 that has it.\n")
    try valuation()
  }

  /// One update of the network: forward, backward and a step with momentum.
  private func step(threads: Int) throws -> () throws -> Void {
    let backend = CPUBackend(threads: threads)
    let start = Initialisation(on: backend, seeds: SeedStream(root: 1))
    let network = try Network.cnn(image: image, classes: 10, start)
    let images = try backend.tensor([batch, 28, 28, 1], image.images(of: examples(batch).features))
    let labels = try backend.indices([batch], (0..<batch).map { Int32($0 % 10) })
    let velocities = try network.parameters.map { try backend.tensor($0.value.shape, filledWith: 0) }
    let pass = Pass(backend, .training(SeedStream(root: 2)))
    let update = MomentumStep(learningRate: 0.01, momentum: 0.9)
    return {
      let logits = try network.forward(images, pass).logits
      let (probabilities, residuals) = (backend.allocate(logits.shape), backend.allocate(logits.shape))
      backend.softmaxCrossEntropy(
        logits, labels: labels, weights: nil, intoProbabilities: probabilities, losses: backend.allocate([batch]),
        residuals: residuals)
      backend.scale(residuals, by: 1 / Float(batch))
      try network.backward(residuals, pass)
      for (parameter, velocity) in zip(network.parameters, velocities) {
        guard let gradient = parameter.gradient else { continue }
        backend.descend(parameter.value, gradient: gradient, velocity: velocity, update)
      }
    }
  }

  private func train(on data: Examples, threads: Int) throws {
    _ = try learner.fit(data, weights: nil, in: Run(seeds: SeedStream(root: 1), threads: threads))
  }

  /// What an epoch of CHG-Shapley takes besides the epoch it watches.
  private func valuation() throws {
    let problem = ValuationProblem(train: examples(count), validation: examples(1))
    let run = Run(seeds: SeedStream(root: 1), threads: options.threads)
    let seconds = try leastSeconds(
      options.repeats,
      [
        { _ = try learner.fit(problem.train, weights: nil, in: run) },
        { _ = try learner.fit(problem.train, weights: nil, in: run) { _, _ in } },
        { _ = try CHGShapley(Arguments(["model": .component(model)])).values(of: problem, in: run) },
      ])
    let (training, watched, valued) = (seconds[0], seconds[1], seconds[2])
    var table = MarkdownTable([
      "images", "training, s per epoch", "extra forward pass, share", "CHG beyond it, share",
      "all of CHG, every epoch", "all of CHG, every 20th epoch",
    ])
    func share(_ part: Double) -> String { "\((100 * part / training).rounded(to: 1)) %" }
    table.add([
      "\(count)", training.rounded(to: 2), share(watched - training), share(valued - watched),
      share(valued - training), share((valued - training) / 20),
    ])
    table.printUnder("CHG-Shapley on the same network, as shares of an epoch of training on \(options.threads) threads")
  }

  private let image = ImageShape(channels: 1, height: 28, width: 28)
  private var learner: CNN { CNN(model.arguments) }

  private var model: ComponentValue {
    ComponentValue(
      CNN.card,
      Arguments(["epochs": .integer(1), "batch_size": .integer(batch), "learning_rate": .real(0.01)]))
  }

  private func examples(_ count: Int) -> Examples {
    let draws = SeedStream(root: 2)
    let pixels = (0..<count * image.count).map { Float(2 * draws.uniform($0) - 1) }
    return Examples(
      features: Matrix(rows: count, columns: image.count, pixels), labels: (0..<count).map { $0 % 10 }, classes: 10,
      rows: Array(0..<count), imageShape: image)
  }

  /// The same network in PyTorch, where there is one.
  private var peer: String? {
    Script("Benchmarks/peers/training_torch.py").output(["\(options.threads)", "\(options.repeats)", "\(count)"])
  }
}
