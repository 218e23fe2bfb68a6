import Vocabulary

/// How many examples an update of gradient descent sees.
public enum BatchSize: Sendable, Hashable {
  case full
  case count(Int)

  /// Reads an integer or the word `full`.
  @Sendable init?(_ value: Value) {
    switch value {
    case .integer(let count): self = .count(count)
    case .text("full"): self = .full
    default: return nil
    }
  }

  /// The size for a number of examples: never more than there are.
  func examples(of count: Int) -> Int {
    switch self {
    case .full: count
    case .count(let size): min(size, count)
    }
  }
}
