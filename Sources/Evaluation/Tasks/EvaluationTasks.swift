public import Vocabulary

/// Every task a study may name; a new one is a file in this folder and a line here.
public let evaluationTasks: [any EvaluationTask.Type] = [
  Cost.self, DataSummarization.self, NoisyLabelDetection.self, PointAddition.self, PointRemoval.self,
]

/// The task of a checked component value; a name without a task is our mistake, not the study's.
public func makeEvaluationTask(_ component: ComponentValue) -> any EvaluationTask {
  guard let type = evaluationTasks.first(where: { $0.card.name == component.name }) else {
    preconditionFailure("no task '\(component.name)' among \(evaluationTasks.map { $0.card.name })")
  }
  return type.init(component.arguments)
}
