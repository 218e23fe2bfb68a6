extension StopRule {
  /// What a reader should know of published rules whose number says less than it seems to.
  var warnings: [String] {
    switch self {
    case .fits, .standardError, .rankStability: []
    case .gelmanRubin:
      [
        "The draws are independent, so chains of them agree by construction: the Gelman–Rubin statistic tells how many "
          + "draws there are, not how near the values are; a standard error does."
      ]
    case .relativeChange:
      [
        "Means change less and less as draws grow, whatever their error: a small relative change is no sign of accuracy, "
          + "and values near 0 keep it large; a standard error tells more."
      ]
    case .any(let rules), .all(let rules):
      rules.reduce(into: []) { found, rule in found += rule.warnings.filter { !found.contains($0) } }
    }
  }

  /// What is to be said of the values a rule ended with.
  func warnings(for values: DataValues) -> [String] {
    guard namesGelmanRubin, let errors = values.standardErrors else { return warnings }
    let constant = errors.count { $0 == 0 }
    guard constant > 0 else { return warnings }
    return warnings + [
      "\(constant) of \(errors.count) players never varied from draw to draw; their Gelman–Rubin statistic is 0/0 and was "
        + "taken as 1."
    ]
  }

  private var namesGelmanRubin: Bool {
    switch self {
    case .gelmanRubin: true
    case .any(let rules), .all(let rules): rules.contains(where: \.namesGelmanRubin)
    default: false
    }
  }
}

extension DataValues {
  /// The same values with more remarks.
  func adding(notes more: [String]) -> DataValues {
    DataValues(
      values: values, standardErrors: standardErrors, modelFits: modelFits, distanceEvaluations: distanceEvaluations,
      facts: facts, notes: notes + more)
  }
}
