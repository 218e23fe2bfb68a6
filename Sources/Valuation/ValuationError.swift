/// What can go wrong while valuing data, with the facts a message needs.
public enum ValuationError: Error, Hashable {
  /// Which part of the data a fact is about.
  public enum Part: String, Sendable, Hashable {
    case training, validation
  }

  /// A part that a method needs has no examples.
  case noExamples(Part)
  /// An example has a feature that is missing, infinite or too large for squared distances in single precision.
  case unusableFeatures(Part, row: Int)
  /// The method reads the training epoch by epoch, and this model cannot be watched.
  case unwatchableModel(method: String, model: String)
  /// Scores are to be taken after more epochs than the model trains for.
  case tooFewEpochs(method: String, after: Int, epochs: Int)
  /// A Hessian of more rows than the explicit solver factors.
  case tooManyParameters(method: String, parameters: Int, limit: Int)
  /// An iteration ended before it came near enough to its solution.
  case unsolved(method: String, steps: Int, residual: Double, remedy: String)
  /// The method plays a game over data, and the study names no model to retrain.
  case noModel
  /// Players are to be grouped by a column that the data do not have.
  case noAttribute(String, available: [String])
  /// A method that enumerates coalitions has too many players for it.
  case tooManyPlayers(method: String, players: Int, limit: Int)
  /// A list of weights by coalition size that does not fit the players, or is zero throughout.
  case unusableWeights(count: Int, players: Int)
  /// A list of unions that does not have a name for each player.
  case unionsOfOtherPlayers(count: Int, players: Int)
  /// The score looks at a validation example beyond the last.
  case noValidationExample(Int, count: Int)
  /// The stopping rule needs standard errors, and the method gives none.
  case noStandardErrors(rule: String)
  /// The draws do not determine the values.
  case tooFewDraws(method: String, draws: Int, needed: String)
  /// The arguments of a named game fit no game together.
  case impossibleGame(name: String, reason: String)
  /// The smallest coalition joined is larger than the largest.
  case noCoalitionSizes(lower: Int, upper: Int)
  /// No bootstrap sample of a single example leaves it out.
  case loneExample(method: String)
  /// A value, or its standard error, came out as no finite number, although nothing before it had failed.
  case notFinite(method: String, example: Int)
  /// An example's last-layer gradient is no finite number, or too long for products in single precision.
  case unusableGradient(strategy: String, Part, example: Int)
}

extension ValuationError: CustomStringConvertible {
  /// What was expected, what was found, what to do.
  public var description: String {
    switch self {
    case .noExamples(let part):
      "Values and choices here need \(part.rawValue) examples, and there are none: raise their count in the split."
    case .unusableFeatures(let part, let row):
      "Distances need finite features of moderate size, and \(part.rawValue) example \(row) has others: "
        + "repair the row or standardize the features."
    case .unwatchableModel(let method, let model):
      "\(method) needs a model that is trained epoch by epoch with a linear last layer, and \(model) is not: "
        + "name a softmax_regression, or a network such as mlp or cnn."
    case .tooFewEpochs(let method, let after, let epochs):
      "\(method) takes its scores after \(after) epochs, and the model trains for \(epochs): lower `after` or raise the "
        + "model's `epochs`."
    case .tooManyParameters(let method, let parameters, let limit):
      "\(method) factors Hessians of at most \(limit) parameters, and the last layer has \(parameters): name another "
        + "`solver`, such as conjugate_gradient."
    case .unsolved(let method, let steps, let residual, let remedy):
      "\(method) did not come near enough to its solution in \(steps) steps: what is left over is \(residual) of what was "
        + "there at first; \(remedy)."
    case .noModel:
      "The method retrains a model on coalitions of the data, and none is named: add `model:` with a block of `models`."
    case .noAttribute(let column, let available):
      "Players are to be grouped by the column '\(column)', and the data have "
        + (available.isEmpty ? "no such column" : "only \(available.joined(separator: ", "))")
        + ": name the column in the data set's `attributes`."
    case .tooManyPlayers(let method, let players, let limit):
      "\(method) enumerates all coalitions of at most \(limit) players, and there are \(players): value fewer examples, "
        + "group them by `players:`, or name a method that samples."
    case .unusableWeights(let count, let players):
      "`weights` should be \(players) numbers, one for each size of coalition from 0 to \(players - 1), and "
        + (count == players ? "their sum is 0 or infinite" : "\(count) are given")
        + ": adapt the list or name a semivalue."
    case .unionsOfOtherPlayers(let count, let players):
      "`groups` should be \(players) names, one for each player, equal for those who negotiate together, and \(count) are "
        + "given: adapt the list or name a column by `{by: …}`."
    case .noValidationExample(let row, let count):
      "The score is the confidence of validation example \(row), and there are \(count), counted from 0: choose a "
        + "smaller position."
    case .noStandardErrors(let rule):
      "The stopping rule `\(rule)` needs standard errors, and this method gives none: choose another rule."
    case .tooFewDraws(let method, let draws, let needed):
      "\(method) has too few draws, \(draws), which do not determine the values: it needs \(needed); raise its budget."
    case .noCoalitionSizes(let lower, let upper):
      "Coalitions of \(lower) to \(upper) players are to be joined, and there are none: `lower` should be at most `upper` and "
        + "less than the number of players."
    case .loneExample(let method):
      "\(method) needs at least 2 training examples, since every bootstrap sample holds a single one: raise the train "
        + "count of the split."
    case .impossibleGame(let name, let reason): "The game \(name) cannot be played: \(reason)."
    case .notFinite(let method, let example):
      "\(method) gave training example \(example) a value or a standard error that is no finite number: "
        + "check the scale of features and targets, and the model's learning rate."
    case .unusableGradient(let strategy, let part, let example):
      "\(strategy) needs gradients of moderate length, and \(part.rawValue) example \(example) has another: lower the "
        + "model's learning rate or standardize the features."
    }
  }
}
