import Compute
import Vocabulary

/// The random streams of a study: a role, a replicate and the content of the data; never a name or an order.
struct Streams {
  let root: SeedStream

  init(seed: UInt64) { root = SeedStream(root: seed).branch("workbench study") }

  /// Draws a synthetic data set; one finite set for all replicates.
  func source(_ data: ContentKey) -> SeedStream { root.branch("source").branch(data) }

  /// Splits and corrupts it anew in each replicate.
  func ledger(_ data: ContentKey, _ replicate: Int) -> SeedStream {
    root.branch("split").branch(replicate).branch(data)
  }

  /// Trains a network of an embedding on another data set.
  func network(_ data: ContentKey, _ replicate: Int) -> SeedStream {
    root.branch("network").branch(replicate).branch(data)
  }

  /// Samples of a theory check, with the data it looks at.
  func theory(_ caseKey: ContentKey?) -> SeedStream { root.branch("theory").branch(caseKey?.description ?? "") }

  /// Initialisation, mini-batches and permutations, shared by all methods and tasks of a case.
  func valuation(_ caseKey: ContentKey, _ replicate: Int) -> SeedStream {
    root.branch("valuation").branch(replicate).branch(caseKey)
  }
}
