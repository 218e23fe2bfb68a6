/// One step of gradient descent with momentum: v ← μ v + g + λ w, then w ← w − η v, or w − η (g + λ w + μ v) with
/// Nesterov's look ahead (Sutskever et al., ICML 2013).
public struct MomentumStep: Sendable, Hashable {
  /// η
  public let learningRate: Float
  /// μ
  public let momentum: Float
  /// λ
  public let weightDecay: Float
  public let isNesterov: Bool

  public init(learningRate: Float, momentum: Float = 0, weightDecay: Float = 0, isNesterov: Bool = false) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.isNesterov = isNesterov
  }
}
