import Compute
import Datasets
import Glibc
import Testing
import Vocabulary

@testable import Learning

@Test("watching a fit shows the terms before each epoch and does not change the fit")
func observation() throws {
  let examples = clouds(40, features: 3, classes: 3)
  var seen: [LastLayerTerms] = []
  let watched = try softmax(["epochs": .integer(4)]).fit(examples, weights: nil, in: run) { epoch, terms in
    #expect(epoch == seen.count)
    seen.append(terms)
  }
  #expect(seen.count == 4)
  #expect(try model(softmax(["epochs": .integer(4)]), examples) == watched as? SoftmaxModel)
  let untrained = try #require(seen.first)
  #expect(untrained.features == examples.features)
  #expect(untrained.losses.allSatisfy { abs($0 - logf(3)) < 1e-6 })
  #expect(abs(untrained.residuals[1, 1] - (1.0 / 3 - 1)) < 1e-6)
}

@Test("the terms of epoch k are those of a model fitted for k epochs")
func termsOfEpoch() throws {
  let examples = clouds(40, features: 3, classes: 3)
  var last: LastLayerTerms?
  _ = try softmax(["epochs": .integer(4)]).fit(examples, weights: nil, in: run) { last = $1 }
  let terms = try #require(last)
  let probabilities = try model(softmax(["epochs": .integer(3)]), examples).probabilities(of: examples.features)
  for row in 0..<40 {
    let label = examples.labels[row]
    for cls in 0..<3 {
      #expect(terms.residuals[row, cls] == probabilities[row, cls] - (cls == label ? 1 : 0))
    }
    // Losses come from the logits in double precision, the probability from single precision.
    #expect(abs(terms.losses[row] + logf(probabilities[row, label])) < 1e-5)
  }
}

@Test("losses keep their precision where probabilities are near one or near zero")
func extremeLosses() {
  let layer = SoftmaxLayer(Matrix(rows: 2, columns: 2, [1, 0, 0, 0]))
  var losses: [Float] = []
  layer.forEachRow(of: Matrix(rows: 2, columns: 1, [60, 200])) { slot, _ in
    losses += [layer.loss(slot, 0), layer.loss(slot, 1)]
  }
  // ln(1 + e⁻⁶⁰) = e⁻⁶⁰ and ln(1 + e⁶⁰) = 60 to single precision; e⁻²⁰⁰ is below its range.
  #expect(losses == [expf(-60), 60, 0, 200])
}

@Test("padded classes have probability exactly 0")
func padding() {
  let layer = SoftmaxLayer(Matrix(rows: 5, columns: 2, [1, 0, 2, 0, 3, 0, 4, 0, 5, 0]))
  layer.forEachRow(of: Matrix(rows: 2, columns: 1, [-3, 40])) { slot, _ in
    layer.normalise(slot)
    #expect((5..<8).map { layer.output(slot, $0) } == [0, 0, 0])
  }
}

@Test("the vectorised exponential is within 2·10⁻⁷ of the library's")
func exponential() {
  for step in 0...87_000 {
    let x = -Float(step) / 1000
    let expected = exp(Double(x))
    let found = SIMD4<Float>.exponential(ofNonPositive: SIMD4(x, x, x, x))
    #expect(abs(Double(found.z) - expected) <= 2e-7 * expected)
  }
  #expect(SIMD4<Float>.exponential(ofNonPositive: .zero) == SIMD4(repeating: 1))
}

@Test("an epoch's order is the permutation of its stream", arguments: [1, 2, 3, 4, 7, 100, 101])
func epochOrder(count: Int) {
  let stream = SeedStream(root: 11)
  let order = EpochOrder(count: count, stream: stream)
  for epoch in [0, 1, 2, 1] {
    order.shuffle(epoch: epoch)
    let expected = EpochOrder.stream(of: epoch, in: stream).permutation(count)
    #expect((0..<count).map { order.positions[$0] } == expected)
  }
}
