public import Compute
public import Datasets
public import Vocabulary

/// Features as the data set has them.
public struct Identity: Embedding {
  public static let card = Card(
    "identity", .embedding, revision: 1, "Leaves the features as the data set has them.", formula: #"x \mapsto x"#,
    symbols: [
      .init("x", "the features of a row")
    ],
    synonyms: ["none", "raw"])
  public static let isCheap = true

  public init(_ arguments: Arguments) {}

  public func embed(_ partition: Partition, in run: Run) throws -> Partition { partition }
}
