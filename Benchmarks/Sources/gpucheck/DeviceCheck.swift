import Compute
import Measuring

/// What the device is.
struct DeviceCheck {
  let context: CheckContext

  /// Throws ``DeviceError/missing(device:reason:)`` where there is none.
  func run() throws {
    var seconds = 0.0
    let backend = try open(&seconds)
    context.findings.add("opened, kernels compiled or found in the cache", device: "\(seconds.rounded(to: 2)) s")
    try backend.synchronise()
    context.findings.add("what it is", device: try Device.cuda(.single).identity())
    var text: [String] = []
    let fields = "name,compute_cap,driver_version,memory.total,power.limit"
    let status = Command(["sh", "-c", "nvidia-smi --query-gpu=\(fields) --format=csv,noheader 2>/dev/null"]).run {
      text.append($0)
    }
    guard status == 0 else { return context.findings.skipped("what nvidia-smi says", "", "it cannot be run") }
    context.findings.add("what nvidia-smi says", device: text.joined(separator: "; "))
  }

  private func open(_ duration: inout Double) throws -> any Backend {
    let clock = ContinuousClock()
    let start = clock.now
    let backend = try Device.cuda(.single).backend()
    duration = (clock.now - start) / .seconds(1)
    return backend
  }
}
