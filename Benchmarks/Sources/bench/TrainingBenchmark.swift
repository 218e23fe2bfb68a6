import Compute
import Datasets
import Foundation
import Learning

/// Training networks on random images in batches of 128, beside PyTorch where there is one.
struct TrainingBenchmark {
  let options: Options
  private let batch = 128
  private let epoch = 60_000

  func run() throws {
    var table = MarkdownTable(["network", "images", "threads", "ms per batch of \(batch)", "s per \(epoch) images"])
    for threads in Set([1, options.threads]).sorted() {
      let milliseconds = try leastSeconds(options.repeats, step(threads: threads)) * 1000
      let seconds = milliseconds / 1000 * Double(epoch) / Double(batch)
      table.add(["cnn", "28 × 28 × 1", "\(threads)", milliseconds.rounded(to: 1), seconds.rounded(to: 1)])
    }
    table.printUnder("Training a network of three convolutions")
    peer()
  }

  /// One update of the network: forward, backward and a step with momentum.
  private func step(threads: Int) throws -> () throws -> Void {
    let backend = CPUBackend(threads: threads)
    let start = Initialisation(on: backend, seeds: SeedStream(root: 1))
    let network = try Network.cnn(image: ImageShape(channels: 1, height: 28, width: 28), classes: 10, start)
    let draws = SeedStream(root: 2)
    let images = try backend.tensor([batch, 28, 28, 1], (0..<batch * 784).map { Float(draws.normal($0)) })
    let labels = try backend.indices([batch], (0..<batch).map { Int32($0 % 10) })
    let velocities = try network.parameters.map { try backend.tensor($0.value.shape, filledWith: 0) }
    let pass = Pass(backend, .training(draws))
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

  /// The same network in PyTorch, where there is one.
  private func peer() {
    let script = "Benchmarks/peers/training_torch.py"
    guard FileManager.default.fileExists(atPath: script) else {
      return print("PyTorch: skipped, run from the repository's root.\n")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script, "\(options.threads)", "\(options.repeats)"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return print("PyTorch: skipped, no python3.\n") }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    print(process.terminationStatus == 0 ? text : "PyTorch: skipped, the script failed.\n")
  }
}
