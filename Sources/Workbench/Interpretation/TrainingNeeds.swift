import DSL
import Learning
import Valuation
import Vocabulary

/// What methods and tasks that look into a training ask of the model they name.
enum TrainingNeeds {
  /// Refuses before anything runs a model that is not trained epoch by epoch.
  static func check(_ study: Study) throws {
    for block in study.methods where watches(block.card) {
      for instance in block.instances {
        try check(instance.component, "the method '\(block.name)' looks into a training", block.lines["model"], study)
      }
    }
    for block in study.tasks where study.trialTasks.contains(block.name) {
      try check(block.component, "the task '\(block.name)' steers a training", block.lines["model"], study)
    }
  }

  /// Whether a method's model is one whose training is watched.
  private static func watches(_ card: Card) -> Bool { card.parameter("model") == watchedModelParameter.declaration }

  private static func check(_ component: ComponentValue, _ reason: String, _ line: Int?, _ study: Study) throws {
    guard case .component(let model)? = component.arguments.values["model"], !(makeLearner(model) is any EpochLearner)
    else { return }
    let able = learners.filter { $0 is any EpochLearner.Type }.map { $0.card.name }
    throw Failure(
      .invalid,
      "error: \(study.file)\(line.map { ":\($0)" } ?? ""): \(reason), and \(model.name) is not trained epoch by epoch; "
        + "choose one of: \(able.joined(separator: ", "))")
  }
}
