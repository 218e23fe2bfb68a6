/// What can go wrong with a device, with the facts a message needs.
public enum DeviceError: Error, Hashable, CustomStringConvertible {
  /// There is no such device on this machine, with the reason.
  case missing(device: String, reason: String)
  /// The device has no room for so many bytes more: so many are used of those it may take.
  case outOfMemory(device: String, bytes: Int, used: Int, budget: Int)
  /// An earlier computation failed on the device, with its own words.
  case failed(device: String, reason: String)

  public var description: String {
    switch self {
    case .missing(let device, let reason):
      "the device '\(device)' is not available: \(reason); choose another device, or install what it needs"
    case .outOfMemory(let device, let bytes, let used, let budget):
      "the device '\(device)' has no room for \(bytes) bytes more: \(used) of \(budget) are used; lower the batch size, or "
        + "choose another device"
    case .failed(let device, let reason): "a computation failed on the device '\(device)': \(reason)"
    }
  }
}
