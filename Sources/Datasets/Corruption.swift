public import Compute
public import Vocabulary

/// A deliberate damage to a data set that leaves a record of what was changed.
public protocol Corruption: Component {
  /// The ledger after the damage; a pure function of its arguments.
  func corrupt(_ ledger: Ledger, classes: Int, seeds: SeedStream) throws(DatasetError) -> Ledger
}
