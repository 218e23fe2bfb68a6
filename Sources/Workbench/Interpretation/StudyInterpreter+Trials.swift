import DSL
import Datasets
import Evaluation
import Pipeline
import Vocabulary

/// The steps of strategies on the grid: a strategy gives no values, so its tasks train under it themselves.
extension StudyInterpreter {
  func trials(_ cell: GridCell, _ grounds: Grounds, _ replicate: Int) -> [Step] {
    let (ground, key) = grounds.ground(of: cell.caseName)
    let scope = CellScope(
      cell: cell, ground: ground, replicate: replicate, stream: streams.valuation(key, replicate),
      direction: .higherIsBetter)
    return study.tasks.filter { study.trialTasks.contains($0.name) && study.evaluates($0.name, on: cell.caseName) }
      .map { trial($0, scope) }
  }

  private func trial(_ block: ComponentBlock, _ scope: CellScope) -> Step {
    guard let task = Registries.task(block.component) as? any SelectionTask else {
      preconditionFailure("\(block.component.name) judges strategies and trains under none")
    }
    let strategy = identities.method(scope.cell, prefix: "strategy") + [Self.part(scope.stream)] + machine
    return Step(
      name: StudyPlan.task(block.name, scope.cell.caseName, scope.cell.instance.label, scope.replicate),
      identity: identities.block(block) + strategy, inputs: scope.dataInputs, seeds: scope.stream,
      work: trainings(task, scope, strategy))
  }

  /// A task's trainings as units.
  private func trainings(_ task: any SelectionTask, _ scope: CellScope, _ shared: [IdentityPart]) -> Step.Work {
    let (card, component) = (type(of: task).card, scope.cell.instance.component)
    let strategy = Registries.strategy(component)
    return .units(
      Step.Units(
        count: task.units(of: strategy), identity: [IdentityPart("task", "\(card.name)@\(card.revision)")] + shared,
        own: { StudyIdentities.parts(task.unitIdentity($0, of: strategy)) },
        unit: { index, inputs, run in
          try task.unit(index, of: StrategyTrial(component, scope.partition(inputs)), in: run)
        },
        combine: { units, _, _ in try task.combine(units, of: strategy) }))
  }
}
