import Compute
import Datasets
public import Learning

/// One choice of a strategy: the training as it stands, the data, and what looking at them costs.
public final class SelectionRound {
  public let problem: ValuationProblem
  /// Share of the training examples wanted, in (0, 1].
  public let fraction: Double
  /// The epoch ahead, counted from 0.
  public let epoch: Int
  /// What is trained.
  public let learner: any EpochLearner
  /// Passes made for the choice, in examples.
  public private(set) var cost = SelectionCost()

  private let training: any EpochTraining

  public init(
    _ problem: ValuationProblem, fraction: Double, epoch: Int, learner: any EpochLearner, training: any EpochTraining
  ) {
    (self.problem, self.fraction, self.epoch) = (problem, fraction, epoch)
    (self.learner, self.training) = (learner, training)
  }

  /// ⌊fraction · n⌋ of n training examples, at least one.
  public var wanted: Int { wanted(of: problem.train.count) }

  /// ⌊fraction · count⌋, at least one.
  public func wanted(of count: Int) -> Int { max(1, Fraction.count(fraction, of: count)) }

  /// The length of an update's step now.
  public var learningRate: Double { training.learningRate(epoch: epoch) }

  /// What the last layer sees now of all training examples. One forward pass each.
  public func terms() throws -> LastLayerTerms {
    cost.asked += problem.train.count
    return try training.terms()
  }

  /// What it sees of the validation examples. One forward pass each.
  public func validationTerms() throws -> LastLayerTerms {
    cost.asked += problem.validation.count
    return try training.terms(of: problem.validation)
  }

  /// Adds passes that a strategy made in trainings of its own.
  public func spend(_ more: SelectionCost) { cost += more }
}
