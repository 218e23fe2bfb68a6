import DSL
import Report

/// Turns exercises into blocks: options lettered, answers looked up, never a number for what failed.
struct ExercisePages {
  let results: StudyResults
  let origins: Origins

  private var prose: TemplateText { TemplateText(results: results) }

  func block(_ cell: ExerciseCell) throws -> Block {
    let shown = try shown(cell)
    return .exercise(
      Exercise(
        name: cell.name, question: try prose.markdown(cell.asks), task: shown.task,
        hints: try cell.hints.map(prose.markdown), solution: shown.solution,
        because: try cell.because.map(prose.markdown) ?? "",
        sources: shown.queries.map { Exercise.Source(query: $0.source, line: $0.line, origin: origins.query($0)) }))
  }

  /// What is asked for, what solves it, and what decides that.
  private struct Shown {
    let task: Exercise.Task
    let solution: Exercise.Solution
    let queries: [Query]
  }

  private func shown(_ cell: ExerciseCell) throws -> Shown {
    switch cell.answer {
    case .number(let query):
      let answer = try prose.quantity(query).map { Exercise.Solution.answer($0.text) }
      return Shown(task: .number, solution: answer ?? .failure(Self.unavailable("its result")), queries: [query])
    case .choice(let options, let extreme):
      let ranking = try ranking(options, in: cell.name, descending: extreme == .greatest)
      return Shown(
        task: .choice(ranking.labels), solution: ranking.choice(extreme), queries: ranking.options.map(\.value))
    case .ordering(let options, let direction):
      let ranking = try ranking(options, in: cell.name, descending: direction == .descending)
      return Shown(
        task: .ordering(ranking.labels), solution: ranking.ordering, queries: ranking.options.map(\.value))
    }
  }

  private func ranking(_ options: [ExerciseCell.Option], in name: String, descending: Bool) throws -> OptionRanking {
    let options = Exercise.order(of: options.map(\.label), in: name).map { options[$0] }
    return OptionRanking(
      options: options, quantities: try options.map { try prose.quantity($0.value) }, descending: descending)
  }

  /// Why there is no answer.
  static func unavailable(_ what: String) -> String {
    "There is no answer: \(what) is not available, since a step failed or gave no number."
  }
}
