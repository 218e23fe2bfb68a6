import Vocabulary

/// When the draws of a sampled method are enough.
public indirect enum StopRule: Sendable, Hashable {
  /// At least so many evaluations of v.
  case fits(Int)
  /// The largest standard error of a value is at most this.
  case standardError(Double)
  /// The values of two independent halves of the batches have at least this Spearman correlation.
  case rankStability(Double)
  /// The largest Gelman–Rubin statistic over players, of ten chains of batches, is at most this.
  case gelmanRubin(Double)
  /// The mean relative change of the values over the last ten batches is at most this.
  case relativeChange(Double)
  case any([StopRule])
  case all([StopRule])
}

extension StopRule {
  private static let fitsParameter = Parameter<Int>.integer(
    "fits", 1...1_000_000_000_000, unit: "fits",
    help: "At least so many evaluations of the utility, each one model fit.",
    synonyms: ["evaluations", "budget"])
  private static let standardErrorParameter = Parameter<Double>.real(
    "standard_error", .positive, help: "The largest standard error of a value is at most this.", synonyms: ["se"])
  private static let rankStabilityParameter = Parameter<Double>.real(
    "rank_stability", Interval(0, 1, includesLower: false),
    help: "The values of two independent halves of the batches have at least this Spearman correlation.",
    synonyms: ["spearman", "rank_correlation"])
  private static let gelmanRubinParameter = Parameter<Double>.real(
    "gelman_rubin", Interval(1, .infinity, includesLower: false, includesUpper: false),
    help: "The Gelman–Rubin statistic of ten chains of batches is at most this for every player, as published (1.05).",
    synonyms: ["r_hat"])
  private static let relativeChangeParameter = Parameter<Double>.real(
    "relative_change", .positive,
    help: "The mean relative change of the values over the last ten batches is at most this, as published (0.05).",
    synonyms: ["convergence"])

  private static let single: [any DeclaredParameter] = [
    fitsParameter.optional, standardErrorParameter.optional, rankStabilityParameter.optional,
    gelmanRubinParameter.optional, relativeChangeParameter.optional,
  ]

  private static func list(_ name: String, help: String) -> Parameter<[StopRule]?> {
    Parameter<[StopRule]?>(
      name, .list(.record(single.map(\.declaration)), count: 1...100), default: Value.none, help: help
    ) { .some(rules($0)) }
  }

  private static let anyParameter = list("any", help: "Rules of which one suffices.")
  private static let allParameter = list("all", help: "Rules that must hold together.")

  /// `stop:` of a sampled method.
  static let parameter = Parameter<StopRule?>(
    "stop",
    .either(
      .choice(["never"]), .record(single.map(\.declaration) + [anyParameter.declaration, allParameter.declaration])),
    default: .text("never"),
    help:
      "When the draws so far are enough, judged after each batch in order; several rules side by side: any suffices.",
    synonyms: ["stopping", "until", "convergence"], read: { .some(rule($0)) })

  /// A rule as a study writes it; `nil` for none.
  private static func rule(_ value: Value) -> StopRule? {
    guard case .record(let fields) = value else { return nil }
    let found = fields.flatMap { field -> [StopRule] in
      switch (field.name, field.value) {
      case ("any", let list): rules(list).map { $0.isEmpty ? [] : [.any($0)] } ?? []
      case ("all", let list): rules(list).map { $0.isEmpty ? [] : [.all($0)] } ?? []
      case (let name, let value): one(name, value).map { [$0] } ?? []
      }
    }
    return found.count > 1 ? .any(found) : found.first
  }

  private static func rules(_ value: Value) -> [StopRule]? {
    guard case .list(let items) = value else { return nil }
    return items.compactMap(rule)
  }

  private static func one(_ name: String, _ value: Value) -> StopRule? {
    switch (name, value) {
    case ("fits", .integer(let count)): .fits(count)
    case ("standard_error", .real(let error)): .standardError(error)
    case ("rank_stability", .real(let correlation)): .rankStability(correlation)
    case ("gelman_rubin", .real(let statistic)): .gelmanRubin(statistic)
    case ("relative_change", .real(let change)): .relativeChange(change)
    default: nil
    }
  }

  /// As a study writes it, for messages.
  var name: String {
    switch self {
    case .fits: "fits"
    case .standardError: "standard_error"
    case .rankStability: "rank_stability"
    case .gelmanRubin: "gelman_rubin"
    case .relativeChange: "relative_change"
    case .any: "any"
    case .all: "all"
    }
  }
}
