import Vocabulary

extension Checker {
  /// A case that is a game instead of data; `nil` once reported.
  func gameCase(_ raw: RawBlock, _ game: Node.Entry, _ fields: Fields) -> CaseBlock? {
    let beside = ["data", "embedding"].compactMap { fields.entry($0) }
    for entry in beside {
      report(
        .game, entry.keyPlace, "\(fields.title) is a game, so '\(entry.key)' has no place", fix: "remove it, or 'game'")
    }
    let component = nested(game.value, .game, Label("game"), Scope())
    return beside.isEmpty ? component.map { CaseBlock(name: raw.name, .game($0)) } : nil
  }

  /// Whether any case of the grid is data, as far as its writing tells.
  static func hasData(_ root: Node) -> Bool {
    guard let cases = root.entry("grid")?.value.entry("cases")?.value, cases.isMap, !cases.entries.isEmpty else {
      return true
    }
    return cases.entries.contains { $0.value.entry("game") == nil && $0.value.entry("like") == nil }
  }

  /// Pairs of the grid that cannot be valued: a method of data on a game, a method without its model on data.
  func reportMisfits(_ cells: [GridCell]) {
    var reported: Set<[String]> = []
    for cell in cells {
      guard let gridCase = cases.all.first(where: { $0.name == cell.caseName }),
        let card = catalogue.card(.method, cell.instance.component.name)
      else { continue }
      let isGame = gridCase.game != nil
      if isGame, !card.playsGames, reported.insert([cell.caseName, cell.method]).inserted {
        reportUnplayable(cell)
      }
      if !isGame, let model = Self.missingModel(cell, card), reported.insert([cell.method]).inserted {
        reportNoModel(model, cell)
      }
    }
  }

  private func reportUnplayable(_ cell: GridCell) {
    guard let place = places[UsedName(kind: .gridCase, name: cell.caseName)] else { return }
    report(
      .game, place, "'\(cell.method)' needs data, and the case '\(cell.caseName)' is a game",
      fix: "add {case: \(cell.caseName), method: \(cell.method)} to grid.exclude")
  }

  /// The parameter for a model that a method which plays games leaves out.
  private static func missingModel(_ cell: GridCell, _ card: Card) -> String? {
    guard card.playsGames else { return nil }
    return card.parameters.first {
      $0.type == .reference(.model) && cell.instance.component.arguments.values[$0.name] == Value.none
    }?.name
  }

  private func reportNoModel(_ parameter: String, _ cell: GridCell) {
    guard let place = places[UsedName(kind: .method, name: cell.method)] else { return }
    report(
      .missingKey, place,
      "methods.\(cell.method) needs the key '\(parameter)', since the case '\(cell.caseName)' is data",
      fix: "name a block of models, or add {case: \(cell.caseName), method: \(cell.method)} to grid.exclude")
  }
}

extension Checker {
  /// Whether a task is evaluated on a case: one that looks at data on no game, one that looks for something only in
  /// data that say where it is, one that compares where the other method is valued.
  func isEvaluated(_ task: TaskTables, on caseName: String) -> Bool {
    guard case .found(let gridCase) = cases.lookup(caseName) else { return true }
    if gridCase.game != nil ? task.needsData : lacksTruth(task, gridCase) { return false }
    guard grid?.cells.contains(where: { $0.caseName == caseName && isJudged($0, by: task) }) ?? true else {
      return false
    }
    return task.comparedMethods.allSatisfy { grid?.hasCell(caseName, $0) ?? true }
  }

  /// Whether a task is about such a row of the grid.
  private func isJudged(_ cell: GridCell, by task: TaskTables) -> Bool {
    guard case .found(let block) = methods.lookup(cell.method) else { return true }
    return block.card.kind == task.card.judges
  }

  /// The cases on which a task is evaluated, in the grid's order.
  func cases(of task: TaskTables) -> [String] { cases.all.map(\.name).filter { isEvaluated(task, on: $0) } }

  /// The cases to offer where one is to be chosen: those on which the task is evaluated, or all if there are none.
  func casesOffered(for task: TaskTables) -> [String] {
    let evaluated = cases(of: task)
    return evaluated.isEmpty ? cases.names : evaluated
  }

  /// Whether a task is evaluated on a case; reports it otherwise.
  func requireTask(_ task: TaskTables, on caseName: String, at place: Place) -> Bool {
    guard !isEvaluated(task, on: caseName) else { return true }
    if case .found(let gridCase) = cases.lookup(caseName), gridCase.game != nil, task.needsData {
      report(
        .game, place, "'\(task.name)' looks at data, and the case '\(caseName)' is a game",
        fix: task.dataParameter.map { "leave out '\($0)' of tasks.\(task.name), or name a case of data" }
          ?? "name a case of data")
    } else if case .found(let gridCase) = cases.lookup(caseName), lacksTruth(task, gridCase) {
      reportNoTruth(task, gridCase, at: place)
    } else if let grid, !grid.cells.contains(where: { $0.caseName == caseName && isJudged($0, by: task) }) {
      let rows = task.card.judges == .strategy ? "trainings under strategies" : "values of methods"
      let section = (task.card.judges == .strategy ? BlockKind.strategy : .method).key
      report(
        .noCell, place, "'\(task.name)' judges \(rows), and the grid has none on case '\(caseName)'",
        fix: "add blocks to '\(section)', and name them in grid.methods where it is a list")
    } else {
      for label in task.comparedMethods { requireCell(caseName, label, at: place) }
    }
    return false
  }

  /// A case that must be data, such as one whose images are shown; reports a game.
  func requireData(_ caseName: String, at place: Place) {
    guard case .found(let gridCase) = cases.lookup(caseName), gridCase.game != nil else { return }
    report(.game, place, "this looks at data, and the case '\(caseName)' is a game", fix: "name a case of data")
  }

  /// Each task must be evaluated somewhere.
  func reportIdleTasks(_ section: Node?) {
    guard grid != nil, cases.isWhole else { return }
    for block in tasks.all {
      guard let place = section?.entry(block.name)?.keyPlace, let card = catalogue.card(.task, block.component.name)
      else { continue }
      let task = TaskTables(block: block, card: card)
      reportStrategies(of: task, in: section?.entry(block.name)?.value, at: place)
      if cases(of: task).isEmpty, let first = cases.names.first { _ = requireTask(task, on: first, at: place) }
    }
  }
}

extension Checker {
  /// Values are compared with those of a method; reports a strategy.
  private func reportStrategies(of task: TaskTables, in node: Node?, at place: Place) {
    for parameter in task.card.parameters {
      let labels = task.block.component.arguments.values[parameter.name].map { value in
        parameter.type.texts(in: value) { $0 == .name(.method) }
      }
      for label in labels ?? [] { _ = isOf(.method, label, at: node?.entry(parameter.name)?.value.place ?? place) }
    }
  }
}

extension TaskTables {
  /// Whether it looks at the data behind the values.
  var needsData: Bool { card.dataNeed.holds(for: block.component.arguments) }

  /// The parameter for whose sake it looks at data, where there is one.
  var dataParameter: String? { if case .given(let name) = card.dataNeed { name } else { nil } }

  /// Labels of the methods whose values it compares with.
  var comparedMethods: [String] {
    card.parameters.flatMap { parameter in
      block.component.arguments.values[parameter.name].map { parameter.type.texts(in: $0) { $0 == .name(.method) } }
        ?? []
    }
  }
}
