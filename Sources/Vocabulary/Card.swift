/// What the checker, the schema, `explain`, the report, the keys and the sweeping tests need to know of a component.
public struct Card: Sendable {
  /// The name a study writes, in snake_case, as the literature has it.
  public let name: String
  public let kind: ComponentKind
  /// Raised whenever the same arguments and inputs would give other bytes.
  public let revision: Int
  /// One sentence.
  public let summary: String
  /// Where it comes from: authors, title, venue and year; "" only where there is nothing to cite.
  public let citation: String
  /// The defining formula in TeX, or "".
  public let formula: String
  /// What the signs of ``formula`` stand for, in the order of their first appearance; none where there is no formula.
  public let symbols: [FormulaSymbol]
  /// What it is not: the usual misreading, in one to three sentences of CommonMark, or "".
  public let caution: String
  /// Theory checks: what must hold for the statement; "" where nothing is assumed.
  public let assumptions: String
  /// How cost grows, evaluations of the utility first, or "".
  public let complexity: String
  public let parameters: [ParameterDeclaration]
  /// Other words people use for it; a typo or synonym is answered with ``name``.
  public let synonyms: [String]
  /// Methods: which end of the ranking is good.
  public let direction: Direction?
  /// Methods: the axioms that hold exactly and are swept over by the tests.
  public let axioms: Set<Axiom>
  /// Methods that play a game: how the numbers they give relate to the value they estimate.
  public let estimation: Estimation?
  /// Tasks: the tables it writes, by name. Theory checks: those tables that charts may show.
  public let tables: [TableDeclaration]
  /// Tasks and charts: whether they look at data, or at values alone and so at the players of any game.
  public let dataNeed: DataNeed
  /// Tasks: whether they judge the values that methods give or the trainings that strategies steer.
  public let judges: ComponentKind

  public init(
    _ name: String, _ kind: ComponentKind, revision: Int, _ summary: String, citation: String = "",
    formula: String = "", symbols: [FormulaSymbol] = [], caution: String = "", assumptions: String = "",
    complexity: String = "", parameters: [any DeclaredParameter] = [],
    synonyms: [String] = [], direction: Direction? = nil, axioms: Set<Axiom> = [], estimation: Estimation? = nil,
    tables: [TableDeclaration] = [], dataNeed: DataNeed = .always,
    judges: ComponentKind = .method
  ) {
    (self.name, self.kind, self.revision, self.summary) = (name, kind, revision, summary)
    (self.citation, self.formula, self.symbols, self.caution) = (citation, formula, symbols, caution)
    (self.assumptions, self.complexity) = (assumptions, complexity)
    self.parameters = parameters.map(\.declaration)
    (self.synonyms, self.direction, self.axioms) = (synonyms, direction, axioms)
    (self.estimation, self.tables, self.dataNeed, self.judges) = (estimation, tables, dataNeed, judges)
  }

  /// Whether it is a method that values the players of any game: one that needs a model on data alone.
  public var playsGames: Bool {
    kind == .method && parameters.contains { $0.type == .reference(.model) && $0.fallback == Value.none }
  }

  /// The declaration of a parameter by name.
  public func parameter(_ name: String) -> ParameterDeclaration? { parameters.first { $0.name == name } }
}

/// When a task looks at the data behind the values.
public enum DataNeed: Sendable, Hashable {
  case always
  case never
  /// Only where the study gives a parameter, and no empty list for it.
  case given(String)
  /// Always, and only data that say what it looks for: with one of these corruptions, or a source that is given one of
  /// these parameters.
  case groundTruth(corruptions: [String], parameters: [String])
  /// Charts of values: only where a parameter tells rows apart (a ``RowGrouping``); by corruption, data with any corruption,
  /// or a source that is given one of these parameters.
  case grouped(by: String, parameters: [String])

  /// Whether a task with these arguments looks at data.
  public func holds(for arguments: Arguments) -> Bool {
    switch self {
    case .always, .groundTruth: true
    case .never: false
    case .grouped(let parameter, _): arguments.values[parameter] != .text(RowGrouping.none.rawValue)
    case .given(let parameter):
      switch arguments.values[parameter] {
      case nil, Value.none?: false
      case .list(let items)?: !items.isEmpty
      case .some: true
      }
    }
  }
}

/// Which end of a method's ranking is good.
public enum Direction: String, Sendable, Hashable, CaseIterable {
  case higherIsBetter = "higher is better"
  case higherIsHarder = "higher is harder"
}

/// How an estimate relates to the value it estimates.
public enum Estimation: String, Sendable, Hashable, CaseIterable {
  /// No sampling: the value itself, up to rounding.
  case exact
  /// Its mean over random draws is the value, however few draws.
  case unbiased
  /// It tends to the value as draws grow, and is off by less than its own spread before.
  case consistent
  /// It leaves something out on purpose, such as a truncated walk.
  case biased
}

/// Properties of a value, as the theory of cooperative games names them.
public enum Axiom: String, Sendable, Hashable, CaseIterable {
  case efficiency, symmetry, nullPlayer = "null player", linearity, monotonicity
}

/// A table that a component writes, declared so that charts and prose can be checked before anything runs.
public struct TableDeclaration: Sendable, Hashable {
  public let name: String
  public let columns: [ColumnDeclaration]
  public init(_ name: String, _ columns: [ColumnDeclaration]) { (self.name, self.columns) = (name, columns) }
}

/// A column with its unit (`""` for none) and a phrase for axes and headings.
public struct ColumnDeclaration: Sendable, Hashable {
  public let name: String
  public let unit: String
  public let label: String
  /// Whether the column tells results apart (an order, a fraction) instead of measuring them.
  public let isDimension: Bool
  /// Whether larger is better, where that has a sense: metrics do, dimensions do not.
  public let higherIsBetter: Bool?
  /// Whether it finds words or flags instead of numbers.
  public let isInWords: Bool

  public init(
    _ name: String, unit: String = "", label: String? = nil, isDimension: Bool = false, higherIsBetter: Bool? = nil,
    isInWords: Bool = false
  ) {
    self.isInWords = isInWords
    (self.name, self.unit, self.label) = (name, unit, label ?? name)
    (self.isDimension, self.higherIsBetter) = (isDimension, higherIsBetter)
  }
}
