import Compute

extension LastLayerTerms {
  /// What a network's head sees of all examples, without weights, in passes of inference. One forward pass per example.
  init(of network: Network, on examples: NetworkExamples, _ backend: any Backend, in run: Run) throws {
    var features: [Float] = []
    var residuals: [Float] = []
    var losses: [Float] = []
    try InferencePasses.forEach(of: examples.count, on: backend) { rows in
      try run.checkInterruption()
      let answer = try NetworkAnswer(
        of: network, to: try examples.batch(Array(rows), on: backend), Pass(backend, .inference))
      let found = (
        try backend.download(answer.features), try backend.download(answer.residuals),
        try backend.download(answer.losses)
      )
      features += found.0
      residuals += found.1
      losses += found.2
    }
    let count = examples.count
    self.init(
      features: Matrix(rows: count, columns: features.count / count, features),
      residuals: Matrix(rows: count, columns: residuals.count / count, residuals), losses: losses)
  }
}
