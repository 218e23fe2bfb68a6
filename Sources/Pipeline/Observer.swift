/// Hears what a run does; calls come one at a time, from any thread, and must be quick.
public protocol Observer: Sendable {
  func observe(_ event: RunEvent)
}

/// One thing that happened during a run.
public enum RunEvent: Sendable {
  /// Work on a step begins; for a step in units, with how many are known already.
  case started(step: String, units: Forecast.Units?)
  /// A long piece of work says how far it is, in its own counts, and perhaps more in a few words.
  case progress(step: String, done: Int, total: Int, note: String?)
  /// A unit of the step says more than how many units are known, in a few words.
  case remarked(step: String, note: String)
  /// A training of the step goes on from its last checkpoint.
  case resumed(step: String)
  /// One more unit of a step is known.
  case unitFinished(step: String, units: Forecast.Units)
  /// The result is known; reused ones give the seconds their making once took.
  case finished(step: String, seconds: Double, isReused: Bool)
  case failed(step: String, error: any Error)
  case skipped(step: String, because: String)
  /// A stored result was found damaged and is being made again.
  case damaged(step: String, error: StoreError)
  /// Utilities or a checkpoint of earlier work could not be read or kept; what is needed of them is computed again.
  case forgotten(error: StoreError)
}
