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
