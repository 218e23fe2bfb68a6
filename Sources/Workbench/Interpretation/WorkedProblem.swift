import Compute
import DSL
import Evaluation
import Valuation
import Vocabulary

/// What a worked example works out: a game or points, and the weights of the value.
enum WorkedProblem {
  /// A game, the weights of the value, and the method where it gives an estimate or another value than these weights.
  case game(any ToyGame, weights: [Rational], estimator: (any GameMethod)?)
  case points(RationalGame, weights: [Rational], ground: WorkedExample.Ground)

  /// A block that has been checked.
  init(_ block: WorkedBlock) throws {
    let method = Registries.method(block.method.component)
    switch (block.ground, method) {
    case (.game(let game, _), let method as any GameMethod):
      let weights = try method.exactWeights(players: block.players.count)
      let shapley = RationalSemivalue(.shapley, players: block.players.count).coefficients
      self = .game(
        Registries.game(game), weights: weights ?? shapley,
        estimator: weights != nil && method.isEnumerating ? nil : method)
    case (.points(let points, let queries), let method as any NeighbourMethod):
      let neighbours = WorkedNeighbours(
        points: points.map(Self.point), queries: queries.map(Self.point), neighbours: method.neighbours,
        form: Self.form(method))
      self = .points(
        neighbours.game, weights: RationalSemivalue(method.semivalue, players: points.count).coefficients,
        ground: .neighbours(neighbours))
    case (.points(let points, _), let method as any PointMethod): self = Self.points(points, method)
    default: preconditionFailure("'\(block.method.label)' cannot be worked on '\(block.name)'")
    }
  }

  private static func form(_ method: any NeighbourMethod) -> WorkedNeighbours.Form {
    method.semivalue == .shapley ? .shapley : .leaveOneOut
  }

  private static func point(_ point: WorkedBlock.Point) -> WorkedNeighbours.Point {
    WorkedNeighbours.Point(features: point.features.map(number), label: point.label)
  }

  /// The checker has seen that it is a number.
  private static func number(_ text: String) -> Rational {
    guard let number = Rational(text) else { preconditionFailure("'\(text)' is no number") }
    return number
  }

  private static func points(_ points: [WorkedBlock.Point], _ method: any PointMethod) -> WorkedProblem {
    let weights = RationalSemivalue(.shapley, players: points.count).coefficients
    func gradients(_ losses: [Rational]?, _ vectors: [[Rational]]) -> WorkedProblem {
      let gradients = WorkedGradients(losses: losses, gradients: vectors)
      return .points(gradients.form.game, weights: weights, ground: .gradients(gradients))
    }
    switch method.pointGame {
    case .gradients(let isWeighted)?:
      return gradients(isWeighted ? points.map { number($0.loss) } : nil, points.map { $0.gradient.map(number) })
    case .lossesAsGradients?: return gradients(nil, points.map { [number($0.loss)] })
    case .meanLoss?, nil:
      let losses = points.map { number($0.loss) }
      return .points(RationalLosses(losses).game, weights: weights, ground: .losses(losses))
    }
  }
}

// MARK: - Rules

extension WorkedProblem {
  /// What the checker may know of games and methods.
  static let rules = WorkedRules(
    gameKinds: valuationMethods.filter(playsAlone).map { $0.card.name },
    pointKinds: valuationMethods.filter { $0 is any NeighbourMethod.Type || $0 is any PointMethod.Type }
      .map { $0.card.name },
    players: players, fit: fit)

  /// Whether a method can be worked on a game when it is asked for nothing else.
  private static func playsAlone(_ type: any Component.Type) -> Bool {
    let defaults = type.card.parameters.compactMap { parameter in parameter.fallback.map { (parameter.name, $0) } }
    guard type is any GameMethod.Type, defaults.count == type.card.parameters.count,
      let method = type.init(Arguments(Dictionary(uniqueKeysWithValues: defaults))) as? any GameMethod
    else { return false }
    return game(method, 3).isPossible
  }

  /// Whether values of a method stand for what no weights by coalition size give.
  static func isOther(_ block: WorkedBlock) -> Bool {
    guard case .game = block.ground else { return false }
    return fit(block.method.component, block.players.count) == .otherValue
  }

  @Sendable private static func players(_ game: ComponentValue) -> WorkedRules.Players {
    do {
      return .count(try Registries.game(game).game(seeds: Streams(seed: 0).root).players)
    } catch {
      return .impossible("\(error)")
    }
  }

  @Sendable private static func fit(_ component: ComponentValue, _ players: Int) -> WorkedFit {
    switch Registries.method(component) {
    case let method as any GameMethod: game(method, players)
    case let method as any NeighbourMethod: .neighbours(isShapley: method.semivalue == .shapley)
    case let method as any PointMethod: points(method)
    default: .nothing
    }
  }

  private static func game(_ method: any GameMethod, _ players: Int) -> WorkedFit {
    do {
      guard players > 0 else { return .nothing }
      guard let weights = try method.exactWeights(players: players) else {
        return type(of: method).card.playsGames ? .otherValue : .nothing
      }
      return .game(isShapley: weights == RationalSemivalue(.shapley, players: players).coefficients)
    } catch {
      return .refused("\(error)")
    }
  }

  private static func points(_ method: any PointMethod) -> WorkedFit {
    switch method.pointGame {
    case .gradients(let isWeighted)?: .gradients(hasLosses: isWeighted)
    case .meanLoss?, .lossesAsGradients?: .losses
    case nil:
      .refused("with per_class each class plays a game of its own; a worked example has one game: leave per_class out")
    }
  }
}
