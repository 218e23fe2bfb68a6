import DSL
import Datasets
import Learning
import Pipeline
import Vocabulary

/// What a data set of the study depends on.
struct DataIdentity {
  let block: DatasetBlock
  let source: any DatasetSource
  let split: Split?
  let corruption: [any Corruption]
  /// How many rows the split asks for, for sources that make as many as are wanted.
  let requested: Int?
  /// Digest of the source, its arguments and the contents of its files.
  let sourceKey: ContentKey
  /// Digest of the contents of its files.
  let contents: ContentKey
  let sourceParts: [IdentityPart]
  let ledgerParts: [IdentityPart]

  init(_ block: DatasetBlock, files: DataFiles, study: String) throws {
    self.block = block
    source = Registries.source(block.source)
    split = block.split.map {
      Split(train: $0.train, validation: $0.validation, test: $0.test, isStratified: $0.stratify)
    }
    corruption = block.corruption.map(Registries.corruption)
    requested = split?.count
    contents = try source.fingerprint(files: files)
    func place(_ field: String) -> String { block.lines[field].map { "\(study):\($0)" } ?? "" }
    // Files enter by content, not by name.
    let arguments = block.source.arguments.values.filter { name, _ in
      Registries.catalogue.card(.source, block.source.name)?.parameter(name)?.type != .file
    }
    sourceParts =
      [
        IdentityPart("source", "\(block.source.name)@\(block.source.revision)", place: place("source")),
        IdentityPart("contents", contents.description),
      ]
      // Only a source that makes its rows depends on how many are wanted.
      + (source.files.isEmpty ? [IdentityPart("rows", "\(requested ?? 0)", place: place("split"))] : [])
      + arguments.sorted { $0.key < $1.key }.map {
        IdentityPart($0.key, $0.value.canonical, place: place($0.key))
      }
    sourceKey = ContentKey(of: sourceParts.map { "\($0.name)=\($0.value)" }.joined(separator: "\n"))
    let sizes = block.split.map { "\($0.train),\($0.validation),\($0.test),\($0.stratify)" } ?? "as given"
    ledgerParts =
      [IdentityPart("split", sizes, place: place("split"))]
      + block.corruption.enumerated().map {
        IdentityPart("corruption[\($0.offset)]", $0.element.canonical, place: place("corruption"))
      }
  }

  /// Digest of everything the data of a replicate depends on besides its draw.
  var key: ContentKey {
    ContentKey(of: sourceKey.description + "\n" + ledgerParts.map { "\($0.name)=\($0.value)" }.joined(separator: "\n"))
  }
}

/// What a case of the grid depends on.
struct CaseIdentity {
  let block: CaseBlock
  let embedding: ComponentBlock
  /// Digest of the data and the embedding; seeds the streams of the case.
  let key: ContentKey
  let embeddingParts: [IdentityPart]
  /// Digests of the files that the embedding reads.
  let contents: [ContentKey]

  init(
    _ block: CaseBlock, data: DataIdentity, embedding: ComponentBlock, files: DataFiles, study: String
  ) throws {
    (self.block, self.embedding) = (block, embedding)
    let component = embedding.component
    let card = Registries.catalogue.card(.embedding, component.name)
    // Files enter by content, not by name.
    contents = try Registries.embedding(component).files.map { try files.fingerprint(of: $0) }
    func place(_ field: String) -> String { embedding.lines[field].map { "\(study):\($0)" } ?? "" }
    embeddingParts =
      [IdentityPart("embedding", "\(component.name)@\(component.revision)", place: place("kind"))]
      + contents.map { IdentityPart("contents", $0.description, place: place("file")) }
      + component.arguments.values.filter { name, _ in card?.parameter(name)?.type != .file }
      .sorted { $0.key < $1.key }.map { IdentityPart($0.key, $0.value.canonical, place: place($0.key)) }
    key = ContentKey(
      of: data.key.description + "\n" + embeddingParts.map { "\($0.name)=\($0.value)" }.joined(separator: "\n"))
  }
}
