import Glibc

/// Variables of the process's environment that say how a device is used.
struct ProcessVariables: Sendable {
  /// `WORKBENCH_DEVICE_MEMORY` in bytes: the most to take of a device's memory, given in MiB.
  var deviceMemory: Int? { Self.text("WORKBENCH_DEVICE_MEMORY").flatMap { Int($0) }.map { $0 << 20 } }

  /// Where compiled kernels are kept: `XDG_CACHE_HOME`, or `.cache` in the home folder; `nil` where there is neither.
  var cacheFolder: String? { Self.text("XDG_CACHE_HOME") ?? Self.text("HOME").map { "\($0)/.cache" } }

  private static func text(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
