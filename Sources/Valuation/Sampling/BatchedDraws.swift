import Vocabulary

/// A total of draws cut into batches of one size, the last of which may be shorter.
public struct BatchedDraws: Sendable, Hashable {
  /// All draws.
  public let total: Int
  /// Draws of a whole batch.
  public let size: Int

  /// At least one draw, in batches of at least one.
  public init(total: Int, size: Int) {
    precondition(total > 0 && size > 0, "\(total) draws in batches of \(size)")
    (self.total, self.size) = (total, size)
  }

  /// The number of batches.
  public var batches: Int { (total + size - 1) / size }

  /// The draws of a batch, counted over all batches.
  public func range(ofBatch index: Int) -> Range<Int> {
    precondition(0..<batches ~= index, "no batch \(index) of \(batches)")
    return index * size..<min((index + 1) * size, total)
  }

  /// How many draws a batch has, for its key: a cut batch is never taken for a whole one.
  func countValue(ofBatch index: Int) -> Value { .integer(range(ofBatch: index).count) }
}
