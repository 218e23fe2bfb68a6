import Compute
import Datasets
import Glibc
import Testing
import Vocabulary

@testable import Learning

/// Images of independent pixels, most near 0 and one in fifty of them some twenty deviations away, as rare ink is after
/// standardising each pixel.
private func rareInk(_ count: Int) -> Examples {
  let stream = SeedStream(root: 31)
  let pixels = (0..<count * 64).map { index -> Float in
    Float(stream.normal(index)) * (stream.uniform(1 << 40 + index) < 0.02 ? 20 : 1)
  }
  return Examples(
    features: Matrix(rows: count, columns: 64, pixels), labels: (0..<count).map { $0 % 10 }, classes: 10,
    rows: Array(0..<count), imageShape: ImageShape(channels: 1, height: 8, width: 8))
}

@Test(
  "an untrained network takes all classes for about as likely, whatever the scale of some pixels",
  arguments: [("mlp", 0.2), ("cnn", 0.2), ("resnet9", 1), ("resnet18", 1)] as [(String, Float)])
func untrainedNetwork(name: String, most: Float) throws {
  let type = try #require(learners.first { $0.card.name == name })
  let learner = try #require(type.init(Arguments()) as? any EpochLearner)
  let terms = try learner.training(on: rareInk(40), weights: nil, in: run).terms()
  let loss = terms.losses.reduce(0, +) / 40
  // Logits of weights of 0.01 are small beside 1, but for normalised layers that have seen no moments yet; He's weights,
  // which are made for rectified layers, give losses far above.
  #expect(abs(loss - logf(10)) < most, "\(loss)")
}
