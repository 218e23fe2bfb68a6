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
  let streams: Streams

  init(_ loaded: LoadedStudy) {
    (study, files) = (loaded.study, loaded.files)
    streams = Streams(seed: loaded.study.seed)
  }

  /// Fails where a data file is missing or not the published one.
  func plan() throws -> StudyPlan {
    try checkGalleries()
    let data = try study.datasets.map { try DataIdentity($0, files: files, study: study.file) }
    let sources = data.map(source)
    let ledgers = data.flatMap { data in replicates.map { ledger(data, $0) } }
    let cases = try study.cases.map { block in try caseIdentity(block, data) }
    let features = cases.flatMap { identity in replicates.map { self.features(identity, $0) } }
    let cells = study.grid.flatMap { cell in
      replicates.flatMap { replicate in steps(cell, cases, replicate) }
    }
    let theory = study.theory.map { self.theory($0.check, cases) }
    return StudyPlan(study: study, plan: try Plan(steps: sources + ledgers + features + cells + theory))
  }

  private var replicates: Range<Int> { 0..<study.replicates }

  /// A gallery of a table's rows is refused before anything runs.
  private func checkGalleries() throws {
    for case .figure(let cell) in study.report.cells {
      guard let caseName = Registries.chart(cell.chart).demand.imageCase,
        let data = study.cases.first(where: { $0.name == caseName })?.data,
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

  private func caseIdentity(_ block: CaseBlock, _ data: [DataIdentity]) throws -> CaseIdentity {
    guard let data = data.first(where: { $0.block.name == block.data }),
      let embedding = study.embeddings.first(where: { $0.name == block.embedding })
    else { preconditionFailure("case '\(block.name)' was not checked") }
    return try CaseIdentity(block, data: data, embedding: embedding, files: files, study: study.file)
  }

  private func features(_ identity: CaseIdentity, _ replicate: Int) -> Step {
    let embedding = Registries.embedding(identity.embedding.component)
    let (stream, files) = (streams.valuation(identity.key, replicate), files)
    return Step(
      name: StudyPlan.features(identity.block.name, replicate),
      identity: identity.embeddingParts + Self.machine,
      inputs: [
        .init("data", StudyPlan.source(identity.block.data)),
        .init("split", StudyPlan.ledger(identity.block.data, replicate)),
      ], seeds: stream, isStored: !type(of: embedding).isCheap,
      work: .whole { inputs, run in
        let partition = LoadedData(inputs[0]).partition(Ledger(inputs[1]))
        let embedded = try embedding.embed(partition, in: run)
        guard try files.fingerprint(of: embedding.files) == identity.contents else {
          throw DatasetError.changed(set: identity.embedding.name)
        }
        return PartitionCoding.artifact(embedded)
      })
  }

  // MARK: Grid

  private func steps(_ cell: GridCell, _ cases: [CaseIdentity], _ replicate: Int) -> [Step] {
    guard let identity = cases.first(where: { $0.block.name == cell.caseName }) else {
      preconditionFailure("case '\(cell.caseName)' was not checked")
    }
    let stream = streams.valuation(identity.key, replicate)
    let direction = study.methods.first { $0.name == cell.method }?.card.direction ?? .higherIsBetter
    let scope = CellScope(
      cell: cell, data: identity.block.data, replicate: replicate, stream: stream, direction: direction)
    return [values(scope)] + study.tasks.map { task($0, scope) }
  }

  private func values(_ scope: CellScope) -> Step {
    let method = Registries.method(scope.cell.instance.component)
    let parts = identities.method(scope.cell) + [Self.part(scope.stream)] + Self.machine
    return Step(
      name: scope.valuesStep, identity: parts, inputs: scope.dataInputs, seeds: scope.stream,
      work: (method as? any SampledMethod).map { sampled($0, scope) }
        ?? .whole { inputs, run in
          let partition = scope.partition(inputs)
          let values = try method.values(of: ValuationProblem(partition), in: run)
          return values.artifact(rows: partition.train.rows)
        })
  }

  /// A sampled method's batches as units.
  private func sampled(_ method: any SampledMethod, _ scope: CellScope) -> Step.Work {
    let component = scope.cell.instance.component
    let name = IdentityPart("method", "\(component.name)@\(component.revision)")
    return .units(
      Step.Units(
        count: method.batches, identity: [name, Self.part(scope.stream)] + Self.machine,
        own: { StudyIdentities.parts(method.identity(ofBatch: $0)) },
        makeWatch: ListeningWatch.maker(method),
        unit: { index, inputs, run in
          // All batches play one game: the step's stream, which they share, is that of the case.
          try method.batch(index, of: ValuationProblem(scope.partition(inputs)), in: run)
        },
        combine: { batches, inputs, run in
          let partition = scope.partition(inputs)
          let values = try method.combine(batches, for: ValuationProblem(partition), in: run)
          return values.artifact(rows: partition.train.rows)
        }))
  }

  private func task(_ block: ComponentBlock, _ scope: CellScope) -> Step {
    let task = Registries.task(block.component)
    // A task that runs the method again depends on it; others know it by its values alone.
    let method = type(of: task).runsMethod ? identities.method(scope.cell, prefix: "method") : []
    let direction = IdentityPart("direction", scope.direction.rawValue)
    let shared = method + [direction, Self.part(scope.stream)] + Self.machine
    return Step(
      name: StudyPlan.task(block.name, scope.cell.caseName, scope.cell.instance.label, scope.replicate),
      identity: identities.block(block) + shared,
      inputs: [.init("values", scope.valuesStep)] + scope.dataInputs, seeds: scope.stream,
      work: (task as? any UnitTask).map { pieces($0, scope, shared) }
        ?? .whole { inputs, run in
          try task.evaluate(scope.valued(inputs), in: run)
        })
  }

  /// A task's pieces as units.
  private func pieces(_ task: any UnitTask, _ scope: CellScope, _ shared: [IdentityPart]) -> Step.Work {
    let card = type(of: task).card
    return .units(
      Step.Units(
        count: task.units, identity: [IdentityPart("task", "\(card.name)@\(card.revision)")] + shared,
        own: { StudyIdentities.parts(task.unitIdentity($0)) },
        unit: { index, inputs, run in try task.unit(index, of: scope.valued(inputs), in: run) },
        combine: { units, inputs, run in try task.combine(units, for: scope.valued(inputs), in: run) }))
  }

  // MARK: Theory

  /// A check that looks at data sees replicate 0 of its case.
  private func theory(_ block: ComponentBlock, _ cases: [CaseIdentity]) -> Step {
    let check = Registries.theory(block.component)
    let identity = check.caseName.flatMap { name in cases.first { $0.block.name == name } }
    let stream = streams.theory(identity?.key)
    let inputs: [Step.Input] =
      identity.map {
        [
          .init("features", StudyPlan.features($0.block.name, 0)), .init("split", StudyPlan.ledger($0.block.data, 0)),
        ]
      } ?? []
    return Step(
      name: StudyPlan.theory(block.name), identity: identities.block(block) + [Self.part(stream)] + Self.machine,
      inputs: inputs, seeds: stream,
      work: .whole { inputs, run in
        let partition =
          inputs.isEmpty ? nil : PartitionCoding.partition(features: inputs[0], ledger: Ledger(inputs[1]))
        return try check.check(partition, in: run).artifact
      })
  }

  // MARK: Identity

  private var identities: StudyIdentities { StudyIdentities(study: study) }

  private static func part(_ stream: SeedStream) -> IdentityPart { IdentityPart("stream", stream.description) }

  /// Products differ in low bits between processors and versions.
  private static let machine = [
    IdentityPart("openblas", "\(LinearAlgebra.openBLASVersion) \(LinearAlgebra.openBLASCore)"),
    IdentityPart("device", "cpu"),
  ]
}

/// What the steps of one cell and replicate share.
struct CellScope: Sendable {
  let cell: GridCell
  let data: String
  let replicate: Int
  let stream: SeedStream
  let direction: Direction

  var valuesStep: String { StudyPlan.values(cell.caseName, cell.instance.label, replicate) }

  var dataInputs: [Step.Input] {
    [
      .init("features", StudyPlan.features(cell.caseName, replicate)),
      .init("split", StudyPlan.ledger(data, replicate)),
    ]
  }

  /// From the artifacts of ``dataInputs``.
  func partition(_ inputs: [Artifact]) -> Partition {
    PartitionCoding.partition(features: inputs[0], ledger: Ledger(inputs[1]))
  }

  /// From the artifact of ``valuesStep`` and those of ``dataInputs``.
  func valued(_ inputs: [Artifact]) -> ValuedData {
    ValuedData(
      partition: partition(Array(inputs.dropFirst())), values: DataValues(inputs[0]),
      method: Registries.method(cell.instance.component), direction: direction)
  }
}

extension ValuationProblem {
  init(_ partition: Partition) { self.init(train: partition.train, validation: partition.validation) }
}
