import Vocabulary

/// How much each chosen example counts, by its value among the chosen.
enum ValueWeights: String, CaseIterable, Sendable {
  /// (φ − min) / (max − min), as published.
  case minMax = "min_max"
  /// (φ − min) divided by its mean.
  case meanOne = "mean_one"
  case ones

  static let parameter = Parameter<ValueWeights>.choice(
    "weights", default: .minMax,
    help: "Values among the chosen, from 0 for the lowest to 1 or scaled to a mean of one, or no weights.",
    synonyms: ["weighting", "normalisation", "normalization"])

  /// The weights of values, [chosen]; `nil` for ones, which equal values have too.
  func weights(of values: [Double]) -> [Float]? {
    guard self != .ones, let lowest = values.min(), let highest = values.max(), lowest < highest else { return nil }
    let heights = values.map { $0 - lowest }
    let unit = self == .minMax ? highest - lowest : heights.reduce(0, +) / Double(heights.count)
    return heights.map { Float($0 / unit) }
  }
}
