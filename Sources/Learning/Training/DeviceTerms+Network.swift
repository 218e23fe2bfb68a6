import Compute

extension DeviceTerms {
  /// What a network's head sees of all examples, in passes as those of ``LastLayerTerms``. One forward pass per example.
  init(of network: Network, on examples: NetworkExamples, _ backend: any Backend, in run: Run) throws {
    var whole: DeviceTerms?
    try InferencePasses.forEach(of: examples.count, on: backend) { rows in
      try run.checkInterruption()
      let answer = try NetworkAnswer(
        of: network, to: try examples.batch(Array(rows), on: backend), Pass(backend, .inference))
      let terms = try whole ?? DeviceTerms(like: answer, count: examples.count, on: backend)
      terms.take(answer, from: rows.lowerBound)
      // Nothing comes down, so a pass that had no room would show in the next one only, and its rows stay unset.
      try backend.synchronise()
      whole = terms
    }
    guard let whole else { preconditionFailure("a training without examples") }
    self = whole
  }

  /// Room for what answers about so many examples say.
  private init(like answer: NetworkAnswer, count: Int, on backend: any Backend) throws(DeviceError) {
    self.init(
      backend: backend, features: try backend.allocate([count, answer.features.width]),
      residuals: try backend.allocate([count, answer.residuals.width]), losses: try backend.allocate([count]))
  }

  private func take(_ answer: NetworkAnswer, from first: Int) {
    backend.copy(answer.features, into: features, from: first)
    backend.copy(answer.residuals, into: residuals, from: first)
    backend.copy(answer.losses, into: losses, from: first)
  }
}
