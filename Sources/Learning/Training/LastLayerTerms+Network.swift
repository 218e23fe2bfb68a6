import Compute

extension LastLayerTerms {
  /// Examples of one pass that asks a network.
  static let passSize = 256

  /// What a network's head sees of all examples, without weights, in passes of inference. One forward pass per example.
  init(of network: Network, on examples: NetworkExamples, _ backend: any Backend, in run: Run) throws {
    var features: [Float] = []
    var residuals: [Float] = []
    var losses: [Float] = []
    for first in stride(from: 0, to: examples.count, by: Self.passSize) {
      try run.checkInterruption()
      let positions = Array(first..<min(first + Self.passSize, examples.count))
      let answer = try NetworkAnswer(
        of: network, to: try examples.batch(positions, on: backend), Pass(backend, .inference))
      features += try backend.download(answer.features)
      residuals += try backend.download(answer.residuals)
      losses += try backend.download(answer.losses)
    }
    let count = examples.count
    self.init(
      features: Matrix(rows: count, columns: features.count / count, features),
      residuals: Matrix(rows: count, columns: residuals.count / count, residuals), losses: losses)
  }
}
