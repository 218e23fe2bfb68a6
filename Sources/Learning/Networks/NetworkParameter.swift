public import Compute

/// Numbers of a layer under a name that is unique in its network, such as `head.weight`.
public struct NetworkParameter: Sendable {
  public let name: String
  public let value: Tensor
  /// Where backward passes write; nil for statistics that forward passes gather, which no step moves.
  public let gradient: Tensor?
}
