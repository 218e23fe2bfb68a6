import Compute
import DSL
import Datasets
import Evaluation
import Learning
import Pipeline
import Report
import Valuation
import Vocabulary

/// Turns a checked study into steps with keys: data, split, features, values, tasks, for every replicate.
struct StudyInterpreter {
  let study: Study
  let files: DataFiles
  let device: PickedDevice
  let streams: Streams

  init(_ loaded: LoadedStudy) {
    (study, files, device) = (loaded.study, loaded.files, loaded.device)
    streams = Streams(seed: loaded.study.seed)
  }

  /// Fails where a data file is missing or not the published one.
  func plan() throws -> StudyPlan {
    try checkGalleries()
    try GameIdentity.check(study)
    try PlayerGroups.check(study)
    try EmbeddingNeeds.check(study)
    try TrainingNeeds.check(study)
    try NoiseStages.check(study)
    let data = try study.datasets.map { try DataIdentity($0, files: files, study: study.file) }
    let sources = data.map(source)
    let ledgers = data.flatMap { data in replicates.map { ledger(data, $0) } }
    let cases = try study.cases.compactMap { block in try caseIdentity(block, data) }
    let grounds = Grounds(
      cases: cases, games: study.cases.compactMap { block in block.game.map { GameIdentity(block.name, $0) } })
    let embedded = try sharedEmbeddings(cases, data)
    let features = cases.flatMap { identity in replicates.map { self.features(identity, $0) } }
    let cells = study.grid.flatMap { cell in
      replicates.flatMap { replicate in steps(cell, grounds, replicate) }
    }
    let trials = study.trials.flatMap { cell in
      replicates.flatMap { replicate in self.trials(cell, grounds, replicate) }
    }
    let theory = study.theory.map { self.theory($0.check, cases) }
    let worked = try study.report.cells.compactMap(worked)
    return StudyPlan(
      study: study, plan: try Plan(steps: sources + ledgers + embedded + features + cells + trials + theory + worked))
  }

  var replicates: Range<Int> { 0..<study.replicates }

  /// A gallery of a table's rows is refused before anything runs.
  private func checkGalleries() throws {
    for case .figure(let cell) in study.report.cells {
      guard let caseName = Registries.chart(cell.chart).demand.imageCase,
        let data = study.cases.first(where: { $0.name == caseName })?.data?.set,
        let source = study.datasets.first(where: { $0.name == data })?.source
      else { continue }
      guard type(of: Registries.source(source)).mayGiveImages else {
        throw Failure(
          .invalid,
          "error: \(study.file): the figure '\(cell.name)' shows images of the case '\(caseName)', but the rows of its "
            + "data set '\(data)' (\(source.name)) are no images; show another case, or use `plot`")
      }
    }
  }

  // MARK: Data

  private func source(_ data: DataIdentity) -> Step {
    let (source, files, requested) = (data.source, files, data.requested)
    let (contents, name) = (data.contents, data.block.name)
    let stream = streams.source(data.sourceKey)
    return Step(
      name: StudyPlan.source(data.block.name), identity: data.sourceParts, inputs: [], seeds: stream, isStored: false,
      work: .whole { _, run in
        let loaded = try source.load(from: files, seeds: run.seeds, requested: requested)
        // The key names the contents the files had when the run was planned.
        guard try source.fingerprint(files: files) == contents else { throw DatasetError.changed(set: name) }
        return loaded.artifact
      })
  }

  private func ledger(_ data: DataIdentity, _ replicate: Int) -> Step {
    let stream = streams.ledger(data.sourceKey, replicate)
    let (split, corruption, name) = (data.split, data.corruption, data.block.source.name)
    return Step(
      name: StudyPlan.ledger(data.block.name, replicate), identity: data.ledgerParts + [Self.part(stream)],
      inputs: [.init("data", StudyPlan.source(data.block.name))], seeds: stream,
      work: .whole { inputs, run in
        let loaded = LoadedData(inputs[0])
        var ledger =
          try split.map { try $0.ledger(of: loaded, seeds: run.seeds) } ?? loaded.ledger(source: name)
        for (index, part) in corruption.enumerated() {
          ledger = try part.corrupt(
            ledger, classes: loaded.examples.classes, seeds: run.seeds.branch("corruption").branch(index))
        }
        return ledger.artifact
      })
  }

  // MARK: Cases

  /// What a case of data depends on; `nil` for a game.
  private func caseIdentity(_ block: CaseBlock, _ all: [DataIdentity]) throws -> CaseIdentity? {
    guard let pair = block.data else { return nil }
    guard let data = all.first(where: { $0.block.name == pair.set }),
      let embedding = study.embeddings.first(where: { $0.name == pair.embedding })
    else { preconditionFailure("case '\(block.name)' was not checked") }
    let teacher = (Registries.embedding(embedding.component) as? any TransferredEmbedding)?.data
    return try CaseIdentity(
      block.name, data: data, embedding: embedding, teacher: all.first { $0.block.name == teacher }, files: files,
      study: study.file)
  }

  private func features(_ identity: CaseIdentity, _ replicate: Int) -> Step {
    let embedding = Registries.embedding(identity.embedding.component)
    let (stream, files) = (streams.valuation(identity.key, replicate), files)
    return Step(
      name: StudyPlan.features(identity.name, replicate),
      identity: identity.embeddingParts + machine,
      inputs: [
        .init("data", StudyPlan.source(identity.data)),
        .init("split", StudyPlan.ledger(identity.data, replicate)),
      ] + sharedInput(of: embedding, identity, replicate), seeds: stream, isStored: isStored(embedding),
      work: .whole { inputs, run in
        let loaded = LoadedData(inputs[0])
        let ledger = Ledger(inputs[1])
        let embedded = try Self.embedded(
          loaded.partition(ledger), by: embedding, Array(inputs.dropFirst(2)), in: run
        ).adding(ledger.noises, at: .afterEmbedding)
        guard try files.fingerprint(of: embedding.files) == identity.contents else {
          throw DatasetError.changed(set: identity.embedding.name)
        }
        return PartitionCoding.artifact(embedded, attributes: loaded.attributes.rows(embedded.train.rows))
      })
  }

  // MARK: Grid

  private func steps(_ cell: GridCell, _ grounds: Grounds, _ replicate: Int) -> [Step] {
    let (ground, key) = grounds.ground(of: cell.caseName)
    let stream = streams.valuation(key, replicate)
    let direction = Registries.method(cell.instance.component).direction
    let scope = CellScope(
      cell: cell, ground: ground, replicate: replicate, stream: stream, direction: direction)
    return [values(scope)]
      + study.tasks.filter { !study.trialTasks.contains($0.name) && study.evaluates($0.name, on: cell.caseName) }
      .map { task($0, scope) }
  }

  private func values(_ scope: CellScope) -> Step {
    let method = Registries.method(scope.cell.instance.component)
    if case .game(let game) = scope.ground { return played(method, game, scope) }
    let parts = identities.method(scope.cell) + [Self.part(scope.stream)] + machine
    return Step(
      name: scope.valuesStep, identity: parts, inputs: scope.dataInputs, seeds: scope.stream,
      work: (method as? any SampledMethod).map { sampled($0, scope) }
        ?? .whole { inputs, run in
          let problem = scope.problem(inputs)
          let values = try method.values(of: problem, in: run).checked(scope.cell.instance.component.name)
          return values.artifact(rows: problem.train.rows)
        })
  }

  /// The values of a game's players, numbered from 0 as rows.
  private func played(_ method: any ValuationMethod, _ identity: GameIdentity, _ scope: CellScope) -> Step {
    guard let method = method as? any GameMethod else {
      preconditionFailure("'\(scope.cell.method)' plays no games, and '\(identity.name)' is one")
    }
    let (toy, seeds) = (identity.game, scope.stream.branch("game"))
    let parts = identity.parts + [Self.part(scope.stream)] + machine
    return Step(
      name: scope.valuesStep, identity: identities.method(scope.cell) + parts, inputs: [], seeds: scope.stream,
      work: (method as? any SampledGameMethod).map { sampled($0, identity, scope, parts) }
        ?? .whole { _, run in
          let game = try toy.game(seeds: seeds)
          let values = try method.values(of: game, in: run).checked(scope.cell.instance.component.name)
          return values.artifact(rows: Array(0..<game.players))
        })
  }

  /// The batches of a sampled method that plays a game, as units.
  private func sampled(
    _ method: any SampledGameMethod, _ identity: GameIdentity, _ scope: CellScope, _ parts: [IdentityPart]
  ) -> Step.Work {
    let component = scope.cell.instance.component
    let (toy, seeds) = (identity.game, scope.stream.branch("game"))
    return .units(
      Step.Units(
        count: method.batches, identity: [IdentityPart("method", "\(component.name)@\(component.revision)")] + parts,
        own: { StudyIdentities.parts(method.identity(ofBatch: $0)) },
        makeWatch: ListeningWatch.maker(method),
        unit: { index, _, run in try method.batch(index, of: toy.game(seeds: seeds), in: run) },
        combine: { batches, _, _ in
          let values = try method.gathered(batches).checked(component.name)
          return values.artifact(rows: Array(0..<values.values.count))
        }))
  }

  /// A sampled method's batches as units.
  private func sampled(_ method: any SampledMethod, _ scope: CellScope) -> Step.Work {
    let component = scope.cell.instance.component
    let name = IdentityPart("method", "\(component.name)@\(component.revision)")
    return .units(
      Step.Units(
        count: method.batches, identity: [name, Self.part(scope.stream)] + machine,
        own: { StudyIdentities.parts(method.identity(ofBatch: $0)) },
        makeWatch: ListeningWatch.maker(method),
        unit: { index, inputs, run in
          // All batches play one game: the step's stream, which they share, is that of the case.
          try method.batch(index, of: scope.problem(inputs), in: run)
        },
        combine: { batches, inputs, run in
          let problem = scope.problem(inputs)
          let values = try method.combine(batches, for: problem, in: run).checked(component.name)
          return values.artifact(rows: problem.train.rows)
        }))
  }

  private func task(_ block: ComponentBlock, _ scope: CellScope) -> Step {
    guard let task = Registries.task(block.component) as? any EvaluationTask else {
      preconditionFailure("\(block.component.name) judges no values")
    }
    // A task that runs the method again depends on it; others know it by its values alone.
    let method = type(of: task).runsMethod ? identities.method(scope.cell, prefix: "method") : []
    let direction = IdentityPart("direction", scope.direction.rawValue)
    let shared = method + [direction, Self.part(scope.stream)] + machine
    return Step(
      name: StudyPlan.task(block.name, scope.cell.caseName, scope.cell.instance.label, scope.replicate),
      identity: identities.block(block) + shared,
      inputs: [.init("values", scope.valuesStep)] + scope.dataInputs + scope.truthInput(task), seeds: scope.stream,
      work: (task as? any UnitTask).map { pieces($0, scope, shared) }
        ?? .whole { inputs, run in
          try task.evaluate(scope.valued(inputs, for: task), in: run)
        })
  }

  /// A task's pieces as units.
  private func pieces(_ task: any UnitTask, _ scope: CellScope, _ shared: [IdentityPart]) -> Step.Work {
    let card = type(of: task).card
    return .units(
      Step.Units(
        count: task.units, identity: [IdentityPart("task", "\(card.name)@\(card.revision)")] + shared,
        own: { StudyIdentities.parts(task.unitIdentity($0)) },
        unit: { index, inputs, run in try task.unit(index, of: scope.valued(inputs, for: task), in: run) },
        combine: { units, inputs, run in try task.combine(units, for: scope.valued(inputs, for: task), in: run) }))
  }

  // MARK: Theory

  /// A check that looks at data sees replicate 0 of its case.
  private func theory(_ block: ComponentBlock, _ cases: [CaseIdentity]) -> Step {
    let check = Registries.theory(block.component)
    let identity = check.caseName.flatMap { name in cases.first { $0.name == name } }
    let stream = streams.theory(identity?.key)
    let inputs: [Step.Input] =
      identity.map {
        [
          .init("features", StudyPlan.features($0.name, 0)), .init("split", StudyPlan.ledger($0.data, 0)),
        ]
      } ?? []
    return Step(
      name: StudyPlan.theory(block.name), identity: identities.block(block) + [Self.part(stream)] + machine,
      inputs: inputs, seeds: stream,
      work: .whole { inputs, run in
        let partition =
          inputs.isEmpty ? nil : PartitionCoding.partition(features: inputs[0], ledger: Ledger(inputs[1]))
        return try check.check(partition, in: run).artifact
      })
  }

  // MARK: Identity

  var identities: StudyIdentities { StudyIdentities(study: study) }

  static func part(_ stream: SeedStream) -> IdentityPart { IdentityPart("stream", stream.description) }

  /// Products differ in low bits between processors, graphics processors and versions.
  var machine: [IdentityPart] {
    [
      IdentityPart("openblas", "\(LinearAlgebra.openBLASVersion) \(LinearAlgebra.openBLASCore)"),
      IdentityPart("device", device.identity),
    ]
  }
}

/// What cells are valued on.
struct Grounds {
  let cases: [CaseIdentity]
  let games: [GameIdentity]

  /// What a case is, with the digest that seeds its streams.
  func ground(of caseName: String) -> (CellScope.Ground, key: ContentKey) {
    if let identity = cases.first(where: { $0.name == caseName }) { return (.data(identity.data), identity.key) }
    guard let game = games.first(where: { $0.name == caseName }) else {
      preconditionFailure("case '\(caseName)' was not checked")
    }
    return (.game(game), game.key)
  }
}

/// What the steps of one cell and replicate share.
struct CellScope: Sendable {
  /// A data set by its name, or a game.
  enum Ground: Sendable {
    case data(String)
    case game(GameIdentity)
  }

  let cell: GridCell
  let ground: Ground
  let replicate: Int
  let stream: SeedStream
  let direction: Direction

  var valuesStep: String { StudyPlan.values(cell.caseName, cell.instance.label, replicate) }

  /// None for a game.
  var dataInputs: [Step.Input] {
    guard case .data(let data) = ground else { return [] }
    return [
      .init("features", StudyPlan.features(cell.caseName, replicate)),
      .init("split", StudyPlan.ledger(data, replicate)),
    ]
  }

  /// From the artifacts of ``dataInputs``.
  func partition(_ inputs: [Artifact]) -> Partition {
    PartitionCoding.partition(features: inputs[0], ledger: Ledger(inputs[1]))
  }

  /// From the artifacts of ``dataInputs``: what a method may look at.
  func problem(_ inputs: [Artifact]) -> ValuationProblem {
    let partition = partition(inputs)
    return ValuationProblem(
      train: partition.train, validation: partition.validation, attributes: [ExampleAttribute](inputs[0]))
  }

  /// The values that a task compares with.
  func truthInput(_ task: any EvaluationTask) -> [Step.Input] {
    task.truth.map { [.init("truth", StudyPlan.values(cell.caseName, $0, replicate))] } ?? []
  }

  /// From the artifacts of ``valuesStep``, ``dataInputs`` and ``truthInput(_:)``.
  func valued(_ inputs: [Artifact], for task: any EvaluationTask) -> ValuedData {
    ValuedData(
      partition: dataInputs.isEmpty ? nil : partition(Array(inputs[1...2])), values: DataValues(inputs[0]),
      method: Registries.method(cell.instance.component), direction: direction,
      truth: task.truth.flatMap { _ in inputs.last.map { DataValues($0) } },
      attributes: dataInputs.isEmpty ? [] : [ExampleAttribute](inputs[1]))
  }
}
