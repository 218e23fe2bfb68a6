import Compute

/// All rows of a data set before a study divides them, with what people call its parts.
public struct LoadedData: Sendable, Hashable {
  /// Every row; `rows` counts through from 0, over the training, validation and test files where there are several.
  public let examples: Examples
  public let pools: Pools
  /// Whether a row is known to be corrupted, [rows]; `nil` where nothing is known.
  public let corrupted: [Bool]?
  /// [classes]; the target's name alone beside real targets.
  public let classNames: [String]
  /// [features]
  public let featureNames: [String]
  /// Set where a row is a picture.
  public let imageShape: ImageShape?
  /// Columns that are neither features nor the label, one value a row.
  public let attributes: [ExampleAttribute]

  /// What the parts may be drawn from.
  public enum Pools: Sendable, Hashable {
    /// One table, from which every part is drawn.
    case whole
    /// Rows of each part one after the other. A source without a validation part has 0 there: validation is then drawn
    /// from the training rows.
    case parts(train: Int, validation: Int, test: Int)
  }

  public init(
    examples: Examples, pools: Pools = .whole, corrupted: [Bool]? = nil, classNames: [String], featureNames: [String],
    imageShape: ImageShape? = nil, attributes: [ExampleAttribute] = []
  ) {
    precondition(
      classNames.count == examples.classes && featureNames.count == examples.features.columns,
      "\(classNames.count) names for \(examples.classes) classes, \(featureNames.count) for "
        + "\(examples.features.columns) features")
    precondition(corrupted.map { $0.count == examples.count } ?? true, "flags for another number of rows")
    precondition(imageShape.map { $0.count == featureNames.count } ?? true, "an image of another size")
    precondition(attributes.allSatisfy { $0.values.count == examples.count }, "attributes of another number of rows")
    self.attributes = attributes
    (self.examples, self.pools, self.corrupted) = (examples, pools, corrupted)
    (self.classNames, self.featureNames, self.imageShape) = (classNames, featureNames, imageShape)
  }

  /// The parts a ledger describes, with the labels it gives and the noise it adds before an embedding.
  /// O(rows of the ledger · features).
  public func partition(_ ledger: Ledger) -> Partition {
    func examples(_ part: Part) -> Examples {
      let entries = ledger.entries(of: part)
      let rows = Array(ledger.rows[entries])
      return Examples(
        features: self.examples.features.rows(rows), labels: Array(ledger.labels[entries]),
        classes: self.examples.classes, rows: rows, targets: ledger.targets.map { Array($0[entries]) },
        imageShape: imageShape)
    }
    return Partition(
      train: examples(.train), validation: examples(.validation), test: examples(.test),
      corrupted: ledger.corrupted.map { Array($0[ledger.entries(of: .train)]) },
      noisy: ledger.noisy.map { Array($0[ledger.entries(of: .train)]) }
    ).adding(ledger.noises, at: .beforeEmbedding)
  }
}
