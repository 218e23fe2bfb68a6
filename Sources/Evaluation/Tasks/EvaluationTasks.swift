/// Every task a study may name; a new one is a file in this folder and a line here.
public let evaluationTasks: [any DownstreamTask.Type] = [
  Cost.self, DataSelection.self, DataSummarization.self, EstimationError.self, NoisyFeatureDetection.self,
  NoisyLabelDetection.self, PointAddition.self, PointRemoval.self,
]
