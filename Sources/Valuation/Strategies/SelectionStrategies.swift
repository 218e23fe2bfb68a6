public import Vocabulary

/// Every strategy a study may name; a new one is a file in this folder and a line here.
public let selectionStrategies: [any SelectionStrategy.Type] = [
  FullSelection.self,
  RandomSelection.self,
  AdaptiveRandomSelection.self,
  CHGSelection.self,
  GradientSelection.self,
  HardnessSelection.self,
  EL2NSelection.self,
  GradMatchSelection.self,
  CRAIGSelection.self,
  CRAIGBatchSelection.self,
  GLISTERSelection.self,
]

/// The strategy of a checked component value; a name without a strategy is our mistake, not the study's.
public func makeStrategy(_ component: ComponentValue) -> any SelectionStrategy {
  component.made(from: selectionStrategies)
}
