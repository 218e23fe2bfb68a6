public import Compute
public import Datasets
import Valuation
public import Vocabulary

/// Whether methods keep the axioms that their cards declare, on small games.
public struct AxiomSweep: TheoryCheck {
  static let methodsParameter = Parameter<[ComponentValue]>(
    "methods", .list(.reference(.method), count: 1...1000), default: nil,
    help: "The methods whose declared axioms are checked.", synonyms: ["method"]
  ) { value in
    guard case .list(let items) = value else { return nil }
    return items.compactMap { if case .component(let component) = $0 { component } else { nil } }
  }

  public static let card = Card(
    "axioms", .theory, revision: 2,
    "Checks efficiency, symmetry, null player, linearity and monotonicity of methods on small games, as their cards "
      + "declare them.",
    citation: "L. S. Shapley, A value for n-person games, Contributions to the Theory of Games II, 1953; "
      + "P. Dubey, A. Neyman and R. J. Weber, Value theory without efficiency, Mathematics of Operations Research, 1981",
    formula: #"\sum_i \phi_i = v(N) - v(\emptyset),\quad "#
      + #"v(S \cup i) = v(S \cup j)\ \forall S \Rightarrow \phi_i = \phi_j,\quad "#
      + #"v(S \cup i) = v(S)\ \forall S \Rightarrow \phi_i = 0,\quad "#
      + #"\phi(a v + b w) = a \phi(v) + b \phi(w),\quad v(S \cup i) \ge v(S)\ \forall S, i \Rightarrow \phi_i \ge 0"#,
    symbols: [
      .value,
      .init("v, w", "games"),
      .everyone,
      .init("S", "a coalition without the players named"),
      .init("a, b", "numbers"),
    ],
    caution:
      "That axioms hold on small games proves nothing for all of them; one violation does. Methods that sample are "
      + "judged within their standard errors.",
    assumptions:
      "The values are those of a finite game whose utility is known for every coalition; of methods that sample, without "
      + "truncation and up to their standard errors.",
    complexity: "no model fit; some hundred games of at most five points for each method",
    parameters: [methodsParameter], synonyms: ["shapley_axioms", "axiom_sweep"],
    tables: declaredTables)

  let components: [ComponentValue]

  public init(_ arguments: Arguments) { components = arguments[Self.methodsParameter] }

  public func check(_ partition: Partition?, in run: Run) throws -> TheoryResult {
    var rows: [Row] = []
    var known: [String] = []
    for component in components {
      try run.checkInterruption()
      let trials = try AxiomTrials(component, in: run)
      rows += Self.rows(of: component, trials)
      if let (within, count) = trials?.knownValues {
        known.append(
          "\(FractionText.of(within, count)) sampled values of `\(component.name)` lie within four standard errors of the "
            + "exact Shapley value.")
      }
    }
    return result(rows, knownValues: known)
  }

  /// One method and one axiom.
  struct Row: Sendable {
    let method: String
    let axiom: Axiom
    let isDeclared: Bool
    /// How values were had; "none" where the method plays no game known here.
    let arithmetic: String
    private(set) var occasions = 0
    private(set) var broken = 0
    private(set) var largest = Rational(0)
    /// The first occasion that breaks the axiom.
    private(set) var counterexample = ""

    init(_ component: ComponentValue, _ axiom: Axiom, isDeclared: Bool, arithmetic: String) {
      (method, self.axiom) = (component.name, axiom)
      (self.isDeclared, self.arithmetic) = (isDeclared, arithmetic)
    }

    mutating func add(_ occasion: AxiomOccasion) {
      occasions += 1
      largest = max(largest, occasion.deviation)
      guard !occasion.holds else { return }
      if broken == 0 { counterexample = occasion.text }
      broken += 1
    }

    var verdict: TheoryResult.Verdict {
      if occasions == 0 { return .undecided }
      // Chance alone may carry a sampled value beyond four standard errors.
      return broken == 0 ? .holds : arithmetic == "sampled" ? .undecided : .fails
    }
  }

  static func rows(of component: ComponentValue, _ played: AxiomTrials?) -> [Row] {
    let declared = valuationMethods.first { $0.card.name == component.name }?.card.axioms ?? []
    return Axiom.allCases.map { axiom in
      var row = Row(
        component, axiom, isDeclared: declared.contains(axiom), arithmetic: played?.arithmetic ?? "none")
      for trial in played?.trials ?? [] {
        for occasion in trial.occasions(of: axiom) { row.add(occasion) }
      }
      return row
    }
  }
}
