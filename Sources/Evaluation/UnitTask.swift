public import Compute
public import Vocabulary

/// A task of independent pieces, such as one retraining each; every piece is a unit of work that is stored on its own.
public protocol UnitTask: EvaluationTask {
  /// The number of units.
  var units: Int { get }
  /// What a unit depends on besides the valued data and the stream, for its key: equal identities, equal results,
  /// whatever the other units are.
  func unitIdentity(_ index: Int) -> Arguments
  /// One unit; a pure function of its identity, the valued data and `run.seeds`.
  func unit(_ index: Int, of valued: ValuedData, in run: Run) throws -> Artifact
  /// The task's result from all units in index order.
  func combine(_ units: [Artifact], for valued: ValuedData, in run: Run) throws -> Artifact
}

extension UnitTask {
  /// All units one after the other, then their combination.
  public func evaluate(_ valued: ValuedData, in run: Run) throws -> Artifact {
    let artifacts = try (0..<units).map { index in
      try run.checkInterruption()
      run.progress(index, of: units)
      return try unit(index, of: valued, in: run.silenced)
    }
    run.progress(units, of: units)
    return try combine(artifacts, for: valued, in: run)
  }
}
