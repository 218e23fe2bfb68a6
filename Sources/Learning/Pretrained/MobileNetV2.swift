package import Compute
import Datasets
package import Vocabulary

/// A trained MobileNetV2 that is only asked: parameters on a device, from images to the means of the last maps.
///
/// Nothing in it changes, so that passes may run beside each other.
package struct MobileNetV2: Sendable {
  package let architecture: MobileNetArchitecture
  private let blocks: [Block]
  let backend: any Backend

  private struct Block: Sendable {
    let layers: [Layer]
    let addsInput: Bool
  }

  /// A convolution with its parameters.
  private struct Layer: Sendable {
    let plan: MobileNetArchitecture.Layer
    /// [outputs, height, width, inputs / groups]
    let weight: Tensor
    /// [outputs]
    let bias: Tensor
  }

  /// Takes parameters by name. Throws ``DatasetError/malformed(path:at:reason:)``, naming the tensor and both shapes, where
  /// one is missing, has another shape, holds something other than finite numbers, or belongs to no layer.
  package init(
    _ architecture: MobileNetArchitecture, _ weights: SafeTensors, path: String, on backend: any Backend
  ) throws {
    (self.architecture, self.backend) = (architecture, backend)
    try Self.check(weights, architecture, path)
    blocks = try architecture.blocks.map { block in
      let layers = try block.layers.map { plan in
        let weight = Self.floats(weights, "\(plan.name).weight")
        return Layer(
          plan: plan,
          weight: try backend.tensor(
            [plan.outputs, plan.size, plan.size, plan.inputs / plan.groups], Self.channelsLast(weight, plan)),
          bias: try backend.tensor([plan.outputs], Self.floats(weights, "\(plan.name).bias")))
      }
      return Block(layers: layers, addsInput: block.addsInput)
    }
  }

  private static func check(_ weights: SafeTensors, _ architecture: MobileNetArchitecture, _ path: String) throws {
    func refuse(_ reason: String) -> DatasetError { .malformed(path: path, at: .file, reason: reason) }
    let parameters = architecture.parameters
    for (name, shape) in parameters {
      guard let found = weights[name] else {
        throw refuse(
          "expected the tensor '\(name)' of shape \(shape), found none; take the weights of this architecture")
      }
      guard found.shape == shape else {
        throw refuse(
          "expected the tensor '\(name)' of shape \(shape), found shape \(found.shape); take the weights of this "
            + "architecture")
      }
      guard found.floats.allSatisfy(\.isFinite) else {
        throw refuse("expected finite numbers in the tensor '\(name)', found others; fetch the file again")
      }
    }
    let known = Set(parameters.map(\.name))
    if let surplus = weights.items.first(where: { !known.contains($0.name) }) {
      throw refuse(
        "expected the \(known.count) tensors of the architecture, found '\(surplus.name)' of shape "
          + "\(surplus.array.shape) beside them; take the weights without a classifier")
    }
  }

  private static func floats(_ weights: SafeTensors, _ name: String) -> [Float] { weights[name]?.floats ?? [] }

  /// [outputs, inputs, height, width] as [outputs, height, width, inputs].
  private static func channelsLast(_ weight: [Float], _ plan: MobileNetArchitecture.Layer) -> [Float] {
    let (inputs, places) = (plan.inputs / plan.groups, plan.size * plan.size)
    return weight.indices.map { index in
      let (input, rest) = (index % inputs, index / inputs)
      return weight[(rest / places * inputs + input) * places + rest % places]
    }
  }

  /// From images [n, side, side, 3] to features [n, features]. One forward pass per image.
  package func features(of images: Tensor) throws(DeviceError) -> Tensor {
    var maps = images
    for block in blocks { maps = try output(of: block, maps) }
    let pooling = Pooling(whole: maps)
    let means = try backend.allocate(pooling.outputShape(images: maps.shape))
    backend.averagePool(maps, pooling, into: means)
    return means.reshaped([images.shape[0], architecture.features])
  }

  private func output(of block: Block, _ input: Tensor) throws(DeviceError) -> Tensor {
    var maps = input
    for layer in block.layers { maps = try output(of: layer, maps) }
    if block.addsInput { backend.add(input, times: 1, to: maps) }
    return maps
  }

  private func output(of layer: Layer, _ input: Tensor) throws(DeviceError) -> Tensor {
    let convolution = Self.convolution(layer.plan, side: input.shape[1])
    let output = try backend.allocate(
      convolution.outputShape(images: input.shape, kernels: layer.weight.shape))
    backend.convolve(input, layer.weight, convolution, into: output)
    backend.addRow(layer.bias, to: output)
    if layer.plan.isRectified { backend.rectify(output, limit: 6, into: output) }
    return output
  }

  /// Zeros as the network was trained with: on all sides, but of an even side that is halved none at the top and the left.
  private static func convolution(_ plan: MobileNetArchitecture.Layer, side: Int) -> Convolution {
    let half = plan.size / 2
    let isHalved = plan.stride == 2 && side.isMultiple(of: 2)
    return Convolution(
      stride: plan.stride, padding: isHalved ? half - 1 : half, trailing: half, groups: plan.groups)
  }
}
