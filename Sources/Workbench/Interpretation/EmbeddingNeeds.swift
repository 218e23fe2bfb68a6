import DSL
import Datasets
import Learning
import Vocabulary

/// What embeddings ask of the data and models that a study gives them.
enum EmbeddingNeeds {
  /// Refuses before anything runs: a model that is no network, a case of the data an embedding learns from, and rows that
  /// are no images where an embedding reads images.
  static func check(_ study: Study) throws {
    for block in study.embeddings {
      let embedding = Registries.embedding(block.component)
      if let obstacle = (embedding as? any TransferredEmbedding)?.obstacle {
        throw failure(study, block, "model", "the embedding '\(block.name)': \(obstacle)")
      }
    }
    for block in study.cases {
      guard let data = block.data, let embedding = study.embeddings.first(where: { $0.name == data.embedding }) else {
        continue
      }
      try check(block.name, data.set, embedding, study)
    }
  }

  /// Says where a network may have been trained on the very rows that a case is about, with their labels.
  static func warnings(_ study: Study) -> [String] {
    study.cases.compactMap { block in
      guard let data = block.data, let embedding = study.embeddings.first(where: { $0.name == data.embedding }),
        let teacher = (Registries.embedding(embedding.component) as? any TransferredEmbedding)?.data,
        let own = study.datasets.first(where: { $0.name == data.set })?.source,
        study.datasets.first(where: { $0.name == teacher })?.source == own
      else { return nil }
      return place(study, embedding, "data")
        + ": warning: the network of '\(embedding.name)' is trained on '\(teacher)', which has the source of '\(data.set)': it "
        + "may have seen rows of the case '\(block.name)' with their labels; train it on data from elsewhere"
    }
  }

  private static func check(_ name: String, _ set: String, _ block: ComponentBlock, _ study: Study) throws {
    let embedding = Registries.embedding(block.component)
    if let transferred = embedding as? any TransferredEmbedding, transferred.data == set {
      throw failure(
        study, block, "data",
        "the embedding '\(block.name)' is trained on '\(set)', which the case '\(name)' is about; name another data set"
      )
    }
    guard let rowwise = embedding as? any RowwiseEmbedding, type(of: rowwise).readsImages,
      let source = study.datasets.first(where: { $0.name == set })?.source,
      !type(of: Registries.source(source)).mayGiveImages
    else { return }
    throw failure(
      study, block, "kind",
      "the embedding '\(block.name)' reads images, and the rows of '\(set)' (\(source.name)) in the case '\(name)' are "
        + "none; choose a source of images, such as cifar10")
  }

  private static func failure(_ study: Study, _ block: ComponentBlock, _ field: String, _ message: String) -> Failure {
    Failure(.invalid, "error: \(place(study, block, field)): \(message)")
  }

  private static func place(_ study: Study, _ block: ComponentBlock, _ field: String) -> String {
    study.file + ((block.lines[field] ?? block.lines["kind"]).map { ":\($0)" } ?? "")
  }
}
