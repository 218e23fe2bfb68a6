public import Compute
public import Learning
public import Vocabulary

/// A rule that chooses which training examples a model is trained on, and how much each counts.
public protocol SelectionStrategy: Component {
  /// Whether it takes all examples whatever the fraction asked for.
  static var takesAll: Bool { get }
  /// Epochs after which it chooses anew, counted from epoch 0; `nil` for once before the training.
  var interval: Int? { get }
  /// The examples of the epochs until the next choice: ⌊fraction · n⌋ of them, at least one, unless the published rule
  /// differs and its card says so. A pure function of the round and `run.seeds`.
  func choose(_ round: SelectionRound, in run: Run) throws -> ChosenExamples
}

extension SelectionStrategy {
  public static var takesAll: Bool { false }

  /// Whether it chooses ahead of an epoch.
  func isDue(at epoch: Int) -> Bool { interval.map { epoch % $0 == 0 } ?? (epoch == 0) }
}
