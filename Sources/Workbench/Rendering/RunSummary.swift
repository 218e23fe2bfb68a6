import DSL
import Datasets
import Pipeline
import Report

/// What a run did, for people and for programs.
struct RunSummary: Encodable {
  let study: String
  let computed: Int
  let reused: Int
  let unitsComputed: Int
  /// Models fitted for coalitions in this run, and fits that were known already.
  let fits, fitsKnown: Int
  /// Steps in all.
  let steps: Int
  /// Steps that depend on a failed one.
  let skipped: Int
  let failed: [FailedStep]
  /// Required checks and claims that did not come out, in words.
  let unmet: [String]
  let rendered: Bool
  /// All documents.
  let report: [String]
  /// The same by layout; layouts that the study does not ask for are left out.
  private let documents: [(layout: Layout, paths: [String])]
  /// The exit code to end with; `nil` if all went well.
  let failure: ExitStatus?

  struct FailedStep: Encodable { let step, message: String }

  enum CodingKeys: String, CodingKey {
    case study, steps, skipped, computed, reused, unitsComputed, fits, fitsKnown, failed, unmet, rendered, report
  }

  init(loaded: LoadedStudy, outcome: Outcome, rendering: Rendering.Result, output: OutputFolder, unmet: [String]) {
    study = loaded.study.file
    computed = outcome.steps.count { if case .fresh = $0.status { true } else { false } }
    reused = outcome.steps.count { if case .reused = $0.status { true } else { false } }
    unitsComputed = outcome.unitsComputed
    (fits, fitsKnown) = (outcome.evaluations.computed, outcome.evaluations.known)
    steps = outcome.steps.count
    skipped = outcome.steps.count { if case .skipped = $0.status { true } else { false } }
    failed = outcome.failures.map { FailedStep(step: $0.name, message: "\($0.error)") }
    rendered = rendering.isFresh
    documents = Layout.allCases.map { layout in
      (layout, rendering.files.filter { $0.hasPrefix("\(layout.fileName).") }.map { "\(output.path)/\($0)" })
    }.filter { !$0.1.isEmpty }
    report = documents.flatMap(\.paths)
    self.unmet = unmet
    failure =
      outcome.failures.isEmpty ? (unmet.isEmpty ? nil : .claimFailed) : Self.status(outcome.failures.map(\.error))
  }

  /// A data file that cannot be used has its own exit code; any other failed step gives 1.
  private static func status(_ errors: [any Error]) -> ExitStatus {
    errors.compactMap { ($0 as? DatasetError)?.status }.first ?? .stepFailed
  }

  /// Says what was done, and what the study requires and did not get.
  func tell(json: Bool, quiet: Bool) {
    if json { Terminal.say(JSONText.encode(self)) } else if !quiet { Terminal.say(text) }
    for reason in unmet { Terminal.complain("error: \(reason), and the study requires it") }
  }

  var text: String {
    let paths = documents.map { "\($0.layout.word): \($0.paths.joined(separator: ", "))" }.joined(separator: "; ")
    if !failed.isEmpty {
      let others = skipped == 0 ? "" : " and \(skipped) that depend on them were skipped"
      return "\(failed.count) of \(steps) steps failed\(others); the report shows them. \(paths)"
    }
    if computed == 0, !rendered { return "\(study) is up to date: \(reused) results known, nothing to do. \(paths)" }
    let work =
      computed == 0
      ? "nothing to compute, \(reused) results known" : "\(computed) steps computed, \(reused) known before"
    let games = fits + fitsKnown == 0 ? "" : ", \(fits) coalitions fitted, \(fitsKnown) known"
    return "\(study): \(work)\(games). \(paths)"
  }
}

extension Layout {
  /// What its documents are called.
  fileprivate var word: String {
    switch self {
    case .paper: "Report"
    case .lecture: "Lecture"
    case .solutions: "Solutions"
    }
  }
}
