import Glibc
import Measuring

/// The lines of the table that one part adds; each is printed as soon as it is known.
final class Findings {
  private let part: CheckPart
  /// Whether nothing disagreed or failed so far.
  private(set) var isGood = true

  init(part: CheckPart) { self.part = part }

  /// One line: what was looked at, in which precision, what the device gave, what stands beside it, and what follows.
  func add(_ what: String, _ precision: String = "", device: String, beside: String = "", _ verdict: String = "") {
    write(what, precision, device, beside, verdict)
  }

  func failed(_ what: String, _ precision: String, _ reason: String) {
    isGood = false
    write(what, precision, "", "", "**failed**: \(reason)")
  }

  func skipped(_ what: String, _ precision: String, _ reason: String) {
    write(what, precision, "", "", "skipped: \(reason)")
  }

  /// A comparison against a bound that is stated with it.
  func compared(_ what: String, _ precision: String, device: String, beside: String, agrees: Bool) {
    isGood = isGood && agrees
    write(what, precision, device, beside, agrees ? "agrees" : "**disagrees**")
  }

  private func write(_ what: String, _ precision: String, _ device: String, _ beside: String, _ verdict: String) {
    print(Self.line(part, what, precision, device, beside, verdict))
    fflush(nil)
  }

  static func line(
    _ part: CheckPart, _ what: String, _ precision: String, _ device: String, _ beside: String, _ verdict: String
  ) -> String {
    // A bar or a new line would end a cell.
    MarkdownTable.line(
      [part.rawValue, what, precision, device, beside, verdict].map { cell in
        String(cell.map { $0 == "|" ? "/" : $0.isNewline ? " " : $0 })
      })
  }
}
