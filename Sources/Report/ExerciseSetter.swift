import Plot

/// Sets an exercise into a quiet box that stays on one page where it fits on one.
struct ExerciseSetter {
  let setter: BlockSetter
  let layout: Layout

  private static let padding = 9.0
  private static let indent = 18.0
  /// From one ruled line to the next: room for handwriting.
  private static let lineDistance = 25.0
  private static let blankWidth = 34.0

  private var page: PageStyle { setter.page }

  private var inner: BlockSetter { setter.inset(by: 14) }

  /// The strips of a box.
  func strips(_ box: ExerciseBox) -> [Strip] {
    let strips =
      inner.lines([TextRun(box.label, style: page.label)], .left).kept.spaced(2)
      + inner.strips(box.question).following + box.pieces(layout).flatMap { self.strips($0, box) }
    // Ink shows best on white.
    let fill = layout == .lecture ? nil : Typography.exerciseTint
    var boxed = setter.boxed(strips, padding: Self.padding, fill: fill, bar: Typography.exerciseBar)
    boxed[0].marks.append(.destination(box.reference.anchor))
    return boxed.kept.spaced(Typography.floatSpace)
  }

  private func strips(_ piece: ExerciseBox.Piece, _ box: ExerciseBox) -> [Strip] {
    switch piece {
    case .options(let areTicked): box.options.indices.flatMap { option($0, box.options[$0], isTicked: areTicked) }
    case .hints: box.hints.indices.flatMap { hint($0, box.hints[$0], box.hintLabel($0)) }
    case .lines(let count): (0..<count).map { _ in ruledLine }
    case .blanks(let count): blanks(count)
    case .solution: solution(box)
    case .failure(let reason): inner.failure(box.label, reason)
    }
  }

  /// A letter before the text, and a box to tick before that.
  private func option(_ index: Int, _ text: [Inline], isTicked: Bool) -> [Strip] {
    let letter = Paragraph([TextRun("\(Exercise.letter(index)))", style: inner.style)], width: nil)
    var column = inner
    column.x += Self.indent + (isTicked ? Self.indent : 0)
    column.width = inner.x + inner.width - column.x
    var strips = column.lines(column.runs.runs(text, column.style), .left).kept
    if strips.isEmpty { strips = [Strip(height: letter.height, marks: [])] }
    strips[0].marks.append(.lines(letter, 0..<1, at: Point(column.x - Self.indent, 0)))
    if isTicked { strips[0].marks += tickBox(in: strips[0].height) }
    return strips.spaced(isTicked ? 5 : Typography.tightSpace)
  }

  /// A square of thin lines in the middle of a line of some height.
  private func tickBox(in height: Double) -> [Strip.Mark] {
    let (side, thickness) = (8.5, 0.6)
    let (left, top) = (inner.x, (height - side) / 2)
    let edges = [
      Rect(x: left, y: top, width: side, height: thickness),
      Rect(x: left, y: top + side - thickness, width: side, height: thickness),
      Rect(x: left, y: top, width: thickness, height: side),
      Rect(x: left + side - thickness, y: top, width: thickness, height: side),
    ]
    return edges.map { .fill($0, Typography.muted) }
  }

  private var ruledLine: Strip { Strip(height: Self.lineDistance, marks: [rule(at: inner.x, inner.width)]) }

  private func rule(at x: Double, _ length: Double) -> Strip.Mark {
    .rule(from: Point(x, Self.lineDistance - 1), length: length, width: 0.6, Typography.hairline)
  }

  /// "1. ___" and so on, as many to a line as fit.
  private func blanks(_ count: Int) -> [Strip] {
    let distance = Self.blankWidth + 32
    let perLine = max(1, Int(inner.width / distance))
    return stride(from: 0, to: count, by: perLine).map { first in
      let marks = (first..<min(count, first + perLine)).flatMap { place -> [Strip.Mark] in
        let x = inner.x + Double(place - first) * distance
        let number = Paragraph([TextRun("\(place + 1).", style: inner.style)], width: nil)
        return [
          .lines(number, 0..<1, at: Point(x, Self.lineDistance - number.height)),
          rule(at: x + Self.indent, Self.blankWidth),
        ]
      }
      return Strip(height: Self.lineDistance, marks: marks)
    }
  }

  private func hint(_ index: Int, _ text: [Inline], _ label: String) -> [Strip] {
    let style = page.hint
    let head = [TextRun("\(label).\u{2002}", style: style.with(isItalic: true))]
    return inner.lines(head + inner.runs.runs(text, style), .left, spacing: Typography.denseSpacing).spaced(
      index == 0 ? 6 : 3)
  }

  /// The answer, set off, with its reasons; below it, small, where it comes from.
  private func solution(_ box: ExerciseBox) -> [Strip] {
    let column = inner.inset(by: 10)
    let label = column.lines([TextRun("Answer", style: page.label)], .left).kept.spaced(1)
    let strips = label + column.strips(box.answer).following + column.strips(box.because)
    let answer = inner.boxed(strips, padding: 6, fill: Typography.answerTint, bar: nil).spaced(8)
    let sources = box.sources.flatMap { source in
      inner.lines(inner.runs.runs(source, page.note), .left, spacing: Typography.denseSpacing).spaced(3)
    }
    return answer + sources
  }
}
