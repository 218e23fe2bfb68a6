/// Examples passed through a network.
public struct SelectionCost: Sendable, Hashable {
  /// In updates: forward and backward.
  public var trained = 0
  /// In questions: forward only.
  public var asked = 0

  public init(trained: Int = 0, asked: Int = 0) { (self.trained, self.asked) = (trained, asked) }

  public static func += (left: inout SelectionCost, right: SelectionCost) {
    left.trained += right.trained
    left.asked += right.asked
  }
}
