import Compute
import Datasets
import Testing
import Vocabulary

@testable import Learning

/// A change here means other bytes for equal arguments: raise the card's revision with it.
private let golden = "1 d7371861239b0f31"

@Test("softmax regression gives the bytes of its revision")
func goldenFit() throws {
  // Only IEEE additions, multiplications and divisions in a fixed order: the bytes hold on every processor.
  let learner = softmax(["epochs": .integer(3), "momentum": .real(0.5)])
  let fitted = try model(learner, clouds(50, features: 5, classes: 6), weights: (0..<50).map { Float($0 % 3) })
  #expect("\(SoftmaxRegression.card.revision) \(ContentKey(of: fitted.weights.array.npyBytes).short(16))" == golden)
}
