import Datasets
import Learning
package import Vocabulary

/// The parameter of every method that looks into a training: only a model trained epoch by epoch will do.
package let watchedModelParameter = WatchedModel.parameter

/// The model whose training a method looks into.
struct WatchedModel {
  /// The method's name, for errors.
  let method: String
  /// The method's name and revision, for checkpoints: sums of one revision are no beginning of another's.
  let watcher: String
  let model: ComponentValue

  /// The parameter that names it.
  static let parameter = Parameter<ComponentValue>.reference(
    "model", to: .model, help: "The model whose training is watched; it must train by epochs.",
    synonyms: ["learner", "classifier"])

  init(_ method: Card, _ arguments: Arguments) {
    (self.method, watcher) = (method.name, "\(method.name)@\(method.revision)")
    model = arguments[Self.parameter]
  }

  /// The learner; throws where the data cannot be trained on or the model cannot be watched, and, if asked, where there
  /// is no validation part.
  func learner(for problem: ValuationProblem, needsValidation: Bool = false) throws -> any EpochLearner {
    guard problem.train.count > 0 else { throw ValuationError.noExamples(.training) }
    if needsValidation, problem.validation.count == 0 { throw ValuationError.noExamples(.validation) }
    try problem.train.requireClasses(for: method)
    guard let learner = makeLearner(model) as? any EpochLearner else {
      throw ValuationError.unwatchableModel(method: method, model: model.name)
    }
    return learner
  }
}
