import Glibc

/// Variables of the process's environment that say how a device is used.
struct ProcessVariables: Sendable {
  /// `WORKBENCH_DEVICE_MEMORY` in bytes: the most to take of a device's memory, given in MiB; `nil` where it is not set.
  /// Throws ``DeviceError/unreadable(variable:text:expected:)`` for anything but a count.
  func deviceMemory() throws(DeviceError) -> Int? {
    let (name, most) = ("WORKBENCH_DEVICE_MEMORY", Int.max >> 20)
    guard let text = Self.text(name) else { return nil }
    guard let mebibytes = Int(text), (1...most).contains(mebibytes) else {
      throw .unreadable(variable: name, text: text, expected: "a whole number of MiB from 1 to \(most)")
    }
    return mebibytes << 20
  }

  /// Where compiled kernels are kept: `XDG_CACHE_HOME`, which counts only if it is an absolute path, or `.cache` in the home
  /// folder; `nil` where there is neither.
  var cacheFolder: String? {
    let folder = Self.text("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    return folder ?? Self.text("HOME").map { "\($0)/.cache" }
  }

  private static func text(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
