import Compute
import DSL

/// What a query found, as prose writes it and as a number to compare by.
struct Quantity {
  let text: String
  /// Over replicates.
  let mean: Double
  /// The 95 % interval; `nil` for a number without one.
  let interval: ClosedRange<Double>?
  /// Whether it was drawn once, so that it has no interval though others would differ.
  let isSingle: Bool
}

extension TemplateText {
  /// What a query found; `nil` where a step failed or the number is undefined.
  func quantity(_ query: Query) throws -> Quantity? {
    if let number = try number(query.subject) {
      return Quantity(text: try answer(query), mean: number, interval: nil, isSingle: false)
    }
    guard let estimate = try estimate(query) else { return nil }
    let interval = estimate.margin.map { estimate.mean - $0...estimate.mean + $0 }
    return Quantity(text: try answer(query), mean: estimate.mean, interval: interval, isSingle: interval == nil)
  }

  /// A number that no replicate draws anew.
  private func number(_ subject: Query.Subject) throws -> Double? {
    switch subject {
    case .setting(let number): number
    case .worked(let question): try results.worked(question.example)?.number(question.measure).double
    case .metric, .difference: nil
    }
  }
}
