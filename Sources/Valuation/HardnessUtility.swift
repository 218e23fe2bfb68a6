import Vocabulary

/// What a coalition of examples is worth by its losses.
enum HardnessUtility: String, Sendable, Hashable, CaseIterable {
  /// The mean loss.
  case meanLoss = "mean_loss"
  /// How far its mean loss comes nearer to everyone's mean loss than 0 is, in squares.
  case squared

  static let parameter = Parameter<HardnessUtility>.choice(
    "utility", default: .meanLoss,
    help:
      "The mean loss of a coalition, which ranks by loss; or, as the author's code has it, the utility of chg_shapley "
      + "with losses for gradients, which ranks by nearness to the mean loss, where higher is better.",
    synonyms: ["form"]
  ).silent

  /// v(N) and the Shapley values, [losses.count]. O(n).
  func shapleyValues(_ losses: [Double]) -> (fullUtility: Double, values: [Double]) {
    let mean = losses.reduce(0, +) / Double(losses.count)
    switch self {
    case .meanLoss: return (mean, CHGValues.ofMeanLoss(losses))
    case .squared:
      let squares = losses.map { ($0 - mean) * ($0 - mean) }
      return (mean * mean, CHGValues.aboutMean(squaredDistances: squares, squaredMean: mean * mean))
    }
  }
}
