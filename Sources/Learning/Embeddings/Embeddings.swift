public import Vocabulary

/// Every embedding a study may name; a new one is a file in this folder and a line here.
public let embeddings: [any Embedding.Type] = [
  Identity.self, PCA.self, Precomputed.self, Standardize.self,
]

/// The embedding of a checked component value; a name without an embedding is our mistake, not the study's.
public func makeEmbedding(_ component: ComponentValue) -> any Embedding {
  guard let type = embeddings.first(where: { $0.card.name == component.name }) else {
    preconditionFailure("no embedding '\(component.name)' among \(embeddings.map { $0.card.name })")
  }
  return type.init(component.arguments)
}
