import Compute

extension Partition {
  /// The partition with the noise of a stage added, in the order declared; deviations are those of the training part
  /// before any of it, so that one noise does not widen another. O(n · features).
  public func adding(_ noises: [NormalNoise], at stage: NormalNoise.Stage) -> Partition {
    let chosen = noises.filter { $0.stage == stage }
    guard !chosen.isEmpty else { return self }
    let own = chosen.contains { $0.units == .own } ? train.features.columnDeviations : []
    let ones = [Double](repeating: 1, count: train.features.columns)
    return chosen.reduce(self) { $0.adding($1, scales: $1.units == .own ? own : ones) }
  }

  private func adding(_ noise: NormalNoise, scales: [Double]) -> Partition {
    let total = train.count + validation.count + test.count
    precondition(noise.rows.count == total, "noise for \(noise.rows.count) rows in \(total)")
    func noisy(_ examples: Examples, _ first: Int) -> Examples {
      examples.with(features: noise.added(to: examples, scales: scales, first: first), keepsImages: true)
    }
    return Partition(
      train: noisy(train, 0), validation: noisy(validation, train.count),
      test: noisy(test, train.count + validation.count), corrupted: corrupted, noisy: self.noisy)
  }
}
