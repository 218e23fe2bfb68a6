/// The sizes of a MobileNetV2: a convolution, inverted residual blocks in stages, a last convolution and the mean of its
/// maps (Sandler et al., CVPR 2018).
package struct MobileNetArchitecture: Sendable, Hashable {
  /// Height and width of the images.
  package let side: Int
  /// Channels after the first convolution.
  private let stem: Int
  private let stages: [Stage]
  /// Channels of the last maps, which are the features.
  package let features: Int

  /// Blocks that follow each other; the first has the stride.
  package struct Stage: Sendable, Hashable {
    let expansion: Int
    let channels: Int
    let blocks: Int
    let stride: Int

    package init(expansion: Int, channels: Int, blocks: Int, stride: Int) {
      (self.expansion, self.channels, self.blocks, self.stride) = (expansion, channels, blocks, stride)
    }
  }

  package init(side: Int, stem: Int, stages: [Stage], features: Int) {
    (self.side, self.stem, self.stages, self.features) = (side, stem, stages, features)
  }

  /// Width 1.0 for images of 224 × 224 pixels: 52 convolutions, 2,206,816 parameters, 1280 features.
  package static let standard = MobileNetArchitecture(
    side: 224, stem: 32,
    stages: [
      Stage(expansion: 1, channels: 16, blocks: 1, stride: 1), Stage(expansion: 6, channels: 24, blocks: 2, stride: 2),
      Stage(expansion: 6, channels: 32, blocks: 3, stride: 2), Stage(expansion: 6, channels: 64, blocks: 4, stride: 2),
      Stage(expansion: 6, channels: 96, blocks: 3, stride: 1), Stage(expansion: 6, channels: 160, blocks: 3, stride: 2),
      Stage(expansion: 6, channels: 320, blocks: 1, stride: 1),
    ], features: 1280)

  /// Convolutions one after the other, and whether their input is added behind them.
  struct Block: Sendable, Hashable {
    let layers: [Layer]
    let addsInput: Bool
  }

  /// A convolution with bias, depthwise where its groups are its channels.
  struct Layer: Sendable, Hashable {
    let name: String
    let inputs: Int
    let outputs: Int
    let size: Int
    let stride: Int
    let groups: Int
    /// Whether ReLU6 follows.
    let isRectified: Bool

    /// [outputs, inputs / groups, height, width]
    var weightShape: [Int] { [outputs, inputs / groups, size, size] }
  }

  /// In the order of a forward pass.
  var blocks: [Block] {
    var blocks = [Block(layers: [Self.layer("features.0.conv", 3, stem, size: 3, stride: 2)], addsInput: false)]
    var channels = stem
    for stage in stages {
      for number in 0..<stage.blocks {
        let name = "features.\(blocks.count)"
        blocks.append(Self.block(name, channels, stage, stride: number == 0 ? stage.stride : 1))
        channels = stage.channels
      }
    }
    let last = Self.layer("features.\(blocks.count).conv", channels, features, size: 1)
    return blocks + [Block(layers: [last], addsInput: false)]
  }

  private static func block(_ name: String, _ channels: Int, _ stage: Stage, stride: Int) -> Block {
    let hidden = channels * stage.expansion
    let widening = stage.expansion == 1 ? [] : [layer("\(name).expand", channels, hidden, size: 1)]
    let rest = [
      layer("\(name).depthwise", hidden, hidden, size: 3, stride: stride, groups: hidden),
      layer("\(name).project", hidden, stage.channels, size: 1, isRectified: false),
    ]
    return Block(layers: widening + rest, addsInput: stride == 1 && channels == stage.channels)
  }

  private static func layer(
    _ name: String, _ inputs: Int, _ outputs: Int, size: Int, stride: Int = 1, groups: Int = 1, isRectified: Bool = true
  ) -> Layer {
    Layer(
      name: name, inputs: inputs, outputs: outputs, size: size, stride: stride, groups: groups, isRectified: isRectified
    )
  }

  /// Names and shapes of the parameters, in the order of a forward pass.
  package var parameters: [(name: String, shape: [Int])] {
    blocks.flatMap(\.layers).flatMap { layer in
      [("\(layer.name).weight", layer.weightShape), ("\(layer.name).bias", [layer.outputs])]
    }
  }
}
