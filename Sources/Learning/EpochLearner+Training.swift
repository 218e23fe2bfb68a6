public import Compute
public import Datasets
import Vocabulary

extension EpochLearner {
  /// Runs all epochs, going on from the last checkpoint where the run keeps any.
  ///
  /// Ahead of each epoch `choose` may watch the training, take notes, and choose what is trained on: the examples and
  /// weights given here, for `nil`. Checkpoints are known by the learner, the data, the stream, the device, `last` and
  /// `watcher`, which must tell everything that choices and notes depend on besides. With `last` the training ends after
  /// so many epochs.
  ///
  /// Throws what ``training(on:weights:in:)`` and ``EpochTraining/run(epoch:on:)`` do, what `choose` does, and an error of
  /// the run's where it is interrupted.
  public func train<Notes: TrainingNotes>(
    on examples: Examples, weights: [Float]? = nil, upTo last: Int? = nil, in run: Run, watcher: String,
    notes: inout Notes,
    choose: (_ epoch: Int, _ training: any EpochTraining, _ notes: inout Notes) throws -> ChosenExamples?
  ) throws -> any EpochTraining {
    let training = try training(on: examples, weights: weights, in: run)
    let keeper = try run.checkpoints.map {
      TrainingKeeper($0, try checkpointKey(examples, weights, last, run, watcher))
    }
    let first = try keeper?.resume(training, &notes) ?? 0
    let end = min(last ?? epochs, epochs)
    precondition(first <= end, "a checkpoint after \(first) epochs of a training that ends after \(end)")
    for epoch in first..<end {
      try run.checkInterruption()
      let chosen = try choose(epoch, training, &notes)
      try training.run(epoch: epoch, on: chosen)
      if epoch + 1 < end { try keeper?.keep(training, notes, next: epoch + 1) }
    }
    return training
  }

  /// Runs all epochs, or the first `last` of them, without a watcher.
  public func train(
    on examples: Examples, weights: [Float]? = nil, upTo last: Int? = nil, in run: Run
  ) throws -> any EpochTraining {
    var notes = NoNotes()
    return try train(on: examples, weights: weights, upTo: last, in: run, watcher: "", notes: &notes) { _, _, _ in nil }
  }

  private func checkpointKey(
    _ examples: Examples, _ weights: [Float]?, _ last: Int?, _ run: Run, _ watcher: String
  ) throws(DeviceError) -> ContentKey {
    let card = Self.card
    let parts = [
      "\(card.name)@\(card.revision)", arguments.canonical, examples.digest.description,
      weights.map { ContentKey(of: $0).description } ?? "", run.seeds.description, watcher,
      // One that ends early must not find a checkpoint of one that went on.
      last.map { "up to \($0)" } ?? "",
      // What low bits depend on.
      try run.device.identity(), "\(LinearAlgebra.openBLASVersion) \(LinearAlgebra.openBLASCore)",
    ]
    return ContentKey(of: parts.joined(separator: "\n"))
  }
}
