/// Every corruption a study may name.
public let corruptions: [any Corruption.Type] = [
  FeatureNoise.self, LabelNoise.self,
]
