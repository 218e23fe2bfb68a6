import Compute
import DSL
import Evaluation
import Pipeline
import Valuation
import Vocabulary

extension StudyInterpreter {
  /// Raised whenever the same game and weights would give other tables.
  private static let workedRevision = 1

  /// The step of a worked example; names of players, caption and what is shown are no part of its key.
  func worked(_ cell: ReportBlock.Cell) throws -> Step? {
    guard case .worked(let cell) = cell else { return nil }
    let block = cell.block
    let kind = IdentityPart("worked", "\(Self.workedRevision)", place: "\(study.file):\(block.line)")
    switch try WorkedProblem(block) {
    case .points(let game, let weights, let ground):
      let example = WorkedExample(game, weights: weights, ground: ground)
      return Step(
        name: StudyPlan.worked(block.name),
        identity: [kind, Self.weights(weights), IdentityPart("points", ground.canonical)],
        inputs: [], seeds: streams.root, work: .whole { _, _ in example.artifact })
    case .game(let toy, let weights, let estimator):
      return try game(block, toy, weights, estimator, kind)
    }
  }

  /// A game is that of replicate 0 of a case that is the same.
  private func game(
    _ block: WorkedBlock, _ toy: any ToyGame, _ weights: [Rational], _ estimator: (any GameMethod)?,
    _ kind: IdentityPart
  ) throws -> Step {
    guard case .game(let component, _) = block.ground else { preconditionFailure("'\(block.name)' has no game") }
    let identity = GameIdentity(block.name, component)
    let stream = streams.valuation(identity.key, 0)
    let method =
      estimator == nil
      ? []
      : StudyIdentities.parts(block.method.component.arguments) + machine
        + [IdentityPart("method", "\(block.method.component.name)@\(block.method.component.revision)")]
    let name = block.method.component.name
    return Step(
      name: StudyPlan.worked(block.name),
      identity: [kind, Self.weights(weights)] + identity.parts + [Self.part(stream)] + method, inputs: [],
      seeds: stream,
      work: .whole { _, run in
        let game = try toy.game(seeds: stream.branch("game"))
        let estimates = try estimator?.values(of: game, in: run).checked(name).values
        return WorkedExample(try RationalGame(exactly: game, in: run), weights: weights, estimates: estimates).artifact
      })
  }

  private static func weights(_ weights: [Rational]) -> IdentityPart {
    IdentityPart("weights", weights.map(\.description).joined(separator: " "))
  }
}
