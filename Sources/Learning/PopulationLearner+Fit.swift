public import Compute
public import Datasets

extension PopulationLearner {
  /// A population of one. Throws ``LearningError`` for data without weight or a feature that is no number, and what else
  /// the learner's fits throw.
  public func fit(_ examples: Examples, weights: [Float]?, in run: Run) throws -> any Model {
    let membership = Membership(Array(0..<examples.count), weights: weights)
    guard let model = try population(of: examples, in: run).models([membership], in: run).first else {
      preconditionFailure("a population gave no model for one membership")
    }
    return model
  }
}
