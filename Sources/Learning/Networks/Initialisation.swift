public import Compute

/// Makes a network's parameters: on which device, and from which stream.
///
/// Draws depend on the stream and the parameter's name alone.
public struct Initialisation: Sendable {
  public let backend: any Backend
  public let seeds: SeedStream

  public init(on backend: any Backend, seeds: SeedStream) { (self.backend, self.seeds) = (backend, seeds) }

  /// Normal draws of variance 2 / inputs, which keep the size of activations through rectified layers (He et al., ICCV
  /// 2015); `inputs` is how many numbers each output sums over.
  func weights(_ name: String, _ shape: [Int], inputs: Int) throws(DeviceError) -> NetworkParameter {
    try normal(name, shape, deviation: (2 / Double(max(1, inputs))).squareRoot())
  }

  /// Normal draws of standard deviation 0.01, for a layer of logits: no rectifier halves what leaves it, and logits that
  /// are large before training are mere noise (as Simonyan and Zisserman, ICLR 2015, start theirs).
  func smallWeights(_ name: String, _ shape: [Int]) throws(DeviceError) -> NetworkParameter {
    try normal(name, shape, deviation: 0.01)
  }

  private func normal(_ name: String, _ shape: [Int], deviation: Double) throws(DeviceError) -> NetworkParameter {
    let stream = seeds.branch(name)
    let draws = (0..<shape.reduce(1, *)).map { Float(deviation * stream.normal($0)) }
    return NetworkParameter(
      name: name, value: try backend.tensor(shape, draws), gradient: try backend.tensor(shape, filledWith: 0))
  }

  /// Equal numbers that steps will move.
  func constants(_ name: String, _ shape: [Int], _ value: Float) throws(DeviceError) -> NetworkParameter {
    NetworkParameter(
      name: name, value: try backend.tensor(shape, filledWith: value),
      gradient: try backend.tensor(shape, filledWith: 0))
  }

  /// Equal numbers that forward passes will move.
  func statistics(_ name: String, _ shape: [Int], _ value: Float) throws(DeviceError) -> NetworkParameter {
    NetworkParameter(name: name, value: try backend.tensor(shape, filledWith: value), gradient: nil)
  }
}
