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
    sourceParts =
      [
        IdentityPart("source", "\(block.source.name)@\(block.source.revision)", place: place("source")),
        IdentityPart("contents", contents.description),
      ]
      // Only a source that makes its rows depends on how many are wanted.
      + (source.files.isEmpty ? [IdentityPart("rows", "\(requested ?? 0)", place: place("split"))] : [])
      + block.source.argumentParts(.source, place: place)
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

/// What a case of data depends on.
struct CaseIdentity {
  let name: String
  /// The name of the data set.
  let data: String
  let embedding: ComponentBlock
  /// Digest of the data, the embedding and the contents of its files; seeds the streams of the case.
  let key: ContentKey
  let embeddingParts: [IdentityPart]
  /// Digest of the files that the embedding reads.
  let contents: ContentKey
  /// The data set that the embedding learns from, where it does.
  let teacher: DataIdentity?

  init(
    _ name: String, data: DataIdentity, embedding: ComponentBlock, teacher: DataIdentity?, files: DataFiles,
    study: String
  ) throws {
    (self.name, self.data, self.embedding, self.teacher) = (name, data.block.name, embedding, teacher)
    let component = embedding.component
    // Files enter by content, not by name.
    let read = Registries.embedding(component).files
    contents = try files.fingerprint(of: read)
    func place(_ field: String) -> String { embedding.lines[field].map { "\(study):\($0)" } ?? "" }
    embeddingParts =
      [IdentityPart("embedding", "\(component.name)@\(component.revision)", place: place("kind"))]
      + (read.isEmpty ? [] : [IdentityPart("contents", contents.description, place: place("file"))])
      // Another data set enters by what it is, not by its name.
      + (teacher.map { [IdentityPart("teacher", $0.key.description, place: place("data"))] } ?? [])
      + component.argumentParts(.embedding, place: place).filter { teacher == nil || $0.name != "data" }
    key = ContentKey(
      of: data.key.description + "\n" + embeddingParts.map { "\($0.name)=\($0.value)" }.joined(separator: "\n"))
  }
}

extension ComponentValue {
  /// What a key says of the arguments; files enter by content, not by name.
  fileprivate func argumentParts(_ kind: ComponentKind, place: (_ parameter: String) -> String) -> [IdentityPart] {
    let card = Registries.catalogue.card(kind, name)
    return arguments.values.sorted { $0.key < $1.key }.filter { name, value in
      guard let parameter = card?.parameter(name) else { return true }
      return !parameter.isSilent(at: value) && !parameter.type.isPath(value)
    }
    .map { IdentityPart($0.key, $0.value.canonical, place: place($0.key)) }
  }
}

extension ParameterType {
  /// Whether a value of this type is where a file lies.
  fileprivate func isPath(_ value: Value) -> Bool {
    switch (self, value) {
    case (.file, _), (.list(.file, _), _), (.either(_, .file), .text): true
    default: false
    }
  }
}
