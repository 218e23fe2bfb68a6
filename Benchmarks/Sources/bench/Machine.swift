import Compute
import Foundation

/// What the numbers were measured on, and how much memory that took.
enum Machine {
  static func description(threads: Int) -> String {
    "\(processor), \(ProcessInfo.processInfo.activeProcessorCount) processors, \(threads) threads; "
      + "OpenBLAS \(LinearAlgebra.openBLASVersion), \(LinearAlgebra.openBLASCore) kernels"
  }

  private static var processor: String { field("model name", of: "/proc/cpuinfo") ?? "unknown processor" }

  /// The largest resident memory since the last ``resetPeak()``, in megabytes.
  static var peakMegabytes: Double {
    let kilobytes = field("VmHWM", of: "/proc/self/status")?.split(separator: " ").first.flatMap { Double($0) }
    return (kilobytes ?? .nan) / 1024
  }

  /// Forgets earlier peaks; the kernel takes 5 for that.
  static func resetPeak() {
    guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
    file.write(Data("5".utf8))
  }

  private static func field(_ name: String, of path: String) -> String? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    return text.split(separator: "\n").first { $0.hasPrefix(name) }?.split(separator: ":").last
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
