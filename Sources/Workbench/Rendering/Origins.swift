import DSL
import Foundation
import Pipeline
import Report
import Vocabulary

/// What each figure and table of a report was drawn from.
struct Origins {
  let loaded: LoadedStudy
  let results: StudyResults

  private var replicates: Range<Int> { results.plan.replicates }

  /// Results of a task on some cells.
  func task(_ task: String, _ cells: [GridCell]) -> Origin {
    origin(
      cells.flatMap { cell in
        replicates.map { StudyPlan.task(task, cell.caseName, cell.instance.label, $0) }
      })
  }

  /// The values of some cells.
  func values(_ cells: [GridCell]) -> Origin {
    origin(cells.flatMap { cell in replicates.map { StudyPlan.values(cell.caseName, cell.instance.label, $0) } })
  }

  /// The two sides of some claims.
  func claims(_ claims: [ClaimBlock]) -> Origin {
    origin(
      claims.flatMap { claim in
        [claim.left, claim.right].flatMap { side in
          replicates.map { StudyPlan.task(claim.metric.task, claim.metric.caseName, side, $0) }
        }
      })
  }

  /// What a query in prose reads; `nil` for a number of the study itself.
  func query(_ query: Query) -> Origin? {
    let steps = { (metric: Query.MetricQuery, method: String) in
      replicates.map { StudyPlan.task(metric.task, metric.caseName, method, $0) }
    }
    switch query.subject {
    case .setting: return nil
    case .worked(let question): return worked(question.example)
    case .metric(let metric, let method): return origin(steps(metric, method))
    case .difference(let metric, let left, let right): return origin(steps(metric, left) + steps(metric, right))
    }
  }

  /// A ranking of rows and the rows it shows.
  func images(method: String, caseName: String) -> Origin {
    let set = loaded.study.cases.first { $0.name == caseName }?.data?.set
    return origin(
      [StudyPlan.values(caseName, method, 0)] + (set.map { [StudyPlan.source($0), StudyPlan.ledger($0, 0)] } ?? []))
  }

  /// The values of some methods on a case in replicate 0, and what is known of their rows.
  func rows(methods: [String], caseName: String) -> Origin {
    let set = loaded.study.cases.first { $0.name == caseName }?.data?.set
    return origin(methods.map { StudyPlan.values(caseName, $0, 0) } + (set.map { [StudyPlan.ledger($0, 0)] } ?? []))
  }

  /// The result of a theory check.
  func theory(_ name: String) -> Origin { origin([StudyPlan.theory(name)]) }

  /// The result of a worked example.
  func worked(_ name: String) -> Origin { origin([StudyPlan.worked(name)]) }

  /// Steps without a result are left out; what is drawn twice from one step names it once.
  private func origin(_ steps: [String]) -> Origin {
    var (sources, places, seen): ([(step: String, keys: [String])], [String: Int], Set<String>) = ([], [:], [])
    for step in steps where seen.insert(step).inserted {
      guard results.outcome.isKnown(step), let key = results.outcome[step]?.key?.short(16) else { continue }
      let group = StudyPlan.group(of: step)
      if let place = places[group] {
        sources[place].keys.append(key)
      } else {
        places[group] = sources.count
        sources.append((group, [key]))
      }
    }
    return Origin(sources.map { Origin.Source(step: $0.step, keys: $0.keys) }, command: command)
  }

  /// Names the file without its folder, so that a report is the same wherever it is made.
  var command: String {
    let file = URL(filePath: loaded.study.file).lastPathComponent
    let overrides = loaded.study.overrides.flatMap { override -> [String] in
      override.split(separator: " ", maxSplits: 1).map(String.init)
    }
    return "\(ShellLine(["workbench", "render", file] + overrides))"
  }
}
