/// What arithmetic on tensors happens on.
public enum Device: Sendable, Hashable {
  /// The processor.
  case cpu
  /// A graphics processor of NVIDIA.
  case cuda(Precision)

  /// As studies and messages call it: `cpu` or `cuda`.
  public var name: String {
    switch self {
    case .cpu: "cpu"
    case .cuda: "cuda"
    }
  }

  /// The device's backend, with so many threads of the processor. Nothing falls back in silence: throws
  /// ``DeviceError/missing(device:reason:)`` where there is none.
  public func backend(threads: Int = 1) throws(DeviceError) -> any Backend {
    switch self {
    case .cpu: CPUBackend(threads: threads)
    case .cuda(let precision): try CUDABackend(on: .shared(), precision)
    }
  }
}
