import Compute
import Foundation

/// Estimates as prose and tables write them.
enum EstimateText {
  /// A fixed number of decimals, with a true minus sign.
  static func fixed(_ number: Double, decimals: Int) -> String {
    guard number.isFinite else { return number.isNaN ? "undefined" : number > 0 ? "∞" : "−∞" }
    var buffer = [CChar](repeating: 0, count: 400)
    let count = withVaList([Int32(decimals), number.magnitude]) { vsnprintf(&buffer, buffer.count, "%.*f", $0) }
    let digits = String(decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let isZero = !digits.contains { $0 != "0" && $0 != "." }
    return number < 0 && !isZero ? "−" + digits : digits
  }

  /// Decimals that suit estimates of one quantity: none for counts, three for shares, more where an interval is narrower.
  static func decimals(for estimates: [Estimate]) -> Int {
    let numbers = estimates.flatMap { [$0.mean, $0.low, $0.high].compactMap { $0 } }
    if numbers.allSatisfy({ $0 == $0.rounded() && abs($0) < 1e15 }) { return 0 }
    let size = numbers.map(\.magnitude).max() ?? 0
    let base = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3
    guard let narrow = estimates.compactMap(\.margin).filter({ $0 > 0 }).min() else { return base }
    return min(6, max(base, Int((-log10(narrow)).rounded(.up))))
  }

  /// mean [low, high], or the mean alone where a single replicate gives no interval.
  static func meanInterval(_ estimate: Estimate, decimals: Int? = nil, signed: Bool = false) -> String {
    let decimals = decimals ?? Self.decimals(for: [estimate])
    func text(_ number: Double) -> String {
      let digits = fixed(number, decimals: decimals)
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
    return fixed(share * 100, decimals: decimals) + " %"
  }

  /// A setting of the study: whole numbers plain, others as short as they read back.
  static func number(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))".replacingMinus : "\(number)".replacingMinus
  }
}

extension String {
  fileprivate var replacingMinus: String { hasPrefix("-") ? "−" + dropFirst() : self }
}
