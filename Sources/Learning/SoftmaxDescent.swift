import Compute
import Datasets
import Vocabulary

/// Mini-batch gradient descent of a softmax layer on weighted examples.
struct SoftmaxDescent: ~Copyable {
  let settings: SoftmaxRegression
  let examples: Examples
  let weights: [Float]?
  let layer: SoftmaxLayer
  /// Examples of a full batch.
  let batch: Int
  private let order: EpochOrder
  /// Whether only the bias is fitted, since the examples with weight have one label.
  private let isConstant: Bool

  /// Checks the data; the layer starts at 0.
  init(_ settings: SoftmaxRegression, _ examples: Examples, weights: [Float]?, stream: SeedStream) throws {
    try examples.requireClasses(for: SoftmaxRegression.card.name)
    if let weights {
      precondition(weights.count == examples.count, "\(weights.count) weights for \(examples.count) examples")
      precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "a weight is negative or no finite number")
    }
    let present = try Self.presentLabels(examples, weights)
    try examples.requireFiniteFeatures()
    (self.settings, self.examples, self.weights) = (settings, examples, weights)
    layer = SoftmaxLayer(inputs: examples.features.columns, classes: examples.classes)
    batch = settings.batchSize.examples(of: examples.count)
    order = EpochOrder(count: examples.count, stream: stream)
    isConstant = present == 1
  }

  /// The number of labels among the examples that have weight.
  private static func presentLabels(_ examples: Examples, _ weights: [Float]?) throws -> Int {
    var isPresent = [Bool](repeating: false, count: examples.classes)
    for (index, label) in examples.labels.enumerated() where weights.map({ $0[index] > 0 }) ?? true {
      isPresent[label] = true
    }
    let present = isPresent.count { $0 }
    guard present > 0 else {
      throw LearningError.unsuitable(
        "a classifier needs at least one training example of positive weight; \(examples.count) examples were given")
    }
    return present
  }

  /// Visits every example once. Full batches are summed in the examples' own order.
  func run(epoch: Int, in run: Run) throws {
    if batch < examples.count { order.shuffle(epoch: epoch) }
    var excess = 0.0
    for first in stride(from: 0, to: examples.count, by: batch) {
      try run.checkInterruption()
      excess += descend(first..<min(first + batch, examples.count))
    }
    // NaN compares false.
    guard excess / Double(examples.count) < Self.largestLoss, layer.isFinite else {
      throw LearningError.diverged(epoch: epoch, learningRate: settings.learningRate)
    }
  }

  /// Mean of the lower bound of the losses above which training counts as diverged, in nats.
  private static let largestLoss = 1e6

  /// One update; returns the sum of a lower bound of the examples' losses, largest logit − logit of the label, which
  /// is short of the loss by at most ln(classes).
  private func descend(_ positions: Range<Int>) -> Double {
    var excess = 0.0
    for first in stride(from: positions.lowerBound, to: positions.upperBound, by: SoftmaxLayer.blockRows) {
      excess += accumulate(first..<min(first + SoftmaxLayer.blockRows, positions.upperBound))
    }
    layer.step(
      count: positions.count, learningRate: Float(settings.learningRate), l2: Float(settings.l2),
      momentum: Float(settings.momentum))
    return excess
  }

  /// Adds the gradient of at most a block of examples.
  private func accumulate(_ positions: Range<Int>) -> Double {
    examples.features.elements.withUnsafeBufferPointer { elements in
      for position in positions {
        let slot = position - positions.lowerBound
        layer.load(slot, fromRow: order.positions[position], of: elements, withFeatures: !isConstant)
      }
    }
    let padded = layer.pad(positions.count)
    layer.forward(padded)
    let excess = examples.labels.withUnsafeBufferPointer { labels in
      subtractLabels(positions, labels)
    }
    layer.accumulate(padded)
    return excess
  }

  /// Turns the block's logits into weighted residuals.
  private func subtractLabels(_ positions: Range<Int>, _ labels: UnsafeBufferPointer<Int>) -> Double {
    var excess = 0.0
    for position in positions {
      let slot = position - positions.lowerBound
      let example = order.positions[position]
      let label = labels[example]
      let logit = layer.output(slot, label)
      excess += Double(layer.normalise(slot) - logit)
      layer.subtract(label, from: slot, weight: weights.map { $0[example] })
    }
    return excess
  }

  /// What the layer sees of some examples with its present weights.
  func terms(of examples: Examples) -> LastLayerTerms {
    var residuals = Matrix(rows: examples.count, columns: examples.classes)
    var losses = [Float](repeating: 0, count: examples.count)
    layer.forEachRow(of: examples.features) { slot, row in
      losses[row] = layer.loss(slot, examples.labels[row])
      layer.normalise(slot)
      for cls in 0..<examples.classes { residuals[row, cls] = layer.output(slot, cls) }
      residuals[row, examples.labels[row]] -= 1
    }
    return LastLayerTerms(features: examples.features, residuals: residuals, losses: losses)
  }
}
