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
    let place = (block.lines[field] ?? block.lines["kind"]).map { ":\($0)" } ?? ""
    return Failure(.invalid, "error: \(study.file)\(place): \(message)")
  }
}
