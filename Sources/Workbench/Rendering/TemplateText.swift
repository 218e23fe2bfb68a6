import Compute
import DSL
import Plot
import Vocabulary

/// Fills the computed values into prose.
struct TemplateText {
  let results: StudyResults

  /// CommonMark with every query answered; a failed result is named as such, never a number.
  func markdown(_ template: Template) throws -> String {
    try template.pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .query(let query): try answer(query)
      }
    }.joined()
  }

  /// What a query found as CommonMark.
  func answer(_ query: Query) throws -> String {
    switch query.subject {
    case .setting(let number):
      return query.format == .percent ? EstimateText.percent(number) : number.asWritten.replacing("-", with: "−")
    case .worked(let question):
      return try results.worked(question.example)?.text(question.measure, query.format) ?? Self.unavailable
    case .metric, .difference: return text(try estimate(query), query)
    }
  }

  /// What a query found over replicates; `nil` for what has no replicates, and where a step failed.
  func estimate(_ query: Query) throws -> Estimate? {
    switch query.subject {
    case .setting, .worked: return nil
    case .metric(let metric, let method):
      return try results.samples(metric, method: method).flatMap { Estimate(of: $0) }
    case .difference(let metric, let left, let right):
      guard let first = try results.samples(metric, method: left),
        let second = try results.samples(metric, method: right)
      else { return nil }
      return Estimate(differenceOf: first, and: second)
    }
  }

  private func text(_ estimate: Estimate?, _ query: Query) -> String {
    guard let estimate else { return Self.unavailable }
    switch query.format {
    case .meanInterval: return EstimateText.meanInterval(estimate)
    case .differenceInterval: return EstimateText.meanInterval(estimate, signed: true)
    case .mean, .number, .fraction:
      return NumberText.fixed(estimate.mean, decimals: EstimateText.decimals(for: [estimate]))
    case .percent: return EstimateText.percent(estimate.mean)
    }
  }

  private static let unavailable = "**(not available: a step failed)**"
}
