import Compute
import Datasets
import Learning
import Vocabulary

/// Values read off one training: a closed form at the start of each epoch that is watched, averaged over them.
///
/// With `perClass` the examples of each class play a game of their own, in the order of classes.
struct EpochAverage {
  let watched: WatchedModel
  let perClass: Bool
  let epochs: WatchedEpochs
  /// Whatever else the closed form depends on, for checkpoints.
  let form: String

  /// Looks at an epoch once, and then gives v(N) and the values of the rows in play (`nil` for all).
  typealias ClosedForm = (_ terms: EpochTerms) throws -> GroupValues
  typealias GroupValues = (_ rows: [Int]?) throws -> (fullUtility: Double, values: [Double])

  /// One fit from the stream that fits of everyone share; throws where the model cannot be watched.
  func dataValues(of problem: ValuationProblem, in run: Run, at epoch: ClosedForm) throws -> DataValues {
    let learner = try watched.learner(for: problem)
    let groups: [[Int]?] = perClass ? problem.train.positionsByClass : [nil]
    var sums = EpochSums(count: problem.train.count)
    // The only fit there is: it may use all threads.
    let part = run.with(seeds: UtilityGame.stream(of: run))
    _ = try learner.train(on: problem.train, in: part, watcher: watcher, notes: &sums) { number, training, sums in
      guard epochs.contains(number) else { return nil }
      let group = try epoch(try EpochTerms(training))
      for rows in groups {
        let (utility, values) = try group(rows)
        sums.add(values, of: rows, utility)
      }
      return nil
    }
    let count = Double(epochs.count(of: learner.epochs))
    let values = DataValues(
      values: sums.values.map { $0 / count }, modelFits: 1, facts: [.init("full_utility", sums.fullUtility / count)])
    return try values.checked(watched.method)
  }

  /// What the sums in a checkpoint depend on besides the training.
  private var watcher: String {
    "\(watched.watcher) by class: \(perClass), every: \(epochs.every), form: \(form)"
  }
}

extension EpochAverage {
  static let perClassParameter = Parameter<Bool>.boolean(
    "per_class", default: false,
    help: "Let each class play a game of its own; values of different classes are then not comparable.",
    synonyms: ["classwise", "class_wise", "by_class"])

  /// The parameters of every method that averages over epochs.
  static let parameters: [any DeclaredParameter] = [
    WatchedModel.parameter, perClassParameter, WatchedEpochs.parameter.silent,
  ]

  /// `form` tells what the closed form depends on, such as which gradients it looks at.
  init(_ method: Card, _ arguments: Arguments, form: String = "") {
    watched = WatchedModel(method, arguments)
    perClass = arguments[Self.perClassParameter]
    epochs = WatchedEpochs(every: arguments[WatchedEpochs.parameter])
    self.form = form
  }
}
