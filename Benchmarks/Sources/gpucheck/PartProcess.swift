import Glibc
import Measuring

/// A part in a process of its own, which is stopped when its time is over.
struct PartProcess {
  let part: CheckPart
  let options: CheckOptions
  let seconds: Int

  /// Its status; what it printed is on the page, and a line that says so where it did not end by itself.
  func run(onto page: Page) throws -> Int32 {
    var failure: Misuse?
    let words = ["timeout", "-k", "5", "\(seconds)", try Self.program()] + options.words(for: part, seconds: seconds)
    let status = Command(words).run { line in
      do throws(Misuse) { try page.write(line) } catch { failure = error }
    }
    if let failure { throw failure }
    guard status > 1 && status != 69 else { return status }
    let reason = status == 124 || status == 137 ? "stopped after \(seconds) s" : "ended by \(Self.words(for: status))"
    try page.write(Findings.line(part, "the rest", "", "", "", "**failed**: \(reason)"))
    return status
  }

  private static func words(for status: Int32) -> String {
    status > 128 ? "signal \(status - 128)" : "status \(status)"
  }

  /// This program's own file.
  private static func program() throws(Misuse) -> String {
    var letters = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &letters, letters.count - 1)
    guard count > 0 else { throw Misuse("/proc/self/exe does not name this program") }
    return String(decoding: letters.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
