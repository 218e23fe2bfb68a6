import Compute
import Synchronization
import Vocabulary

/// The last checkpoints of trainings under way, kept beside the results.
///
///     .workbench/checkpoints/…   a training's, named by its key; see ``CheckpointFile``
///
/// What is kept changes what has to be computed and never a result. A checkpoint goes when the result it was kept for
/// is saved; one whose result was saved by a process that died just then goes when the store is next run from. A
/// damaged one is told of, removed and ignored.
final class KeptCheckpoints: Sendable {
  private let store: Store
  private let folder: String
  private let patience: Duration
  private let tell: @Sendable (StoreError) -> Void
  private let state = Mutex(State())

  private struct State {
    /// Trainings begun here and not over, by the result they are for.
    var trainings: [ContentKey: Set<ContentKey>] = [:]
    /// When a training began, or was kept last.
    var marks: [ContentKey: ContinuousClock.Instant] = [:]
  }

  /// Keeps a training's checkpoint at most every `patience`.
  init(_ store: Store, every patience: Duration, tell: @escaping @Sendable (StoreError) -> Void) {
    (self.store, self.patience, self.tell) = (store, patience, tell)
    folder = "\(store.folder)/checkpoints"
  }

  /// Those of trainings that are run for a result; `resumed` hears that one goes on from a checkpoint.
  func checkpoints(for result: ContentKey, resumed: @escaping @Sendable () -> Void) -> any Checkpoints {
    ResultCheckpoints(kept: self, result: result, resumed: resumed)
  }

  /// Removes what was kept for a result, which has been saved.
  func release(_ result: ContentKey) {
    let trainings = state.withLock { state in
      let trainings = state.trainings.removeValue(forKey: result) ?? []
      for training in trainings { state.marks[training] = nil }
      return trainings
    }
    for training in trainings { Files.remove(path(training)) }
  }

  /// Removes checkpoints whose results are saved, and files that are none.
  func sweep() throws(StoreError) {
    for name in Files.names(in: folder) where ContentKey(hexadecimal: name) != nil {
      let path = "\(folder)/\(name)"
      guard let head = try Files.read(path, first: CheckpointFile.headLength) else { continue }
      guard let result = CheckpointFile.result(head) else {
        discard(path)
        continue
      }
      if try store.lookup(result) != nil { Files.remove(path) }
    }
  }

  private func path(_ training: ContentKey) -> String { "\(folder)/\(training)" }

  private func discard(_ path: String) {
    tell(.damagedCheckpoint(path: path))
    Files.remove(path)
  }

  /// Notes that a training begins, and gives its checkpoint if there is one that can be read.
  fileprivate func last(_ training: ContentKey, for result: ContentKey) -> Artifact? {
    state.withLock { state in
      state.trainings[result, default: []].insert(training)
      state.marks[training] = .now
    }
    do {
      guard let bytes = try Files.read(path(training)) else { return nil }
      if let file = CheckpointFile(bytes), file.training == training { return file.artifact }
      discard(path(training))
    } catch {
      tell(error)
    }
    return nil
  }

  /// Keeps a checkpoint if the last is old enough. A file system that refuses is told of here and ends the run when
  /// the result is saved.
  fileprivate func keep(_ training: ContentKey, for result: ContentKey, _ make: () throws -> Artifact) rethrows {
    guard isDue(training) else { return }
    let bytes = CheckpointFile(result: result, training: training, artifact: try make()).bytes
    do throws(StoreError) {
      try Files.makeFolder(folder)
      try store.put(bytes, at: path(training), isDurable: true)
    } catch {
      tell(error)
    }
    state.withLock { $0.marks[training] = .now }
  }
}

extension KeptCheckpoints {
  /// Whether the last one is old enough. Another result for which the same training was run may have unmarked it.
  private func isDue(_ training: ContentKey) -> Bool {
    state.withLock { state in
      let mark = state.marks[training] ?? .now
      state.marks[training] = mark
      return mark.duration(to: .now) >= patience
    }
  }
}

/// What a step or unit is given of the checkpoints.
private struct ResultCheckpoints: Checkpoints {
  let kept: KeptCheckpoints
  let result: ContentKey
  let resumed: @Sendable () -> Void

  func last(_ key: ContentKey) -> Artifact? {
    guard let artifact = kept.last(key, for: result) else { return nil }
    resumed()
    return artifact
  }

  func keep(_ key: ContentKey, _ make: () throws -> Artifact) throws { try kept.keep(key, for: result, make) }
}
