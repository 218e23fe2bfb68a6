/// An exercise with its number and its texts read.
struct ExerciseBox: Sendable {
  let reference: Reference
  /// "Exercise 3".
  let label: String
  let question: [ProseBlock]
  let task: Exercise.Task
  let options: [[Inline]]
  let hints: [[Inline]]
  let answer: [ProseBlock]
  /// Why there is no answer, in plain text.
  let failure: String?
  let because: [ProseBlock]
  /// A line each.
  let sources: [[Inline]]

  /// What a box shows below the question.
  enum Piece: Sendable, Equatable {
    case options(areTicked: Bool)
    case hints
    /// Ruled lines to write on.
    case lines(Int)
    /// A blank for each place of an ordering.
    case blanks(Int)
    case solution
    case failure(String)
  }

  private static let ruledLines = 3

  init(_ exercise: Exercise, label: String) {
    (reference, self.label, task) = (Reference(.exercise, exercise.name), label, exercise.task)
    question = ProseReader.blocks(exercise.question)
    options = exercise.task.options.map(ProseReader.inlines)
    hints = exercise.hints.map(ProseReader.inlines)
    because = ProseReader.blocks(exercise.because)
    sources = exercise.sources.map(\.told)
    switch exercise.solution {
    case .answer(let text): (answer, failure) = (ProseReader.blocks(text), nil)
    case .failure(let reason): (answer, failure) = ([], reason)
    }
  }

  private init(
    _ box: ExerciseBox, question: [ProseBlock], options: [[Inline]], hints: [[Inline]], answer: [ProseBlock],
    because: [ProseBlock]
  ) {
    (reference, label, task) = (box.reference, box.label, box.task)
    (failure, sources) = (box.failure, box.sources)
    (self.question, self.options, self.hints) = (question, options, hints)
    (self.answer, self.because) = (answer, because)
  }

  /// The pieces below the question, from top to bottom. Whoever hands an exercise out must see that it has no answer.
  func pieces(_ layout: Layout) -> [Piece] {
    let listed: [Piece] = options.isEmpty ? [] : [.options(areTicked: layout == .lecture && task.isChoice)]
    let helped: [Piece] = hints.isEmpty ? [] : [.hints]
    let failed: [Piece] = failure.map { [.failure($0)] } ?? []
    switch layout {
    case .paper: return listed + helped
    case .lecture: return listed + (failed.isEmpty ? room : failed)
    case .solutions: return listed + helped + (failed.isEmpty ? [.solution] : failed)
    }
  }

  /// A choice is ticked where it stands.
  private var room: [Piece] {
    switch task {
    case .number: [.lines(Self.ruledLines)]
    case .choice: []
    case .ordering(let options): [.blanks(options.count)]
    }
  }

  /// Every inline of the box.
  var inlines: [Inline] {
    question.flatMap(\.inlines) + (options + hints).flatMap { $0 } + (answer + because).flatMap(\.inlines)
  }

  /// The box with what a layout shows in it: what stands elsewhere, or nowhere, is taken out.
  func shown(_ layout: Layout) -> ExerciseBox {
    let isSolved = layout == .solutions
    return ExerciseBox(
      self, question: question, options: options, hints: layout == .lecture ? [] : hints,
      answer: isSolved ? answer : [], because: isSolved ? because : [])
  }

  /// The same box with its running texts changed.
  func mapped(_ change: ([Inline]) -> [Inline]) -> ExerciseBox {
    ExerciseBox(
      self, question: question.map { $0.mapped(change) }, options: options.map(change), hints: hints.map(change),
      answer: answer.map { $0.mapped(change) }, because: because.map { $0.mapped(change) })
  }

  /// "Hint" where there is one, else "Hint 2".
  func hintLabel(_ index: Int) -> String { hints.count == 1 ? "Hint" : "Hint \(index + 1)" }
}

extension Exercise.Task {
  /// In the order of their letters.
  fileprivate var options: [String] {
    switch self {
    case .number: []
    case .choice(let options), .ordering(let options): options
    }
  }

  fileprivate var isChoice: Bool { if case .choice = self { true } else { false } }
}

extension Exercise.Source {
  /// The query with its line, then the steps and the beginnings of their keys.
  fileprivate var told: [Inline] {
    let mostKeys = 4
    let head: [Inline] = [.text("From "), .code(query), .text(", line \(line) of the study")]
    guard let origin else { return head + [.text(": a number of the study itself.")] }
    let steps = origin.sources.map { source in
      let keys = source.keys.prefix(source.keys.count > mostKeys ? mostKeys - 1 : mostKeys)
      let rest = source.keys.count - keys.count
      return [.code(source.step), .text(source.keys.count == 1 ? ", key " : ", keys ")]
        + keys.map { [Inline.code($0)] }.joined(separator: [.text(", ")])
        + (rest > 0 ? [.text(" and \(rest) more in the manifest")] : [])
    }
    return head + [.text(": ")] + steps.joined(separator: [.text("; ")]) + [.text(".")]
  }
}

extension [ProseBlock] {
  /// With words before the first paragraph, or in one of their own.
  func opened(with words: [Inline]) -> [ProseBlock] {
    guard case .paragraph(let text)? = first else { return [.paragraph(words)] + self }
    return [.paragraph(words + [.text(" ")] + text)] + dropFirst()
  }
}
