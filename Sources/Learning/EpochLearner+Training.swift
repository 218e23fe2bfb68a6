public import Compute
public import Datasets
public import Vocabulary

/// What a watcher gathers during a training; it is kept beside the training's checkpoints.
public protocol TrainingNotes {
  /// All of it.
  var artifact: Artifact { get }
  /// Takes what ``artifact`` gave.
  mutating func restore(_ artifact: Artifact)
}

/// The notes of one who takes none.
struct NoNotes: TrainingNotes {
  var artifact: Artifact { Artifact() }
  func restore(_ artifact: Artifact) {}
}

extension EpochLearner {
  /// Runs all epochs, going on from the last checkpoint where the run keeps any.
  ///
  /// Ahead of each epoch `choose` may watch the training, take notes, and choose what is trained on: the examples and
  /// weights given here, for `nil`. Checkpoints are known by the learner, the data, the stream, the device and `watcher`,
  /// which must tell everything that choices and notes depend on besides. With `last` the training ends after so many
  /// epochs.
  public func train<Notes: TrainingNotes>(
    on examples: Examples, weights: [Float]? = nil, upTo last: Int? = nil, in run: Run, watcher: String,
    notes: inout Notes,
    choose: (_ epoch: Int, _ training: any EpochTraining, _ notes: inout Notes) throws -> ChosenExamples?
  ) throws -> any EpochTraining {
    let training = try training(on: examples, weights: weights, in: run)
    let keeper = run.checkpoints.map { TrainingKeeper($0, checkpointKey(examples, weights, run, watcher)) }
    let first = try keeper?.resume(training, &notes) ?? 0
    let end = min(last ?? epochs, epochs)
    // A training that went further before is no beginning of this one: its checkpoints have a watcher of their own.
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
    // Whole trainings share their checkpoints; one that ends early must not find those of one that went on.
    let watcher = last.map { "up to \($0)" } ?? ""
    return try train(on: examples, weights: weights, upTo: last, in: run, watcher: watcher, notes: &notes) {
      _, _, _ in nil
    }
  }

  private func checkpointKey(_ examples: Examples, _ weights: [Float]?, _ run: Run, _ watcher: String) -> ContentKey {
    let card = Self.card
    let parts = [
      "\(card.name)@\(card.revision)", arguments.canonical, examples.digest.description,
      weights.map { ContentKey(of: $0).description } ?? "", run.seeds.description, watcher,
      // What low bits depend on.
      run.device.rawValue, "\(LinearAlgebra.openBLASVersion) \(LinearAlgebra.openBLASCore)",
    ]
    return ContentKey(of: parts.joined(separator: "\n"))
  }
}

/// Keeps one training's checkpoints.
private struct TrainingKeeper {
  private let checkpoints: any Checkpoints
  private let key: ContentKey

  init(_ checkpoints: any Checkpoints, _ key: ContentKey) { (self.checkpoints, self.key) = (checkpoints, key) }

  /// Restores the last checkpoint, if there is one, and tells the epoch to go on with.
  func resume(_ training: any EpochTraining, _ notes: inout some TrainingNotes) throws -> Int? {
    guard let found = checkpoints.last(key), case .int64(let epochs)? = found.array("epoch")?.elements,
      let epoch = epochs.first
    else { return nil }
    try training.restore(found.part("training"))
    notes.restore(found.part("notes"))
    return Int(epoch)
  }

  func keep(_ training: any EpochTraining, _ notes: some TrainingNotes, next epoch: Int) throws {
    try checkpoints.keep(key) {
      try Artifact(
        [.init("epoch", .array(NumericArray(shape: [1], .int64([Int64(epoch)]))))]
          + training.state().items(of: "training") + notes.artifact.items(of: "notes"))
    }
  }
}

extension Artifact {
  /// The items under names that begin with a part's.
  fileprivate func items(of part: String) -> [Item] { items.map { Item("\(part).\($0.name)", $0.content) } }

  /// What ``items(of:)`` put under a part's name.
  fileprivate func part(_ name: String) -> Artifact {
    Artifact(
      items.filter { $0.name.hasPrefix("\(name).") }
        .map { Item(String($0.name.dropFirst(name.count + 1)), $0.content) })
  }
}
