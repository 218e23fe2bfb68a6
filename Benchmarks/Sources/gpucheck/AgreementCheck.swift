import Compute
import Measuring

/// Every primitive on the device beside the processor, twice for equal bits, in each precision that changes it.
struct AgreementCheck {
  let context: CheckContext

  func run() throws {
    let (isSmall, threads) = (context.options.isSmall, context.options.threads)
    for item in AgreementCases(isSmall: isSmall, threads: threads).all {
      guard context.budget.left > 0 else {
        context.findings.skipped(item.name, "", "the part's time is spent")
        continue
      }
      do { try compare(item) } catch let error as DeviceError { context.findings.failed(item.name, "", "\(error)") }
    }
  }

  private func compare(_ item: AgreementCase) throws {
    let truths = try numbers(of: item, on: .cpu)
    for precision in item.tolerance.precisions {
      let found = try numbers(of: item, on: .cuda(precision))
      let again = try numbers(of: item, on: .cuda(precision))
      let isRepeated = zip(found, again).allSatisfy { $0.map(\.bitPattern) == $1.map(\.bitPattern) }
      let (error, bound) = (Self.largestError(of: found, beside: truths), item.tolerance.bound(precision))
      context.findings.compared(
        item.name, precision.rawValue,
        device: "off by \(Self.scientific(error))\(isRepeated ? "" : "; **other bits in a second run**")",
        beside: "at most \(Self.scientific(bound))", agrees: error <= bound && isRepeated)
    }
  }

  private func numbers(of item: AgreementCase, on device: Device) throws -> [[Float]] {
    let backend = try device.backend(threads: context.options.threads)
    return try item.compute(backend).map { try backend.download($0) }
  }

  /// Relative to the largest number of the tensor; infinite where a number is none on one side only.
  private static func largestError(of found: [[Float]], beside truths: [[Float]]) -> Double {
    var largest = 0.0
    for (found, truth) in zip(found, truths) {
      guard found.count == truth.count else { return .infinity }
      let scale = truth.reduce(0) { max($0, abs(Double($1))) }
      for (a, b) in zip(found, truth) where a != b {
        let error = abs(Double(a) - Double(b)) / scale
        largest = error.isFinite ? max(largest, error) : .infinity
      }
    }
    return largest
  }

  /// Two digits, as in 3.1e-07.
  static func scientific(_ number: Double) -> String {
    guard number > 0 && number.isFinite else { return number == 0 ? "0" : "\(number)" }
    var (mantissa, power) = (number, 0)
    while mantissa < 1 { (mantissa, power) = (mantissa * 10, power - 1) }
    while mantissa >= 10 { (mantissa, power) = (mantissa / 10, power + 1) }
    return "\(mantissa.rounded(to: 1))e\(power)"
  }
}
