import Compute
import Datasets

/// Examples where a network can reach them: inputs on its device, from which batches are gathered.
struct NetworkExamples {
  /// On the device, in the network's layout.
  let inputs: Tensor
  /// [count]
  let labels: [Int]
  /// [count], or nil for ones.
  let weights: [Float]?

  /// Copies all features to the device. O(n · d).
  init(_ examples: Examples, weights: [Float]?, as input: NetworkInput, on backend: any Backend) throws(DeviceError) {
    inputs = try backend.tensor(input.shape(rows: examples.count), input.elements(of: examples.features))
    (labels, self.weights) = (examples.labels, weights)
  }

  private init(inputs: Tensor, labels: [Int]) { (self.inputs, self.labels, weights) = (inputs, labels, nil) }

  /// The same examples, all of weight one; shares the inputs.
  var withoutWeights: NetworkExamples { NetworkExamples(inputs: inputs, labels: labels) }

  var count: Int { labels.count }

  /// Some examples of one pass.
  struct Batch {
    let input: Tensor
    let labels: Indices
    let weights: Tensor?
  }

  /// The examples at some positions, in that order.
  func batch(_ positions: [Int], on backend: any Backend) throws(DeviceError) -> Batch {
    let rows = try backend.indices([positions.count], positions.map { Int32($0) })
    let input = try backend.allocate([positions.count] + inputs.shape.dropFirst())
    backend.gather(inputs, at: rows, into: input)
    let labels = try backend.indices([positions.count], positions.map { Int32(self.labels[$0]) })
    guard let weights else { return Batch(input: input, labels: labels, weights: nil) }
    let chosen = try backend.tensor([positions.count], positions.map { weights[$0] })
    return Batch(input: input, labels: labels, weights: chosen)
  }
}
