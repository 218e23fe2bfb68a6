import Compute
import DSL
import Datasets
import Learning
import Pipeline
import Vocabulary

/// Steps that several cases or replicates share: rows embedded each alone, and networks trained on other data sets.
extension StudyInterpreter {
  /// One for each pair of data set and row-wise embedding, and one for each embedding that learns from another data set
  /// and replicate, where some case uses them. Loads the data of the first kind, to know how many rows there are.
  func sharedEmbeddings(_ cases: [CaseIdentity], _ data: [DataIdentity]) throws -> [Step] {
    var (steps, names) = ([Step](), Set<String>())
    for identity in cases {
      guard let set = data.first(where: { $0.block.name == identity.data }) else { continue }
      switch Registries.embedding(identity.embedding.component) {
      case let embedding as any RowwiseEmbedding:
        guard names.insert(StudyPlan.embedded(identity.data, identity.embedding.name)).inserted else { continue }
        steps.append(try embedded(identity, set, embedding))
      case let embedding as any TransferredEmbedding:
        guard names.insert(StudyPlan.network(identity.embedding.name, 0)).inserted else { continue }
        steps += replicates.compactMap { replicate in
          identity.teacher.map { network(identity, $0, embedding, replicate) }
        }
      default: continue
      }
    }
    return steps
  }

  /// The step of those that the features of a case are made of.
  func sharedInput(of embedding: any Embedding, _ identity: CaseIdentity, _ replicate: Int) -> [Step.Input] {
    switch embedding {
    case is any RowwiseEmbedding: [.init("embedded", StudyPlan.embedded(identity.data, identity.embedding.name))]
    case is any TransferredEmbedding: [.init("network", StudyPlan.network(identity.embedding.name, replicate))]
    default: []
    }
  }

  /// Gathering rows that are stored already is not stored again.
  func isStored(_ embedding: any Embedding) -> Bool {
    !type(of: embedding).isCheap && !(embedding is any RowwiseEmbedding)
  }

  /// A partition under an embedding, with what ``sharedInput(of:_:_:)`` names.
  static func embedded(
    _ partition: Partition, by embedding: any Embedding, _ shared: [Artifact], in run: Run
  ) throws -> Partition {
    switch embedding {
    case is any RowwiseEmbedding:
      guard let features = shared[0].array("features") else { preconditionFailure("no features of a whole source") }
      return partition.takingFeatures(of: Matrix(features))
    case let embedding as any TransferredEmbedding: return try embedding.embed(partition, by: shared[0], in: run)
    default: return try embedding.embed(partition, in: run)
    }
  }

  /// All rows of a data set, in units after which a stopped run goes on.
  private func embedded(
    _ identity: CaseIdentity, _ data: DataIdentity, _ embedding: any RowwiseEmbedding
  ) throws -> Step {
    let (stream, files) = (streams.source(data.sourceKey), files)
    let rows = try data.source.load(from: files, seeds: stream, requested: data.requested).examples.count
    let size = type(of: embedding).unitRows
    let parts = identity.embeddingParts + machine
    @Sendable func unitRows(_ unit: Int) -> Range<Int> { unit * size..<min(rows, (unit + 1) * size) }
    return Step(
      name: StudyPlan.embedded(identity.data, identity.embedding.name), identity: parts,
      inputs: [.init("data", StudyPlan.source(identity.data))], seeds: stream,
      work: .units(
        Step.Units(
          count: (rows + size - 1) / size, identity: parts,
          own: { [IdentityPart("rows", "\(unitRows($0).lowerBound)..<\(unitRows($0).upperBound)")] },
          unit: { index, inputs, run in
            let rows = LoadedData(inputs[0]).rows(unitRows(index))
            let features = try embedding.features(of: rows, from: files, in: run)
            guard try files.fingerprint(of: embedding.files) == identity.contents else {
              throw DatasetError.changed(set: identity.embedding.name)
            }
            return Artifact([.init("features", .array(features.array))])
          },
          combine: { units, _, _ in Artifact([.init("features", .array(Self.stacked(units)))]) })))
  }

  /// The features of units, one below the other.
  private static func stacked(_ units: [Artifact]) -> NumericArray {
    let matrices = units.compactMap { $0.array("features").map { Matrix($0) } }
    var elements: [Float] = []
    elements.reserveCapacity(matrices.reduce(0) { $0 + $1.elements.count })
    for matrix in matrices { elements += matrix.elements }
    let rows = matrices.reduce(0) { $0 + $1.rows }
    return NumericArray(shape: [rows, rows == 0 ? 0 : elements.count / rows], .float32(elements))
  }

  /// What an embedding learns on the training part of another data set in one replicate.
  private func network(
    _ identity: CaseIdentity, _ teacher: DataIdentity, _ embedding: any TransferredEmbedding, _ replicate: Int
  ) -> Step {
    let stream = streams.network(teacher.key, replicate)
    return Step(
      name: StudyPlan.network(identity.embedding.name, replicate),
      identity: identity.embeddingParts + [Self.part(stream)] + machine,
      inputs: [
        .init("data", StudyPlan.source(teacher.block.name)),
        .init("split", StudyPlan.ledger(teacher.block.name, replicate)),
      ], seeds: stream,
      work: .whole { inputs, run in
        try embedding.learned(from: LoadedData(inputs[0]).partition(Ledger(inputs[1])).train, in: run)
      })
  }
}

extension LoadedData {
  /// Some rows in the source's order, as examples that know their images.
  fileprivate func rows(_ rows: Range<Int>) -> Examples {
    let some = examples.subset(Array(rows))
    return Examples(
      features: some.features, labels: some.labels, classes: some.classes, rows: some.rows, targets: some.targets,
      imageShape: imageShape)
  }
}
