/// Every embedding a study may name; a new one is a file in this folder and a line here.
public let embeddings: [any Embedding.Type] = [
  Identity.self, NetworkEmbedding.self, PCA.self, Precomputed.self, Pretrained.self, Standardize.self,
]
