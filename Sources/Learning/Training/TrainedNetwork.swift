import Compute
import Synchronization

/// A network after its training, with softmax probabilities.
final class TrainedNetwork: Model {
  let input: NetworkInput
  let classes: Int
  let backend: any Backend
  let network: Mutex<Owned>

  /// Layers hold what a pass leaves behind and so cannot be shared: passes follow each other under the lock.
  struct Owned: @unchecked Sendable {
    let network: Network
  }

  /// Takes the network over: nobody may pass anything through it any more.
  init(_ network: Network, _ input: NetworkInput, classes: Int, on backend: any Backend) {
    (self.input, self.classes, self.backend) = (input, classes, backend)
    self.network = Mutex(Owned(network: network))
  }

  /// Class probabilities. One forward pass per row.
  func outputs(for features: Matrix) -> Outputs {
    var probabilities: [Float] = []
    probabilities.reserveCapacity(features.rows * classes)
    for first in stride(from: 0, to: features.rows, by: LastLayerTerms.passSize) {
      let rows = features.rows(Array(first..<min(first + LastLayerTerms.passSize, features.rows)))
      probabilities += block(rows)
    }
    return .probabilities(Matrix(rows: features.rows, columns: classes, probabilities))
  }

  /// Probabilities of the rows of one pass. A device that is lost after a training was done on it leaves nothing to answer
  /// with; the processor's backend throws nothing.
  private func block(_ rows: Matrix) -> [Float] {
    do {
      return try network.withLock { owned in try probabilities(rows, owned.network) }
    } catch {
      preconditionFailure("the model's device '\(backend.name)' failed: \(error)")
    }
  }

  private func probabilities(_ rows: Matrix, _ network: Network) throws(DeviceError) -> [Float] {
    let batch = NetworkExamples.Batch(
      input: try backend.tensor(input.shape(rows: rows.rows), input.elements(of: rows)),
      labels: try backend.indices([rows.rows], [Int32](repeating: 0, count: rows.rows)), weights: nil)
    return try backend.download(NetworkAnswer(of: network, to: batch, Pass(backend, .inference)).probabilities)
  }
}
