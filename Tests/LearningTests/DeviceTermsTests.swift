import Compute
import Datasets
import Testing
import Vocabulary

@testable import Learning

@Suite struct DeviceTermsTests {
  @Test func `terms that stay on a device are those that come down`() throws {
    // Three passes, the last of them short.
    let examples = clouds(600, features: 7, classes: 3)
    let backend = CPUBackend()
    let network = try Network.mlp(
      features: 7, hidden: [5], classes: 3, Initialisation(on: backend, seeds: SeedStream(root: 1)))
    let data = try NetworkExamples(examples, as: .rows(features: 7), on: backend)
    let (host, device) = (
      try LastLayerTerms(of: network, on: data, backend, in: run),
      try DeviceTerms(of: network, on: data, backend, in: run)
    )
    #expect(device.features.shape == [600, 5] && device.residuals.shape == [600, 3])
    #expect(backend.download(device.features) == host.features.elements)
    #expect(backend.download(device.residuals) == host.residuals.elements)
    #expect(backend.download(device.losses) == host.losses)
  }

  @Test func `a training on the processor keeps no terms on a device`() throws {
    let examples = clouds(20, features: 3, classes: 2)
    for learner in [MLP(Arguments([:])), SoftmaxRegression(Arguments([:]))] as [any EpochLearner] {
      #expect(try learner.training(on: examples, weights: nil, in: run).deviceTerms() == nil)
    }
  }
}
