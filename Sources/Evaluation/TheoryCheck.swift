public import Compute
public import Datasets
public import Vocabulary

/// A theorem as a check that can be run: its card states it, the result says what was found and how.
public protocol TheoryCheck: Component {
  /// The case of the study whose data it looks at (replicate 0); `nil` for checks that make their own.
  var caseName: String? { get }
  /// A pure function of the arguments, the data and `run.seeds`. `partition` is given where ``caseName`` is.
  func check(_ partition: Partition?, in run: Run) throws -> TheoryResult
}

extension TheoryCheck {
  public var caseName: String? { nil }
}
