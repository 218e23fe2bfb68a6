import Compute
import Vocabulary

/// Keeps one training's checkpoints.
struct TrainingKeeper {
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
