/// Exercises: a quoted box in every layout.
extension MarkdownWriter {
  func exercise(_ box: ExerciseBox, _ layout: Layout) -> String {
    let question = box.question.opened(with: [.strong([.text("\(box.label).")])])
    let body = question.map(prose) + box.pieces(layout).flatMap { texts($0, box, layout) }
    return "<a id=\"\(box.reference.anchor)\"></a>\n\n" + quoted(body.joined(separator: "\n\n"))
  }

  private func texts(_ piece: ExerciseBox.Piece, _ box: ExerciseBox, _ layout: Layout) -> [String] {
    switch piece {
    case .options(let areTicked):
      let mark = areTicked ? "- [ ] " : "- "
      return [
        box.options.enumerated().map { mark + "\(Exercise.letter($0))) " + line($1) }.joined(separator: "\n")
      ]
    case .hints: return box.hints.indices.flatMap { hint($0, box, isFolded: layout == .paper) }
    case .lines(let count): return [String](repeating: "***", count: count)
    case .blanks(let count): return [(1...count).map { "\($0). \\_\\_\\_\\_\\_\\_" }.joined(separator: "\n")]
    case .solution:
      let answer = box.answer.opened(with: [.strong([.text("Answer.")])])
      return (answer + box.because).map(prose) + box.sources.map { "<sub>\(line($0))</sub>" }
    case .failure(let reason): return [failure(box.label, reason)]
    }
  }

  /// Folded where the answer is not beside it.
  private func hint(_ index: Int, _ box: ExerciseBox, isFolded: Bool) -> [String] {
    let label = box.hintLabel(index)
    let text = line(box.hints[index])
    return isFolded
      ? ["<details><summary>\(label)</summary>", text, "</details>"] : ["*\(label).* \(text)"]
  }

  private func line(_ text: [Inline]) -> String { inlines.text(text.joined, startsLine: false) }
}
