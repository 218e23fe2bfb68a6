import Vocabulary

extension Checker {
  /// Whether nothing in a case's data says what a task looks for.
  func lacksTruth(_ task: TaskTables, _ gridCase: CaseBlock) -> Bool {
    guard case .groundTruth(let corruptions, let parameters) = task.card.dataNeed, let set = gridCase.data?.set,
      case .found(let data) = datasets.lookup(set)
    else { return false }
    let isGiven = parameters.contains { (data.source.arguments.values[$0] ?? .none) != Value.none }
    return !isGiven && !data.corruption.contains { corruptions.contains($0.name) }
  }

  /// Reports a case whose data do not say what a task looks for.
  func reportNoTruth(_ task: TaskTables, _ gridCase: CaseBlock, at place: Place) {
    guard case .groundTruth(let corruptions, let parameters) = task.card.dataNeed, let set = gridCase.data?.set,
      let first = corruptions.first
    else { return }
    let wanted = (corruptions + parameters).joined(separator: " or ")
    report(
      .groundTruth, place,
      "'\(task.name)' finds what \(wanted) marks, and the data of the case '\(gridCase.name)' have none",
      fix: "add corruption: [{kind: \(first), …}] to datasets.\(set), or name another case")
  }
}
