import Vocabulary

/// The epochs at whose start a training is looked at: 0, n, 2n, ….
struct WatchedEpochs {
  let every: Int

  static let parameter = Parameter<Int>.integer(
    "every", 1...1_000_000, default: 1, unit: "epochs",
    help: "Look at the training before epochs 0, n, 2n, …; each look is a forward pass over all examples.",
    synonyms: ["interval", "stride", "watch_every"])

  func contains(_ epoch: Int) -> Bool { epoch % every == 0 }

  /// How many there are in a training of so many epochs.
  func count(of epochs: Int) -> Int { (epochs + every - 1) / every }
}
