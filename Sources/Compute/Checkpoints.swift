public import Vocabulary

/// Where long trainings keep their last checkpoint, so that a killed run goes on from it.
///
/// Whether a checkpoint is there changes what has to be computed and never a result.
public protocol Checkpoints: Sendable {
  /// The last one kept under a key, if any can be read.
  func last(_ key: ContentKey) -> Artifact?
  /// Keeps what `make` gives in place of the last one, unless that would come too soon after it.
  func keep(_ key: ContentKey, _ make: () throws -> Artifact) throws
}
