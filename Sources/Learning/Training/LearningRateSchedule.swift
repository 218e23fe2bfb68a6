import Glibc

/// How the learning rate changes over a training.
public enum LearningRateSchedule: String, Sendable, Hashable, CaseIterable {
  /// The rate stays as it is.
  case constant
  /// A tenth after half of the updates and a hundredth after three quarters (as He et al., CVPR 2016, on CIFAR-10).
  case step
  /// Half a cosine from the rate down to 0 (Loshchilov and Hutter, ICLR 2017, without restarts).
  case cosine

  /// What the learning rate is multiplied by at update `update`, counted from 0, of `count`.
  public func factor(update: Int, of count: Int) -> Double {
    precondition(0..<count ~= update, "update \(update) of \(count)")
    switch self {
    case .constant: return 1
    case .step: return 2 * update < count ? 1 : 4 * update < 3 * count ? 0.1 : 0.01
    case .cosine: return (1 + cos(Double.pi * Double(update) / Double(count))) / 2
    }
  }
}
