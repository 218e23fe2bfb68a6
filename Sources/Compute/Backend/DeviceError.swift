/// What can go wrong with a device, with the facts a message needs.
public enum DeviceError: Error, Hashable, CustomStringConvertible {
  /// There is no such device on this machine, with the reason.
  case missing(device: String, reason: String)
  /// The device has no room for so many bytes more: so many are used of those it may take.
  case outOfMemory(device: String, bytes: Int, used: Int, budget: Int)
  /// A variable of the environment that says how a device is used is not what it must be.
  case unreadable(variable: String, text: String, expected: String)
  /// An earlier computation failed on the device, with its own words.
  case failed(device: String, reason: String)

  public var description: String {
    switch self {
    case .missing(let device, let reason):
      "the device '\(device)' is not available: \(reason). Install what is missing, name its folder in WORKBENCH_CUDA, or "
        + "choose the device cpu"
    case .outOfMemory:
      "\(reason); run less at once with a lower -j, end other programs that use the device, raise WORKBENCH_DEVICE_MEMORY if "
        + "it is set, or choose the device cpu"
    case .unreadable: "\(reason); set it so, or unset it"
    case .failed(let device, let reason): "a computation failed on the device '\(device)': \(reason)"
    }
  }

  /// What is wrong, without what to do.
  package var reason: String {
    switch self {
    case .missing(_, let reason), .failed(_, let reason): reason
    case .unreadable(let variable, let text, let expected): "\(variable) must be \(expected), and is '\(text)'"
    case .outOfMemory(let device, let bytes, let used, let budget):
      "the device '\(device)' has no room for \(Self.mebibytes(bytes)) more: \(Self.mebibytes(used)) of "
        + "\(Self.mebibytes(budget)) are used"
    }
  }

  /// Rounded up, with thousands apart: `1,300 MiB`.
  package static func mebibytes(_ bytes: Int) -> String {
    let digits = Array("\((bytes + (1 << 20) - 1) >> 20)")
    let groups = stride(from: digits.count % 3 - 3, to: digits.count, by: 3).map { first in
      String(digits[max(0, first)..<first + 3])
    }
    return groups.filter { !$0.isEmpty }.joined(separator: ",") + " MiB"
  }
}
