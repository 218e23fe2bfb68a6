/// Which parts of a document a layout shows.
struct LayoutParts {
  let layout: Layout
  let body: [Manuscript.Part]
  /// Stands before the answers of a paper or the hints of a lecture; `nil` without exercises.
  let closing: Manuscript.Heading?
  /// From where sections are lettered.
  let appendix: [Manuscript.Part]

  /// What the section is called that a layout's exercises end in.
  static func closingTitle(_ layout: Layout) -> String {
    layout == .lecture ? "Hints" : "Answers to the exercises"
  }

  /// The parts shown, in order.
  var parts: [Manuscript.Part] {
    switch layout {
    case .paper: body.map(shown) + section(boxes.map(answer)) + appendix.map(shown)
    // Whoever writes an exercise behind the appendix wants it worked out, too.
    case .lecture: (body + appendix.exercises).map(shown) + section(boxes.filter { !$0.hints.isEmpty }.map(hints))
    case .solutions: solutions
    }
  }

  private func shown(_ part: Manuscript.Part) -> Manuscript.Part {
    switch part {
    case .exercise(let box): .exercise(box.shown(layout))
    case .together(let parts): .together(parts.map(shown))
    default: part
    }
  }

  private var boxes: [ExerciseBox] {
    (body + appendix).exercises.compactMap { if case .exercise(let box) = $0 { box } else { nil } }
  }

  private func section(_ parts: [[Manuscript.Part]]) -> [Manuscript.Part] {
    guard let closing, !parts.isEmpty else { return [] }
    return [.barrier, .heading(closing)] + parts.flatMap(\.self)
  }

  /// The exercise as a link, then its solution.
  private func answer(_ box: ExerciseBox) -> [Manuscript.Part] {
    if let failure = box.failure {
      let link = ProseBlock.paragraph([.strong([.reference(box.reference)]), .text(":")])
      return [.together([.prose(link), .failure(title: box.label, message: failure)])]
    }
    return (box.answer.opened(with: Self.head(box)) + box.because).map(Manuscript.Part.prose)
  }

  private func hints(_ box: ExerciseBox) -> [Manuscript.Part] {
    let hints =
      box.hints.count == 1
      ? box.hints[0]
      : Array(
        box.hints.enumerated().map { index, hint in
          [Inline.emphasis([.text("\(index + 1).")]), .text(" ")] + hint
        }.joined(separator: [.text(" ")]))
    return [.prose(.paragraph(Self.head(box) + [.text(" ")] + hints))]
  }

  private static func head(_ box: ExerciseBox) -> [Inline] { [.strong([.reference(box.reference), .text(".")])] }

  // MARK: Solutions

  /// Exercises under the headings that they stand under, each heading once.
  private var solutions: [Manuscript.Part] {
    var (shown, open): ([Manuscript.Part], [Manuscript.Heading]) = ([], [])
    for part in (body + appendix).flattened {
      switch part {
      case .heading(let heading): open = open.filter { $0.level < heading.level } + [heading]
      case .exercise:
        let told = Set(shown.compactMap { if case .heading(let heading) = $0 { heading.anchor } else { nil } })
        shown += open.filter { !told.contains($0.anchor) }.map(Manuscript.Part.heading) + [part]
      default: break
      }
    }
    return shown.isEmpty ? [.prose(.paragraph([.text("The study has no exercises.")]))] : shown
  }
}

extension [Manuscript.Part] {
  /// The same parts one by one, out of any that hold several.
  var flattened: [Manuscript.Part] {
    flatMap { part in if case .together(let parts) = part { parts.flattened } else { [part] } }
  }

  fileprivate var exercises: [Manuscript.Part] {
    flattened.filter { if case .exercise = $0 { true } else { false } }
  }

  /// What the parts have that may be cited.
  var references: Set<Reference> {
    Set(
      flattened.compactMap { part in
        switch part {
        case .figure(let figure, _, _): Reference(.figure, figure.name)
        case .table(let table, _, _, _): Reference(.table, table.name)
        case .worked(let frame, _, _, _): Reference(.worked, frame.name)
        case .exercise(let box): box.reference
        default: nil
        }
      })
  }
}
