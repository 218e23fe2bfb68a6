import Compute
import Valuation
import Vocabulary

/// The games on which a method is tried, and how it plays them.
struct AxiomTrials: Sendable {
  /// How values were had: "exact fractions", "double precision" or "sampled".
  let arithmetic: String
  let trials: [AxiomTrial]
  /// Whether the values are or estimate the Shapley value.
  private let isShapley: Bool

  /// `nil` for a method that plays no game this check knows.
  init?(_ component: ComponentValue, in run: Run) throws {
    let method = (component.made(from: valuationMethods) as any ValuationMethod)
    if let form = NeighbourForm(component) {
      self.init("exact fractions", try Self.neighbourTrials(form, in: run))
    } else if let form = GradientForm(component) {
      self.init("exact fractions", Self.gradientTrials(form, in: run))
    } else if LossForm(component) != nil {
      self.init("exact fractions", Self.lossTrials(in: run))
    } else if let truncated = method as? TMCShapley {
      self.init("sampled", try Self.untruncatedTrials(truncated, in: run), isShapley: true)
    } else if let playing = method as? any GameMethod {
      let trials = try Self.playedTrials(playing, in: run)
      let isSampled = trials.contains { $0.margins.contains { $0 > 0 } }
      self.init(isSampled ? "sampled" : "double precision", trials, isShapley: playing.semivalue == .shapley)
    } else {
      return nil
    }
  }

  /// Sampled values within their margin of the exact Shapley value, of how many; `nil` for methods of other values or without
  /// sampling.
  var knownValues: (within: Int, of: Int)? {
    guard arithmetic == "sampled", isShapley else { return nil }
    let flags = trials.flatMap { trial in
      let truth = RationalSemivalue(.shapley, players: trial.game.players).values(of: trial.game)
      return truth.indices.map { (trial.values[$0] - truth[$0]).magnitude <= trial.margins[$0] + trial.rounding }
    }
    return (flags.count { $0 }, flags.count)
  }

  private init(_ arithmetic: String, _ trials: [AxiomTrial], isShapley: Bool = false) {
    (self.arithmetic, self.trials, self.isShapley) = (arithmetic, trials, isShapley)
  }
}

extension AxiomTrials {
  /// All patterns of up to five points; their sums with the reversed pattern, on the same ranking.
  private static func neighbourTrials(_ form: NeighbourForm, in run: Run) throws -> [AxiomTrial] {
    let choices = Set([1, 2, 3, form.neighbours ?? 1]).sorted()
    var trials: [AxiomTrial] = []
    for players in 1...5 {
      for neighbours in choices {
        for matches in NeighbourForm.patterns(players, in: run) {
          let point = RationalNeighbours(payoffs: matches.map { Rational($0) }, neighbours: neighbours)
          let other = RationalNeighbours(payoffs: point.payoffs.reversed(), neighbours: neighbours)
          let label = "v = \(FractionText.list(point.payoffs)), K = \(neighbours)"
          trials.append(AxiomTrial(label, point.game, values: form.values(point)))
          trials.append(sum(label, point, other, by: form.values))
        }
      }
    }
    return trials
  }

  /// 2/3 of one pattern and 1/3 of another: pay-offs add, and so should values.
  private static func sum(
    _ label: String, _ left: RationalNeighbours, _ right: RationalNeighbours,
    by values: (RationalNeighbours) -> [Rational]
  ) -> AxiomTrial {
    let (a, b) = (Rational(2, over: 3), Rational(1, over: 3))
    let both = RationalNeighbours(
      payoffs: zip(left.payoffs, right.payoffs).map { a * $0 + b * $1 }, neighbours: left.neighbours)
    return AxiomTrial(
      "\(label) mixed with its mirror", RationalGame.combination(a, left.game, b, right.game), values: values(both),
      linear: zip(values(left), values(right)).map { a * $0 + b * $1 })
  }

  /// Epochs of one to five examples: a value is the mean over epochs, and so is the game.
  private static func gradientTrials(_ form: GradientForm, in run: Run) -> [AxiomTrial] {
    epochTrials(in: run) { data in
      let game = RationalGradients(vectors: data.vectors(weightedByLoss: form.isWeightedByLoss))
      return (game.game, game.valuesAboutMean)
    }
  }

  private static func lossTrials(in run: Run) -> [AxiomTrial] {
    epochTrials(in: run) { data in
      let game = RationalLosses(data.losses)
      return (game.game, game.values)
    }
  }

  /// One epoch alone, and the mean of two, whose values must be those of the mean game found by enumeration.
  private static func epochTrials(
    in run: Run, _ play: (SmallGradients) -> (game: RationalGame, values: [Rational])
  ) -> [AxiomTrial] {
    let (half, stream) = (Rational(1, over: 2), run.seeds.branch("epochs"))
    return (1...5).flatMap { players in
      (0..<12).flatMap { index in
        let first = play(SmallGradients(players: players, index: 4 * index, stream: stream))
        let second = play(SmallGradients(players: players, index: 4 * index + 4, stream: stream))
        let mean = RationalGame.combination(half, first.game, half, second.game)
        let label = "data set \(index + 1) of \(players) points"
        return [
          AxiomTrial(label, first.game, values: first.values),
          AxiomTrial(
            "\(label), two epochs", mean, values: zip(first.values, second.values).map { half * ($0 + $1) },
            linear: RationalSemivalue(.shapley, players: players).values(of: mean)),
        ]
      }
    }
  }
}

extension NeighbourForm {
  /// The closed form as the workbench computes it.
  func values(_ point: RationalNeighbours) -> [Rational] {
    isShapley ? point.shapleyValues : point.leaveOneOutValues
  }
}
