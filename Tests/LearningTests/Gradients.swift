import Compute
import Learning
import Testing

/// Compares gradients written by hand with central differences, in the double precision of the reference.
struct Gradients {
  let backend = ReferenceBackend()
  let pass = Pass(ReferenceBackend(), .training(SeedStream(root: 8)))
  var start: Initialisation { Initialisation(on: backend, seeds: SeedStream(root: 9)) }

  /// Half the distance of a difference. Its error, of the order of its square times the third derivative, and the
  /// rounding, 10⁻¹⁶ divided by it, are both below 10⁻⁹.
  static let step = 1e-5
  /// A hundred times these errors, relative to the largest slope, which is of the order of 1.
  static let tolerance = 1e-6

  func random(_ shape: [Int], _ seed: UInt64) -> Tensor {
    let (stream, tensor) = (SeedStream(root: seed), backend.allocate(shape))
    backend.set(tensor, (0..<tensor.count).map { stream.normal($0) })
    return tensor
  }

  /// Checks the gradients of a random linear function of a layer's output.
  func check(_ layer: any Layer, input shape: [Int], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let input = random(shape, 1)
    for (index, parameter) in layer.parameters.enumerated() where parameter.gradient != nil {
      // Not at their starts, where scales are all 1 and biases all 0.
      backend.add(random(parameter.value.shape, 50 + UInt64(index)), times: 0.3, to: parameter.value)
    }
    let direction = random(try layer.forward(input, pass).shape, 2)
    let inputGradient = try #require(try layer.backward(direction, needsInput: true, pass))
    let loss = { try dot(try layer.forward(input, pass), direction) }
    try compare(input, inputGradient, "input", loss, sourceLocation)
    for parameter in layer.parameters {
      guard let gradient = parameter.gradient else { continue }
      try compare(parameter.value, gradient, parameter.name, loss, sourceLocation)
    }
  }

  /// Compares at most 60 elements, spread evenly.
  func compare(
    _ tensor: Tensor, _ gradient: Tensor, _ name: String, _ loss: () throws -> Double,
    _ sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (values, slopes) = (backend.values(of: tensor), backend.values(of: gradient))
    let scale = slopes.reduce(1) { max($0, abs($1)) }
    for index in stride(from: 0, to: values.count, by: max(1, values.count / 60)) {
      let sides = try [-Self.step, Self.step].map { offset in
        var moved = values
        moved[index] += offset
        backend.set(tensor, moved)
        return try loss()
      }
      let difference = (sides[1] - sides[0]) / (2 * Self.step)
      let isClose = abs(difference - slopes[index]) <= Self.tolerance * scale
      #expect(isClose, "\(name) \(index): \(slopes[index]), not \(difference)", sourceLocation: sourceLocation)
    }
    backend.set(tensor, values)
  }

  private func dot(_ a: Tensor, _ b: Tensor) throws -> Double {
    zip(backend.values(of: a), backend.values(of: b)).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
