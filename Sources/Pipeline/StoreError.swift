public import Vocabulary

/// Why the store could not be used.
public enum StoreError: Error, Hashable, Sendable {
  /// The file system refused; `reason` is the system's own message.
  case inaccessible(path: String, operation: String, reason: String)
  /// The store's folder is there but is something else.
  case notAStore(path: String)
  case newerFormat(path: String, found: Int, known: Int)
  /// An object is missing, cut short or changed.
  case damaged(object: ContentKey, step: String, item: String)
  /// A file of known utilities is cut short or changed.
  case damagedUtilities(path: String)
  /// A training's checkpoint is cut short or changed.
  case damagedCheckpoint(path: String)
  /// One key has given two results.
  case nonDeterministic(step: String, key: ContentKey, item: String)

  /// Whether nothing more can be stored: a matter of the file system, not of one step.
  public var isOfFileSystem: Bool {
    switch self {
    case .inaccessible, .notAStore, .newerFormat: true
    case .damaged, .damagedUtilities, .damagedCheckpoint, .nonDeterministic: false
    }
  }
}

extension StoreError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .inaccessible(let path, let operation, let reason):
      "cannot \(operation) '\(path)': \(reason)"
    case .notAStore(let path):
      "'\(path)' is not a store of results: expected a folder whose file 'format' holds a number; "
        + "move it away or name another store"
    case .newerFormat(let path, let found, let known):
      "the store '\(path)' has format \(found), this workbench knows format \(known); update the workbench"
    case .damaged(let object, let step, let item):
      "the stored '\(item)' of '\(step)' (object \(object.short())) is missing or damaged; run the study again"
    case .damagedUtilities(let path):
      "the known utilities in '\(path)' are damaged; they are forgotten and will be computed again"
    case .damagedCheckpoint(let path):
      "the checkpoint '\(path)' is damaged; it is forgotten and its training begins anew"
    case .nonDeterministic(let step, let key, let item):
      "'\(step)' gave another '\(item)' than before under the same key \(key.short()): its work is not deterministic, "
        + "or it reads something that its key leaves out"
    }
  }
}
