/// What arithmetic on tensors happens on, by the name that a study gives it.
public enum Device: String, Sendable, Hashable, CaseIterable {
  /// The processor.
  case cpu
  /// A graphics processor of NVIDIA.
  case cuda

  /// The device's backend, with so many threads of the processor. Nothing falls back in silence: throws
  /// ``DeviceError/missing(device:reason:)`` where there is none.
  public func backend(threads: Int = 1) throws(DeviceError) -> any Backend {
    switch self {
    case .cpu: return CPUBackend(threads: threads)
    case .cuda: throw .missing(device: rawValue, reason: "this version computes on the processor alone")
    }
  }
}
