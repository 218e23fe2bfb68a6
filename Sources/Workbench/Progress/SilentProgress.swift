import Pipeline

/// Says nothing while a study runs.
struct SilentProgress: Observer {
  func observe(_ event: RunEvent) {}
}
