public import Vocabulary

/// A block of `claims`: a sentence of a paper as a paired comparison with a margin.
public struct ClaimBlock: Sendable {
  public let name: String
  /// Where the sentence comes from, as the study writes it; "" where it does not say.
  public let from: String
  /// The sentence.
  public let says: String
  /// What is compared; never a volatile column.
  public let metric: Query.MetricQuery
  /// Labels of the two instances.
  public let left: String
  public let right: String
  /// Whether left − right should lie above the margin, or right − left.
  public let relation: Relation
  public let margin: Double
  /// Whether a claim that is not reproduced ends the run with exit code 2.
  public let isRequired: Bool
  public let line: Int

  public init(
    name: String, from: String, says: String, metric: Query.MetricQuery, left: String, right: String,
    relation: Relation, margin: Double, isRequired: Bool, line: Int
  ) {
    (self.name, self.from, self.says, self.metric) = (name, from, says, metric)
    (self.left, self.right, self.relation, self.margin) = (left, right, relation, margin)
    (self.isRequired, self.line) = (isRequired, line)
  }
}

/// A block of `theory`.
public struct TheoryBlock: Sendable {
  public let check: ComponentBlock
  /// Whether a check that fails ends the run with exit code 2.
  public let isRequired: Bool
  public init(check: ComponentBlock, isRequired: Bool) { (self.check, self.isRequired) = (check, isRequired) }
}
