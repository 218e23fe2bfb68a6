import Pipeline

/// A study's results as far as the store has them, with nothing computed.
struct Recollection {
  let plan: StudyPlan
  let loaded: LoadedStudy
  let store: Store

  /// Renders the report if every result is known; `nil` if one is missing, and then nothing is written.
  func deliver(to folder: ReportOptions) throws -> RunSummary? {
    do {
      guard let outcome = try outcome() else { return nil }
      return try folder.deliver(StudyResults(plan: plan, outcome: outcome), loaded, store)
    } catch let error as StoreError {
      // Reading has taken the damaged object out of the store, so that it is found missing.
      guard case .damaged = error else { throw error }
      return nil
    }
  }

  private func outcome() throws(StoreError) -> Outcome? {
    try Runner(
      plan: plan.plan, store: store, study: loaded.name, threads: 1, device: loaded.device.device,
      observer: SilentProgress()
    ).recall()
  }
}
