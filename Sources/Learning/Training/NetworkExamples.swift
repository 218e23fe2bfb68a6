import Compute
import Datasets

/// Examples where a network can reach them: inputs on its device, from which batches are gathered.
struct NetworkExamples {
  /// On the device, in the network's layout.
  let inputs: Tensor
  /// [count]
  let labels: [Int]

  /// Copies all features to the device. O(n · d).
  init(_ examples: Examples, as input: NetworkInput, on backend: any Backend) throws(DeviceError) {
    inputs = try backend.tensor(input.shape(rows: examples.count), input.elements(of: examples.features))
    labels = examples.labels
  }

  var count: Int { labels.count }

  /// Some examples of one pass.
  struct Batch {
    let input: Tensor
    let labels: Indices
    let weights: Tensor?
  }

  /// The examples at some positions, in that order; weights are [positions.count] or nil for ones, moves [positions.count, 3]
  /// for images that are seen from elsewhere.
  func batch(
    _ positions: [Int], weights: [Float]? = nil, moves: [Int32]? = nil, on backend: any Backend
  ) throws(DeviceError) -> Batch {
    let rows = try backend.indices([positions.count], positions.map { Int32($0) })
    let input = try backend.allocate([positions.count] + inputs.shape.dropFirst())
    if let moves {
      backend.gather(inputs, at: rows, moved: try backend.indices([positions.count, 3], moves), into: input)
    } else {
      backend.gather(inputs, at: rows, into: input)
    }
    let labels = try backend.indices([positions.count], positions.map { Int32(self.labels[$0]) })
    guard let weights else { return Batch(input: input, labels: labels, weights: nil) }
    return Batch(input: input, labels: labels, weights: try backend.tensor([positions.count], weights))
  }
}
