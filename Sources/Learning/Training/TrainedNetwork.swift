import Compute
import Synchronization

/// A network after its training, with softmax probabilities.
final class TrainedNetwork: Model {
  let input: NetworkInput
  let classes: Int
  let backend: any Backend
  let network: Mutex<Owned>

  /// Layers hold what a pass leaves behind and so cannot be shared: passes follow each other under the lock, all those of a
  /// question at once, since one that has no room lets the backend recover, which must not hide what another met.
  struct Owned: @unchecked Sendable {
    let network: Network
  }

  /// Takes the network over: nobody may pass anything through it any more.
  init(_ network: Network, _ input: NetworkInput, classes: Int, on backend: any Backend) {
    (self.input, self.classes, self.backend) = (input, classes, backend)
    self.network = Mutex(Owned(network: network))
  }

  /// Class probabilities. Throws ``DeviceError`` where the device fails, as one that is lost. One forward pass per row.
  func outputs(for features: Matrix) throws -> Outputs {
    let probabilities = try network.withLock { owned in
      var probabilities: [Float] = []
      probabilities.reserveCapacity(features.rows * classes)
      try InferencePasses.forEach(of: features.rows, on: backend) { rows in
        probabilities += try self.probabilities(features.rows(Array(rows)), owned.network)
      }
      return probabilities
    }
    return .probabilities(Matrix(rows: features.rows, columns: classes, probabilities))
  }

  private func probabilities(_ rows: Matrix, _ network: Network) throws(DeviceError) -> [Float] {
    let batch = NetworkExamples.Batch(
      input: try backend.tensor(input.shape(rows: rows.rows), input.elements(of: rows)),
      labels: try backend.indices([rows.rows], [Int32](repeating: 0, count: rows.rows)), weights: nil)
    return try backend.download(NetworkAnswer(of: network, to: batch, Pass(backend, .inference)).probabilities)
  }
}
