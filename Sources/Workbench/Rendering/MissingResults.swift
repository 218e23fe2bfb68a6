import DSL
import Pipeline

/// The steps whose results a report needs and the store does not have.
struct MissingResults: Encodable {
  let study: String
  /// Steps in all.
  let steps: Int
  /// Names in the plan's order.
  let missing: [String]

  init(_ plan: StudyPlan, _ loaded: LoadedStudy, _ store: Store) throws {
    study = loaded.study.file
    let forecasts = try plan.plan.forecast(store: store, study: loaded.name)
    steps = forecasts.count
    missing = forecasts.filter(\.isPending).map(\.step)
  }

  /// What is missing, replicates together, and what to do about it.
  func text(_ advice: String) -> String {
    let verb = missing.count == 1 ? "is" : "are"
    return
      ("error: \(study): \(missing.count) of \(steps) results \(verb) missing, so nothing was written:\n"
      + groups.map { "  \($0.name)\($0.count > 1 ? "  \($0.count) replicates" : "")\n" }.joined() + advice)
  }

  private var groups: [(name: String, count: Int)] {
    var (groups, places): ([(name: String, count: Int)], [String: Int]) = ([], [:])
    for step in missing {
      let name = StudyPlan.group(of: step)
      if let place = places[name] {
        groups[place].count += 1
      } else {
        places[name] = groups.count
        groups.append((name, 1))
      }
    }
    return groups
  }
}
