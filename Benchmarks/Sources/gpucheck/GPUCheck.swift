import Compute
import Glibc
import Measuring

/// Checks and measures a graphics processor of NVIDIA, and prints one table in Markdown. Usage:
/// `gpucheck [PART…] [--small] [--output FILE] [--data-dir DIR] [--peers DIR] [--python PROGRAM] [--threads N] [--minutes N]`.
///
/// Every part runs in a process of its own under a time limit, so that one that traps or hangs takes no other with it.
/// Exit code 1 where something disagreed, failed or was stopped; 69 where there is no device.
@main
struct GPUCheck {
  static func main() {
    do {
      let options = try CheckOptions(Array(CommandLine.arguments.dropFirst()))
      exit(options.isAlone ? alone(options) : try all(options))
    } catch {
      stop("\(error)", code: 64)
    }
  }

  /// Runs one part in this process.
  private static func alone(_ options: CheckOptions) -> Int32 {
    guard let part = options.parts.first else { return 64 }
    let findings = Findings(part: part)
    do {
      try part.run(CheckContext(options: options, findings: findings))
    } catch DeviceError.missing(let device, let reason) {
      stop("\(DeviceError.missing(device: device, reason: reason))", code: 69)
    } catch {
      findings.failed("the rest", "", "\(error)")
    }
    return findings.isGood ? 0 : 1
  }

  /// Runs each part in a process of its own and gathers what they print.
  private static func all(_ options: CheckOptions) throws -> Int32 {
    let page = Page(path: options.output, title: "Processor: \(Machine.description(threads: options.threads)).")
    let end = TimeBudget(seconds: options.minutes * 60)
    var status: Int32 = 0
    for part in options.parts {
      let seconds = min(part.seconds, Int(end.left))
      guard seconds > 5 else {
        try page.write(Findings.line(part, "all of it", "", "", "", "skipped: the time is spent"))
        continue
      }
      let found = try PartProcess(part: part, options: options, seconds: seconds).run(onto: page)
      if part == .device && found == 69 { return 69 }
      status = max(status, min(found, 1))
    }
    return status
  }

  private static func stop(_ message: String, code: Int32) -> Never {
    let bytes = Array((message + "\n").utf8)
    _ = write(2, bytes, bytes.count)
    exit(code)
  }
}
