import DSL
import Pipeline

/// The steps of a study and the names under which its results are found again.
struct StudyPlan {
  let study: Study
  let plan: Plan

  /// Replicates are counted from 0.
  var replicates: Range<Int> { 0..<study.replicates }

  static func source(_ data: String) -> String { "data/\(data)" }
  static func ledger(_ data: String, _ replicate: Int) -> String { "split/\(data)/r\(replicate)" }
  /// All rows of a data set under an embedding that looks at each alone.
  static func embedded(_ data: String, _ embedding: String) -> String { "embedded/\(data)/\(embedding)" }
  /// What an embedding learned on another data set.
  static func network(_ embedding: String, _ replicate: Int) -> String { "network/\(embedding)/r\(replicate)" }
  static func features(_ caseName: String, _ replicate: Int) -> String { "features/\(caseName)/r\(replicate)" }
  static func values(_ caseName: String, _ instance: String, _ replicate: Int) -> String {
    "values/\(caseName)/\(instance)/r\(replicate)"
  }
  static func task(_ task: String, _ caseName: String, _ instance: String, _ replicate: Int) -> String {
    "\(task)/\(caseName)/\(instance)/r\(replicate)"
  }

  static func theory(_ name: String) -> String { "theory/\(name)" }

  static func worked(_ name: String) -> String { "worked/\(name)" }

  /// The name without its replicate, for lines that speak of all replicates together.
  static func group(of step: String) -> String {
    guard let slash = step.lastIndex(of: "/"), step[step.index(after: slash)...].wholeMatch(of: /r\d+/) != nil else {
      return step
    }
    return String(step[..<slash])
  }
}
