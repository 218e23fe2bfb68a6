public import Compute
public import Datasets
import Valuation
public import Vocabulary

/// Whether a method's closed form gives the values that enumerating all coalitions gives, without rounding.
public struct EqualsEnumeration: TheoryCheck {
  enum Arithmetic: String, CaseIterable, Sendable { case exact, double }

  static let methodParameter = Parameter<ComponentValue>.reference(
    "method", to: .method, help: "A method with a closed form, such as knn_shapley or chg_shapley.")
  static let playersParameter = Parameter<[Int]>.integers(
    "players", 1...10, count: 1...10, default: [1, 2, 3, 6], unit: "points",
    help: "Numbers of training points; all their coalitions are enumerated.")
  static let neighboursParameter = Parameter<[Int]>.integers(
    "k", 1...1000, count: 1...20, unit: "neighbours",
    help: "Numbers of neighbours for nearest-neighbour methods; that of the method where none is given."
  ).optional
  static let arithmeticParameter = Parameter<Arithmetic>.choice(
    "arithmetic", default: .exact,
    help: "Exact compares fractions; double compares rounded numbers, where differences up to 1e-10 count as none.")
  static let variantParameter = Parameter<FormulaVariant>.choice(
    "variant", default: .asImplemented,
    help: "Whether the formula is taken as the workbench computes it or as the paper prints it.", synonyms: ["as"])

  public static let card = Card(
    "equals_enumeration", .theory, revision: 3,
    "Compares a method's closed form with the values found by enumerating all coalitions of small games.",
    citation: "L. S. Shapley, A value for n-person games, Contributions to the Theory of Games II, 1953",
    formula: #"\phi_i = \sum_{S \not\ni i} p_{|S|}\,\bigl[v(S \cup \{i\}) - v(S)\bigr]"#,
    symbols: [
      .value,
      .coalition,
      .init("p_{|S|}", "the weight of a coalition by its size"),
      .utility,
    ],
    caution:
      "Equality on small games, however exact, is no proof for all sizes; a difference is a counterexample to the "
      + "formula as it is printed. A method without a formula in print leaves nothing to decide.",
    assumptions:
      "The utility is a function of the coalition alone and is the game that the closed form is made for; distances to a "
      + "validation point differ.",
    complexity: "no model fit; 2ⁿ evaluations of v and O(n 2ⁿ) fractions for each small game",
    parameters: [methodParameter, playersParameter, neighboursParameter, arithmeticParameter, variantParameter],
    synonyms: ["enumeration", "equals_brute_force", "closed_form"],
    tables: declaredTables)

  let component: ComponentValue
  let players: [Int]
  let neighbours: [Int]?
  let arithmetic: Arithmetic
  let variant: FormulaVariant

  public init(_ arguments: Arguments) {
    component = arguments[Self.methodParameter]
    players = Set(arguments[Self.playersParameter]).sorted()
    neighbours = arguments[Self.neighboursParameter].map { Set($0).sorted() }
    (arithmetic, variant) = (arguments[Self.arithmeticParameter], arguments[Self.variantParameter])
  }

  public func check(_ partition: Partition?, in run: Run) throws -> TheoryResult {
    guard let form = Self.closedForm(of: component) else { return unknownForm }
    if variant == .asPrinted, form.printedIn == nil { return unprinted(form) }
    return result(form, try tallies(form, in: run), exhibit: try exhibit(form, in: run))
  }

  static func closedForm(of component: ComponentValue) -> (any ClosedForm)? {
    NeighbourForm(component) ?? GradientForm(component) ?? LossForm(component)
  }

  /// One tally for each formula, number of players and number of neighbours, in this order of the last two.
  func tallies(_ form: any ClosedForm, in run: Run) throws -> [FormulaTally] {
    let choices = form.neighbours.map { neighbours ?? [$0] } ?? [1]
    var tallies: [FormulaTally] = []
    for count in players {
      for choice in choices {
        try run.checkInterruption()
        let instances = try form.instances(variant, players: count, neighbours: choice, in: run)
        for instance in instances {
          let slot = tallies.firstIndex {
            $0.formula == instance.formula && $0.players == count
              && $0.neighbours == form.neighbours.map { _ in choice }
          }
          let index = slot ?? tallies.count
          if slot == nil {
            tallies.append(
              FormulaTally(
                formula: instance.formula, players: count, neighbours: form.neighbours.map { _ in choice }))
          }
          tallies[index].add(instance, isExact: arithmetic == .exact)
        }
      }
    }
    return tallies
  }

  private func exhibit(_ form: any ClosedForm, in run: Run) throws -> FormulaTally? {
    guard variant == .asPrinted, let instance = try form.exhibit(in: run) else { return nil }
    var tally = FormulaTally(formula: instance.formula, players: instance.game.players, neighbours: nil)
    tally.add(instance, isExact: true)
    return tally.counterexample.map { _ in tally }
  }
}
