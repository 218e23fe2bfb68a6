import DSL
import Datasets
import Learning
import Vocabulary

/// Where noise is added to features.
enum NoiseStages {
  /// Refuses noise before an embedding that maps the rows of the source without it, before anything runs.
  static func check(_ study: Study) throws {
    for block in study.cases {
      guard let pair = block.data, let data = study.datasets.first(where: { $0.name == pair.set }),
        let embedding = study.embeddings.first(where: { $0.name == pair.embedding }),
        type(of: Registries.embedding(embedding.component)).mapsSource, hasNoiseBeforeEmbedding(data)
      else { continue }
      let place = data.lines["corruption"].map { ":\($0)" } ?? ""
      throw Failure(
        .invalid,
        "error: \(study.file)\(place): '\(data.name)' adds noise before the embedding, and '\(embedding.name)' "
          + "(\(embedding.component.name)) of the case '\(block.name)' maps the rows as the source has them; "
          + "say stage: after_embedding")
    }
  }

  private static func hasNoiseBeforeEmbedding(_ data: DatasetBlock) -> Bool {
    data.corruption.contains { (Registries.corruption($0) as? FeatureNoise)?.stage == .beforeEmbedding }
  }
}
