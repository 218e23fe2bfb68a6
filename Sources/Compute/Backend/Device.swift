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

  /// What results depend on besides the program, in one line: `cpu`, whose library is told of elsewhere, or a graphics
  /// processor with the versions of what drives it. Throws ``DeviceError/missing(device:reason:)`` where there is none.
  public func identity() throws(DeviceError) -> String {
    switch self {
    case .cpu: name
    case .cuda(let precision): "\(name): \(try CUDADevice.shared().description.identity), \(precision.rawValue)"
    }
  }

  /// What the graphics processor is; `nil` for the processor. Throws as ``identity()`` does.
  package func description() throws(DeviceError) -> CUDADescription? {
    switch self {
    case .cpu: nil
    case .cuda: try CUDADevice.shared().description
    }
  }

  /// How exact large products are.
  public var precision: Precision {
    switch self {
    case .cpu: .single
    case .cuda(let precision): precision
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
