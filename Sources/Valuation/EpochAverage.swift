import Compute
import Datasets
import Learning
import Vocabulary

/// Values read off one training: a closed form at the start of each epoch, averaged over epochs.
///
/// With `perClass` the examples of each class play a game of their own, in the order of classes.
struct EpochAverage {
  /// The method's name, for errors.
  let method: String
  let model: ComponentValue
  let perClass: Bool

  /// v(N) and the values of the rows in play (`nil` for all) at one epoch.
  typealias ClosedForm = (_ terms: LastLayerTerms, _ rows: [Int]?) -> (fullUtility: Double, values: [Double])

  /// One fit from the stream that fits of everyone share; throws where the model cannot be watched.
  func dataValues(of problem: ValuationProblem, in run: Run, at epoch: ClosedForm) throws -> DataValues {
    guard problem.train.count > 0 else { throw ValuationError.noExamples(.training) }
    try problem.train.requireClasses(for: method)
    guard let learner = makeLearner(model) as? any EpochLearner else {
      throw ValuationError.unwatchableModel(method: method, model: model.name)
    }
    let groups: [[Int]?] = perClass ? problem.train.positionsByClass : [nil]
    var sums = EpochSums(count: problem.train.count)
    // The only fit there is: it may use all threads.
    let part = run.with(seeds: UtilityGame.stream(of: run))
    _ = try learner.train(on: problem.train, in: part, watcher: "\(method) \(perClass)", notes: &sums) {
      _, training, sums in
      let terms = try training.terms()
      for rows in groups {
        let (utility, values) = epoch(terms, rows)
        sums.add(values, of: rows, utility)
      }
      return nil
    }
    let epochs = Double(learner.epochs)
    return try checked(sums.values.map { $0 / epochs }, fullUtility: sums.fullUtility / epochs)
  }

  private func checked(_ values: [Double], fullUtility: Double) throws(ValuationError) -> DataValues {
    if let example = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(method: method, example: example)
    }
    return DataValues(values: values, modelFits: 1, facts: [.init("full_utility", fullUtility)])
  }
}

extension EpochAverage {
  static let modelParameter = Parameter<ComponentValue>.reference(
    "model", to: .model, help: "The model whose training is watched; it must train by epochs.",
    synonyms: ["learner", "classifier"])
  static let perClassParameter = Parameter<Bool>.boolean(
    "per_class", default: false,
    help: "Let each class play a game of its own; values of different classes are then not comparable.",
    synonyms: ["classwise", "class_wise", "by_class"])

  init(_ method: Card, _ arguments: Arguments) {
    self.method = method.name
    model = arguments[Self.modelParameter]
    perClass = arguments[Self.perClassParameter]
  }
}
