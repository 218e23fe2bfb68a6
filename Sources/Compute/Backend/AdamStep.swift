import Glibc

/// One step of Adam (Kingma and Ba, ICLR 2015), its weight decay added to the gradient.
///
/// m ← β₁ m + (1 − β₁) g and s ← β₂ s + (1 − β₂) g², then w ← w − η m̂ / (√ŝ + ε) with both corrected for their start at 0.
public struct AdamStep: Sendable, Hashable {
  /// η
  public let learningRate: Float
  /// β₁
  public let firstDecay: Float
  /// β₂
  public let secondDecay: Float
  /// ε
  public let epsilon: Float
  public let weightDecay: Float
  /// η / (1 − β₁ᵗ)
  let correctedRate: Float
  /// 1 / √(1 − β₂ᵗ)
  let correction: Float

  /// Step `number` of a training, counted from 1.
  public init(
    number: Int, learningRate: Float = 0.001, firstDecay: Float = 0.9, secondDecay: Float = 0.999,
    epsilon: Float = 1e-8, weightDecay: Float = 0
  ) {
    precondition(number > 0, "steps of Adam count from 1, not \(number)")
    (self.learningRate, self.firstDecay, self.secondDecay) = (learningRate, firstDecay, secondDecay)
    (self.epsilon, self.weightDecay) = (epsilon, weightDecay)
    correctedRate = Float(Double(learningRate) / (1 - pow(Double(firstDecay), Double(number))))
    correction = Float(1 / (1 - pow(Double(secondDecay), Double(number))).squareRoot())
  }
}
