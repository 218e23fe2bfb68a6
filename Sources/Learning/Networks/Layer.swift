public import Compute

/// A part of a network with gradients written by hand.
///
/// A layer belongs to one training: passes follow each other. A forward pass in training keeps what the backward pass
/// needs, which uses it up.
public protocol Layer: AnyObject {
  /// Numbers the layer holds, in a fixed order.
  var parameters: [NetworkParameter] { get }
  /// The output for a batch of examples, which lie along the first axis of both.
  func forward(_ input: Tensor, _ pass: Pass) throws(DeviceError) -> Tensor
  /// Writes the gradients of the parameters, given that of the last forward pass's output, and returns the gradient of
  /// its input, or nil where that is not needed.
  func backward(_ outputGradient: Tensor, needsInput: Bool, _ pass: Pass) throws(DeviceError) -> Tensor?
}

extension Layer {
  public var parameters: [NetworkParameter] { [] }
}

/// What a pass through a network needs besides its inputs.
public struct Pass: Sendable {
  public let backend: any Backend
  public let mode: Mode

  public init(_ backend: any Backend, _ mode: Mode) { (self.backend, self.mode) = (backend, mode) }

  /// What a pass is for.
  public enum Mode: Sendable, Hashable {
    /// An update of the parameters, with the stream of its random draws; a backward pass may follow.
    case training(SeedStream)
    /// Asking the network, which changes nothing in it.
    case inference
  }

  /// Whether a backward pass may follow.
  var isTraining: Bool { mode != .inference }
}

/// What a forward pass keeps for the backward pass.
struct Kept<Value> {
  private var value: Value?

  init() {}

  /// Keeps a value if the pass trains.
  mutating func keep(_ value: @autoclosure () -> Value, in pass: Pass) { self.value = pass.isTraining ? value() : nil }

  /// Gives the value back and forgets it; stops where no forward pass of training came before.
  mutating func take(for layer: String) -> Value {
    guard let value else {
      preconditionFailure("a backward pass through '\(layer)' without a forward pass in training")
    }
    self.value = nil
    return value
  }
}
