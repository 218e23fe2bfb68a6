public import Vocabulary

/// A checked study: every name resolved, every default filled in, every sweep spelled out.
///
/// Reading a file gives either a study or a list of diagnostics, never a half-checked study.
public struct Study: Sendable {
  /// The file as the user named it.
  public let file: String
  public let title: String
  public let question: Template
  public let answer: Template
  public let seed: UInt64
  public let replicates: Int
  /// The device that is to compute, where the study says so.
  public let device: ChosenWord?
  /// How exact that device's products are to be, where the study says so.
  public let precision: ChosenWord?
  public let datasets: [DatasetBlock]
  public let embeddings: [ComponentBlock]
  public let models: [ComponentBlock]
  public let methods: [MethodBlock]
  /// Rules that steer trainings, the rows of the grid that give no values.
  public let strategies: [MethodBlock]
  public let cases: [CaseBlock]
  /// Which method instances are valued on which case, in the order of cases and methods, exclusions taken out.
  public let grid: [GridCell]
  /// Which strategy instances train on which case, in the same order.
  public let trials: [GridCell]
  /// Pairs of case and method taken out by `exclude`, for the plan and the report to mention.
  public let excluded: [(caseName: String, method: String)]
  public let tasks: [ComponentBlock]
  /// The cases on which a task is evaluated, by its name; a task that looks at data knows no games, and one that looks
  /// for something only data that say where it is.
  public let taskCases: [String: Set<String>]
  /// Tasks that judge trainings under strategies instead of values.
  public let trialTasks: Set<String>
  public let theory: [TheoryBlock]
  public let claims: [ClaimBlock]
  public let report: ReportBlock
  /// The profile that was applied, if any, and each `--set`, as written.
  public let overrides: [String]
  /// What is allowed but probably not meant, such as a block that nothing uses.
  public let warnings: [Diagnostic]

  public init(
    file: String, title: String, question: Template, answer: Template, seed: UInt64, replicates: Int,
    device: ChosenWord? = nil, precision: ChosenWord? = nil,
    datasets: [DatasetBlock], embeddings: [ComponentBlock], models: [ComponentBlock], methods: [MethodBlock],
    strategies: [MethodBlock] = [], cases: [CaseBlock], grid: [GridCell], trials: [GridCell] = [],
    excluded: [(caseName: String, method: String)], tasks: [ComponentBlock],
    taskCases: [String: Set<String>] = [:], trialTasks: Set<String> = [], theory: [TheoryBlock] = [],
    claims: [ClaimBlock] = [], report: ReportBlock,
    overrides: [String],
    warnings: [Diagnostic] = []
  ) {
    (self.file, self.title, self.question, self.answer) = (file, title, question, answer)
    (self.seed, self.replicates, self.datasets, self.embeddings) = (seed, replicates, datasets, embeddings)
    (self.models, self.methods, self.cases, self.grid) = (models, methods, cases, grid)
    (self.theory, self.claims, self.warnings) = (theory, claims, warnings)
    (self.excluded, self.tasks, self.report, self.overrides) = (excluded, tasks, report, overrides)
    (self.strategies, self.trials) = (strategies, trials)
    (self.taskCases, self.trialTasks) = (taskCases, trialTasks)
    (self.device, self.precision) = (device, precision)
  }

  /// Whether a task is evaluated on a case.
  public func evaluates(_ task: String, on caseName: String) -> Bool { taskCases[task]?.contains(caseName) ?? true }

  /// The cells on which a task is evaluated: methods on cases, or strategies on cases.
  public func cells(of task: String) -> [GridCell] {
    (trialTasks.contains(task) ? trials : grid).filter { evaluates(task, on: $0.caseName) }
  }

  /// The block of a cell's method or strategy.
  public func block(of cell: GridCell) -> MethodBlock? { (methods + strategies).first { $0.name == cell.method } }
}

/// One of a few words that a study may choose among, such as a device's name, and where it stands.
public struct ChosenWord: Sendable, Hashable {
  public let name: String
  public let span: SourceSpan

  public init(name: String, span: SourceSpan) { (self.name, self.span) = (name, span) }
}

/// A block such as `models.logreg`: a name, its component, and where each argument stands in the study.
public struct ComponentBlock: Sendable {
  public let name: String
  public let component: ComponentValue
  /// Line of each argument given in the study, by parameter name; `kind` for the component itself.
  public let lines: [String: Int]

  public init(name: String, component: ComponentValue, lines: [String: Int]) {
    (self.name, self.component, self.lines) = (name, component, lines)
  }
}

/// A block of `datasets`.
public struct DatasetBlock: Sendable {
  public let name: String
  public let source: ComponentValue
  /// Absent where the source brings explicit train, validation and test files.
  public let split: SplitRequest?
  public let corruption: [ComponentValue]
  public let lines: [String: Int]

  public init(
    name: String, source: ComponentValue, split: SplitRequest?, corruption: [ComponentValue], lines: [String: Int]
  ) {
    (self.name, self.source, self.split, self.corruption, self.lines) = (name, source, split, corruption, lines)
  }
}

/// How many examples each part gets.
public struct SplitRequest: Sendable, Hashable {
  public let train: Int
  public let validation: Int
  public let test: Int
  /// Whether each part keeps the class shares of the whole.
  public let stratify: Bool

  public init(train: Int, validation: Int, test: Int, stratify: Bool) {
    (self.train, self.validation, self.test, self.stratify) = (train, validation, test, stratify)
  }
}

/// A block of `methods` or of `strategies`; a sweep makes several instances of it.
public struct MethodBlock: Sendable {
  public let name: String
  public let card: Card
  /// At least one; without a sweep, one whose label is the name.
  public let instances: [MethodInstance]
  /// The index of the instance that the plain name means in prose, figures and tables; `nil` if there are several and none was named.
  public let headline: Int?
  public let lines: [String: Int]

  /// The key of the map it stands in.
  public var section: String { card.kind == .strategy ? BlockKind.strategy.key : BlockKind.method.key }

  public init(name: String, card: Card, instances: [MethodInstance], headline: Int?, lines: [String: Int]) {
    (self.name, self.card, self.instances, self.headline, self.lines) = (name, card, instances, headline, lines)
  }
}

/// A method with all its arguments.
public struct MethodInstance: Sendable, Hashable {
  /// As prose and tables write it: `knn[k=5]`, or the block's name without a sweep.
  public let label: String
  /// As file names write it: `knn.k5`.
  public let fileLabel: String
  public let component: ComponentValue

  public init(label: String, fileLabel: String, component: ComponentValue) {
    (self.label, self.fileLabel, self.component) = (label, fileLabel, component)
  }
}

/// A case of the grid: a data set seen through an embedding, or a game.
public struct CaseBlock: Sendable, Hashable {
  public let name: String
  public let content: Content

  public enum Content: Sendable, Hashable {
    case data(String, embedding: String)
    case game(ComponentValue)
  }

  public init(name: String, _ content: Content) { (self.name, self.content) = (name, content) }

  /// The data set and the embedding; `nil` for a game.
  public var data: (set: String, embedding: String)? {
    if case .data(let set, let embedding) = content { (set, embedding) } else { nil }
  }

  /// The game; `nil` for data.
  public var game: ComponentValue? { if case .game(let game) = content { game } else { nil } }
}

/// A method instance on a case.
public struct GridCell: Sendable, Hashable {
  public let caseName: String
  public let method: String
  public let instance: MethodInstance
  public init(caseName: String, method: String, instance: MethodInstance) {
    (self.caseName, self.method, self.instance) = (caseName, method, instance)
  }
}
