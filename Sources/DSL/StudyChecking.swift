import Vocabulary

/// One check of a tree under some overrides: the study, or the mistakes.
struct StudyChecking {
  let study: Study?
  let diagnostics: [Diagnostic]

  init(
    catalogue: Catalogue, source: SourceText, files: StudyFiles, root: Node, overrides: [Override],
    written: [String] = []
  ) {
    let (tree, problems) = Self.applying(overrides, to: root)
    let checker = Checker(catalogue: catalogue, source: source, files: files)
    if let mistake = FormatVersion.mistake(in: tree) { checker.add(mistake.diagnostic) }
    let study = checker.study(tree, overrides: written)
    diagnostics = problems + checker.diagnostics
    self.study = diagnostics.isEmpty ? study : nil
  }

  /// The tree under some overrides, and why some could not be applied.
  static func applying(_ overrides: [Override], to root: Node) -> (tree: Node, problems: [Diagnostic]) {
    var (tree, problems): (Node, [Diagnostic]) = (root, [])
    for override in overrides {
      switch override.applied(to: tree) {
      case .success(let changed): tree = changed
      case .failure(let error): problems += error.diagnostics
      }
    }
    return (tree, problems)
  }
}

extension Checker {
  private static var sections: [Word] {
    [
      "workbench", "title", "question", "answer", "seed", "replicates", "device", "precision", "datasets", "embeddings",
      "models",
      "methods", "strategies", "grid", "theory", "tasks", "claims", "profiles", "report",
    ].map { Word($0) }
  }

  /// Reads the whole tree, sections in the order in which they name each other.
  func study(_ root: Node, overrides: [String]) -> Study? {
    guard
      let fields = fields(
        root, title: "the study", owner: root.place.start, words: Self.sections,
        required: ["title"] + (Self.hasData(root) ? ["datasets", "embeddings"] : [])
          + (root.entry("strategies") == nil ? ["methods"] : []) + ["grid", "tasks"])
    else { return nil }
    readSections(fields)
    readBibliography(fields["report"])
    let title = fields["title"].flatMap { scalar($0, .text, Label("title")) }
    let seed = fields["seed"].map { self.seed($0, Label("seed")) } ?? 0
    let replicates = fields["replicates"].map { integer($0, 1...1000, Label("replicates")) } ?? 10
    let device = fields["device"].map { word($0, catalogue.devices.map(\.name), "device") }
    let precision = fields["precision"].map { word($0, catalogue.precisions, "precision") }
    requirePrecision(fields, device, precision)
    let question = fields["question"].map { template($0, Label("question")) } ?? Template([])
    let answer = fields["answer"].map { template($0, Label("answer")) } ?? Template([])
    let report = readReport(fields["report"], owner: fields.entry("report")?.keyPlace)
    reportUnknownCitations(fields["report"])
    reportFootnotes()
    if case .some(nil) = device { return nil }
    if case .some(nil) = precision { return nil }
    guard let title, let seed, let replicates, let question, let answer, let report, let grid else { return nil }
    let (valued, trials) = Self.split(grid.cells, methods.all)
    return Study(
      file: source.name, title: title, question: question, answer: answer, seed: seed, replicates: replicates,
      device: device ?? nil, precision: precision ?? nil, datasets: datasets.all, embeddings: embeddings.all,
      models: models.all,
      methods: methods.all.filter { $0.card.kind == .method },
      strategies: methods.all.filter { $0.card.kind == .strategy },
      cases: cases.all, grid: valued, trials: trials, excluded: grid.excluded, tasks: tasks.all, taskCases: taskCases,
      trialTasks: trialTasks, theory: theory.all, claims: claims.all,
      report: report, overrides: overrides, warnings: unusedBlocks(fields) + fewReplicates(replicates, fields))
  }

  /// The cells of methods and those of strategies.
  private static func split(_ cells: [GridCell], _ blocks: [MethodBlock]) -> (valued: [GridCell], trials: [GridCell]) {
    let strategies = Set(blocks.filter { $0.card.kind == .strategy }.map(\.name))
    return (cells.filter { !strategies.contains($0.method) }, cells.filter { strategies.contains($0.method) })
  }

  private func word(_ node: Node, _ options: [String], _ label: String) -> ChosenWord? {
    choice(node, options, Label(label)).map { ChosenWord(name: $0, span: node.place.span) }
  }

  /// A device that is not chosen is the first; one that is misspelt, or chosen by a misspelt word, may be any.
  private func requirePrecision(_ fields: Fields, _ device: ChosenWord??, _ precision: ChosenWord??) {
    guard let node = fields["precision"], let chosen = precision ?? nil, !fields.excused.contains("device") else {
      return
    }
    if case .some(nil) = device { return }
    let name = (device ?? nil)?.name
    guard let known = name == nil ? catalogue.devices.first : catalogue.devices.first(where: { $0.name == name }),
      !known.precisions.contains(chosen.name)
    else { return }
    let others = catalogue.devices.filter { $0.precisions.contains(chosen.name) }.map(\.name)
    report(
      .precision, node.place, "the device '\(known.name)' has no precision '\(chosen.name)'",
      fix: "write device: \(others.joined(separator: " or ")), or leave precision out")
  }

  private var trialTasks: Set<String> {
    Set(tasks.all.filter { catalogue.card(.task, $0.component.name)?.judges == .strategy }.map(\.name))
  }

  private var taskCases: [String: Set<String>] {
    Dictionary(
      uniqueKeysWithValues: tasks.all.compactMap { block in
        catalogue.card(.task, block.component.name).map { card in
          (block.name, Set(cases(of: TaskTables(block: block, card: card))))
        }
      })
  }

  /// Blocks of data, embeddings and models that no case and no field names: allowed, but often left over by mistake.
  private func unusedBlocks(_ fields: Fields) -> [Diagnostic] {
    [BlockKind.dataset, .embedding, .model].flatMap { kind in
      (fields[kind.key]?.entries ?? []).filter { !used.contains(UsedName(kind: kind, name: $0.key)) }.map {
        Diagnostic(.unused, $0.keyPlace, "nothing uses the \(kind.rawValue) '\($0.key)'", severity: .warning)
      }
    }
  }

  /// A section that is misspelt is reported once; names of its blocks are not.
  private func readSections(_ fields: Fields) {
    models = componentBlocks(fields["models"], .model, .learner)
    models.isUnreadable = models.isUnreadable || fields.excused.contains("models")
    readDatasets(fields["datasets"])
    datasets.isUnreadable = datasets.isUnreadable || fields.excused.contains("datasets")
    embeddings = componentBlocks(fields["embeddings"], .embedding, .embedding)
    embeddings.isUnreadable = embeddings.isUnreadable || fields.excused.contains("embeddings")
    readMethods(fields["methods"], strategies: fields["strategies"])
    let isMisspelt = fields.excused.contains("methods") || fields.excused.contains("strategies")
    methods.isUnreadable = methods.isUnreadable || isMisspelt
    readGrid(fields["grid"], owner: fields.entry("grid")?.keyPlace)
    readTheory(fields["theory"])
    theory.isUnreadable = theory.isUnreadable || fields.excused.contains("theory")
    tasks = componentBlocks(fields["tasks"], .task, .task, reserved: ["data", "worked"])
    tasks.isUnreadable = tasks.isUnreadable || fields.excused.contains("tasks")
    reportIdleTasks(fields["tasks"])
    readClaims(fields["claims"])
    claims.isUnreadable = claims.isUnreadable || fields.excused.contains("claims")
    readWorked(fields["report"])
    worked.isUnreadable = worked.isUnreadable || fields.excused.contains("report")
  }
}
