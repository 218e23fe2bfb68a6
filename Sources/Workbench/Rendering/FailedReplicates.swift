/// The replicates of a step that failed for one reason.
struct FailedReplicates: Equatable {
  /// The step without its replicate.
  let step: String
  let message: String
  /// In ascending order; empty for a step without replicates.
  private(set) var replicates: [Int]

  /// What failed; a box says itself that it tells of a failure.
  var title: String {
    guard let last = replicates.last else { return step }
    let others = replicates.dropLast().map(String.init).joined(separator: ", ")
    return "\(step), " + (others.isEmpty ? "replicate \(last)" : "replicates \(others) and \(last)")
  }

  /// Gathers failed steps, in the order of the first of each.
  static func gathered(_ failures: [(name: String, message: String)]) -> [FailedReplicates] {
    var places: [[String]: Int] = [:]
    var gathered: [FailedReplicates] = []
    for failure in failures {
      let (step, replicate) = parts(failure.name)
      let place = places[[step, failure.message], default: gathered.count]
      if place == gathered.count {
        places[[step, failure.message]] = place
        gathered.append(FailedReplicates(step: step, message: failure.message, replicates: []))
      }
      if let replicate { gathered[place].replicates.append(replicate) }
    }
    return gathered
  }

  /// `values/digits/knn/r3` as `values/digits/knn` and 3.
  private static func parts(_ name: String) -> (step: String, replicate: Int?) {
    guard let slash = name.lastIndex(of: "/"), name[slash...].hasPrefix("/r"),
      let replicate = Int(name[name.index(slash, offsetBy: 2)...])
    else { return (name, nil) }
    return (String(name[..<slash]), replicate)
  }
}
