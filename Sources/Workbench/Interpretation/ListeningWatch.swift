import Pipeline
import Valuation
import Vocabulary

/// A method's stopping rule as the runner hears it: its batches are the units.
struct ListeningWatch: UnitWatch {
  private var watch: (any BatchWatch)?
  init(_ method: any SampledMethod) { watch = method.watch() }

  /// What makes such a watch; `nil` for a method that runs all its batches.
  static func maker(_ method: any SampledMethod) -> (@Sendable () -> any UnitWatch)? {
    guard method.watch() != nil else { return nil }
    return { ListeningWatch(method) }
  }

  mutating func isEnough(adding unit: Artifact) throws -> Bool { try watch?.isEnough(adding: unit) ?? false }
}
