public import Compute

/// The sum of a path and of a shortcut past it, then rectified if so asked (He et al., CVPR 2016).
public final class ResidualBlock: Layer {
  private let path: LayerSequence
  /// nil where the input itself is added, which needs the path to keep its shape.
  private let shortcut: LayerSequence?
  private let rectifier: Rectifier?

  public init(_ path: [any Layer], shortcut: [any Layer]? = nil, isRectified: Bool) {
    self.path = LayerSequence(path)
    self.shortcut = shortcut.map { LayerSequence($0) }
    rectifier = isRectified ? Rectifier() : nil
  }

  public var parameters: [NetworkParameter] { path.parameters + (shortcut?.parameters ?? []) }

  public func forward(_ input: Tensor, _ pass: Pass) throws(DeviceError) -> Tensor {
    let sum = try sum(path.forward(input, pass), shortcut?.forward(input, pass) ?? input, pass.backend)
    return try rectifier?.forward(sum, pass) ?? sum
  }

  public func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) throws(DeviceError) -> Tensor? {
    let gradient = try rectifier?.backward(outputGradient, needsInput: true, pass) ?? outputGradient
    let main = try path.backward(gradient, needsInput: needsInput, pass)
    let side = try shortcut == nil ? gradient : shortcut?.backward(gradient, needsInput: needsInput, pass)
    guard let main, let side else { return nil }
    return try sum(main, side, pass.backend)
  }

  /// A tensor of its own: layers may keep either term.
  private func sum(_ a: Tensor, _ b: Tensor, _ backend: any Backend) throws(DeviceError) -> Tensor {
    let sum = try backend.allocate(a.shape)
    backend.copy(a, into: sum)
    backend.add(b, times: 1, to: sum)
    return sum
  }
}
