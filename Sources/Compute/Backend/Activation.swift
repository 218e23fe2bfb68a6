/// What a hidden unit makes of its input.
public enum Activation: String, Sendable, Hashable, CaseIterable {
  case relu, tanh
}
