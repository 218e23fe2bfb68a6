import Compute
import Foundation
import Plot

/// Estimates as prose and tables write them.
enum EstimateText {
  /// Decimals that suit estimates of one quantity: none for counts, three for shares, more where the typical interval is narrower.
  static func decimals(for estimates: [Estimate]) -> Int {
    let numbers = estimates.flatMap { [$0.mean, $0.low, $0.high].compactMap { $0 } }
    if numbers.allSatisfy({ $0 == $0.rounded() && abs($0) < 1e15 }) { return 0 }
    let size = numbers.map(\.magnitude).max() ?? 0
    let base = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3
    let margins = estimates.compactMap(\.margin).filter { $0 > 0 }.sorted()
    guard !margins.isEmpty else { return base }
    return min(6, max(base, Int((-log10(margins[margins.count / 2])).rounded(.up))))
  }

  /// mean [low, high], or the mean alone where a single replicate gives no interval.
  static func meanInterval(_ estimate: Estimate, decimals: Int? = nil, signed: Bool = false) -> String {
    let decimals = decimals ?? Self.decimals(for: [estimate])
    func text(_ number: Double) -> String {
      let digits = NumberText.fixed(number, decimals: decimals)
      return signed && !digits.hasPrefix("−") && number > 0 ? "+" + digits : digits
    }
    guard let low = estimate.low, let high = estimate.high else { return text(estimate.mean) }
    return "\(text(estimate.mean)) [\(text(low)), \(text(high))]"
  }

  /// A share as a percentage with no more decimals than it needs, at most two.
  static func percent(_ share: Double) -> String {
    let hundredths = (share * 10_000).rounded()
    let decimals =
      hundredths.truncatingRemainder(dividingBy: 100) == 0
      ? 0 : hundredths.truncatingRemainder(dividingBy: 10) == 0 ? 1 : 2
    return NumberText.fixed(share * 100, decimals: decimals) + " %"
  }
}
