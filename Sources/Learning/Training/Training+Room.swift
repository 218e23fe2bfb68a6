import Compute

extension Training {
  /// What to say of an epoch that a device's error has ended: where there was no room for an update, how many examples
  /// have it. The training is over after that.
  ///
  /// A half of the batch, a quarter and so on pass forward and back until one fits: memory depends on the device's
  /// libraries and on what else it holds, so no count of bytes would know. At most log₂ of the batch passes.
  func explained(_ error: DeviceError, on chosen: ChosenExamples) -> any Error {
    guard case .outOfMemory = error else { return error }
    let batch = settings.batchSize.examples(of: chosen.positions.count)
    told.begin()
    do throws(DeviceError) {
      // What the layers kept of the pass that failed is given back with the first pass that ends.
      guard try fits(1, chosen) else { return LearningError.tooLargeBatch(examples: batch, fitting: nil, error) }
      var size = batch / 2
      while size > 1 {
        if try fits(size, chosen) { break }
        size /= 2
      }
      return LearningError.tooLargeBatch(examples: batch, fitting: size > 0 ? size : nil, error)
    } catch { return error }
  }

  /// Whether so many examples pass forward and back; no parameter moves.
  private func fits(_ count: Int, _ chosen: ChosenExamples) throws(DeviceError) -> Bool {
    backend.recover()
    do throws(DeviceError) {
      let pass = Pass(backend, .training(seeds.branch("pass").branch(updates)))
      let batch = try examples.batch(
        Array(chosen.positions.prefix(count)), weights: chosen.weights.map { Array($0.prefix(count)) },
        moves: settings.augmentation?.moves(count: count, stream: seeds), on: backend)
      let answer = try NetworkAnswer(of: network, to: batch, pass)
      try network.backward(answer.residuals, pass)
      try backend.synchronise()
      return true
    } catch {
      guard case .outOfMemory = error else { throw error }
      return false
    }
  }
}
