import Compute
import Glibc

/// What the numbers were measured on, and how much memory that took.
package enum Machine {
  package static func description(threads: Int) -> String {
    "\(processor), \(processors) processors, \(threads) threads; "
      + "OpenBLAS \(LinearAlgebra.openBLASVersion), \(LinearAlgebra.openBLASCore) kernels"
  }

  package static var processor: String { field("model name", of: "/proc/cpuinfo") ?? "unknown processor" }

  /// Those the system may use now.
  package static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Bytes of main memory that a program may still take; 0 where the system does not say.
  package static var availableMemory: Int { (kilobytes("MemAvailable", of: "/proc/meminfo") ?? 0) << 10 }

  /// The largest resident memory since the last ``resetPeak()``, in megabytes.
  package static var peakMegabytes: Double {
    kilobytes("VmHWM", of: "/proc/self/status").map { Double($0) / 1024 } ?? .nan
  }

  /// Forgets earlier peaks; the kernel takes 5 for that.
  package static func resetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  private static func kilobytes(_ name: String, of path: String) -> Int? {
    field(name, of: path)?.split(separator: " ").first.flatMap { Int($0) }
  }

  /// What stands behind a name and a colon in the first such line of a file.
  private static func field(_ name: String, of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    while let line = nextLine(of: file) {
      guard line.hasPrefix(name), let colon = line.firstIndex(of: ":") else { continue }
      return String(line[line.index(after: colon)...].drop { $0.isWhitespace })
    }
    return nil
  }
}

/// The next line of an open file without its end, or nil after the last.
func nextLine(of file: UnsafeMutablePointer<FILE>) -> String? {
  var (letters, capacity): (UnsafeMutablePointer<CChar>?, Int) = (nil, 0)
  defer { free(letters) }
  guard getline(&letters, &capacity, file) >= 0, let letters else { return nil }
  let line = String(cString: letters)
  return line.hasSuffix("\n") ? String(line.dropLast()) : line
}
