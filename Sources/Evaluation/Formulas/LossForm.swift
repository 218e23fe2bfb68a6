import Compute
import Valuation
import Vocabulary

/// Hardness-Shapley: losses of a few examples.
struct LossForm: ClosedForm {
  init?(_ component: ComponentValue) {
    guard (component.made(from: valuationMethods) as any ValuationMethod) is HardnessShapley else { return nil }
  }

  var title: String { "Hardness-Shapley" }
  var printedIn: String? { nil }
  var defect: String { "" }

  func instances(
    _ variant: FormulaVariant, players: Int, neighbours: Int, in run: Run
  ) throws -> [FormulaInstance] {
    let stream = run.seeds.branch("losses")
    return (0..<GradientForm.dataSets).map { index in
      let data = SmallGradients(players: players, index: index, stream: stream)
      // Thirds, so that doubles have to round.
      let game = RationalLosses(data.losses.map { $0 / 3 })
      return FormulaInstance(
        label: "losses \(FractionText.list(game.losses))", formula: "closed form", game: game.game,
        semivalue: .shapley, values: game.values,
        computed: [.init(values: CHGValues.ofMeanLoss(game.losses.map(\.double)), tolerance: 1e-10)])
    }
  }
}
