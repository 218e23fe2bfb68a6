import Compute
import Datasets
import Learning
import Vocabulary

/// Keeps the examples of highest value in each class, weighted by their values among all that are kept.
///
/// Values are a closed form of what one pass over the examples shows.
struct ValuedSelection {
  /// The strategy's name, for errors.
  let strategy: String
  let every: Int
  private let perClass: Bool
  private let weights: ValueWeights

  static let perClassParameter = Parameter<Bool>.boolean(
    "per_class", default: true,
    help: "Let each class play a game of its own and keep its share of the fraction.",
    synonyms: ["classwise", "class_wise", "by_class"])

  /// In the order of a card.
  static let parameters: [any DeclaredParameter] = [
    SelectionInterval.parameter, perClassParameter, ValueWeights.parameter,
  ]

  init(_ strategy: Card, _ arguments: Arguments) {
    self.strategy = strategy.name
    every = arguments[SelectionInterval.parameter]
    perClass = arguments[Self.perClassParameter]
    weights = arguments[ValueWeights.parameter]
  }

  /// `values` gives those of the game among some examples, [positions]; each class has one such game, and the union of
  /// what they keep another. Throws ``ValuationError/notFinite(method:example:)``.
  func choose(_ round: SelectionRound, values: (_ positions: [Int]) -> [Double]) throws -> ChosenExamples {
    let train = round.problem.train
    var kept: [Int] = []
    for positions in perClass ? train.positionsByClass : [Array(0..<train.count)] {
      let values = try finite(values(positions), of: positions)
      kept += Statistics.descending(values).prefix(round.wanted(of: positions.count)).map { positions[$0] }
    }
    kept.sort()
    guard weights != .ones else { return ChosenExamples(kept) }
    return ChosenExamples(kept, weights: weights.weights(of: try finite(values(kept), of: kept)))
  }

  private func finite(_ values: [Double], of positions: [Int]) throws(ValuationError) -> [Double] {
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(method: strategy, example: positions[index])
    }
    return values
  }
}
