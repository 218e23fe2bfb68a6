import Vocabulary

/// The footnotes of one text of the study, with places in its source.
struct PlacedFootnotes {
  struct Name {
    let text: String
    let place: Place
  }

  var definitions: [Name] = []
  var marks: [Name] = []
  /// Marks inside the text of a footnote.
  var nested: [Name] = []
  /// Definitions without a text.
  var empty: [Name] = []
  /// Lines that are more than the one paragraph of a footnote.
  var surplus: [Place] = []

  init(_ text: String, _ places: TextPlaces) {
    let found = FootnoteText(text)
    let name = { (range: Range<Int>) in
      // The place takes the brackets along.
      Name(text: found.text(range), place: places.place(range.lowerBound - 2..<range.upperBound + 1))
    }
    definitions = found.definitions.map { name($0.name) }
    empty = found.definitions.filter { !$0.hasText }.map { name($0.name) }
    surplus = found.definitions.filter(\.hasText).compactMap { $0.surplus.map { places.place($0) } }
    for mark in found.marks {
      if found.definitions.contains(where: { $0.lines.contains(mark.lowerBound) }) {
        nested.append(name(mark))
      } else {
        marks.append(name(mark))
      }
    }
  }
}

extension Checker {
  /// Footnotes belong to the whole report: each is defined once, in prose, and referred to somewhere.
  func reportFootnotes() {
    var lines: [String: Int] = [:]
    for (definition, isProse) in footnotes.flatMap({ text in text.notes.definitions.map { ($0, text.isProse) } }) {
      if !isProse {
        report(.footnote, definition.place, "a footnote's text stands in a prose cell", fix: "move it there")
      } else if let line = lines[definition.text] {
        report(
          .footnote, definition.place, "the footnote '\(definition.text.shortened)' is there already",
          fix: "choose another name", notes: ["first written at line \(line)"])
      }
      lines[definition.text] = lines[definition.text] ?? definition.place.span.line
    }
    reportFootnoteTexts()
    reportFootnoteMarks(defined: lines.keys.sorted())
  }

  /// A footnote's text is one paragraph.
  private func reportFootnoteTexts() {
    for notes in footnotes.filter(\.isProse).map(\.notes) {
      for definition in notes.empty {
        report(
          .footnote, definition.place, "the footnote '\(definition.text.shortened)' has no text",
          fix: "write it behind the colon")
      }
      for place in notes.surplus {
        report(
          .footnote, place, "a footnote is one paragraph, and this line begins something else",
          fix: "write one paragraph, or begin the line at the margin if it is not part of the footnote")
      }
    }
  }

  private func reportFootnoteMarks(defined names: [String]) {
    let marks = footnotes.flatMap(\.notes.marks)
    for mark in marks where !names.contains(mark.text) {
      let guess = Spelling.guess(mark.text, among: names.map { Word($0) })
      report(
        .unknownName, mark.place, "the report has no footnote '\(mark.text.shortened)'",
        fix: guess.map { "did you mean '\($0)'?" }
          ?? "write its text on a line of its own: [^\(mark.text.shortened)]: …")
    }
    for mark in footnotes.flatMap(\.notes.nested) {
      report(.footnote, mark.place, "a footnote has no footnotes of its own", fix: "write it into the text")
    }
    let used = Set(marks.map(\.text))
    for definition in footnotes.flatMap(\.notes.definitions) where !used.contains(definition.text) {
      report(
        .footnote, definition.place, "nothing refers to the footnote '\(definition.text.shortened)'",
        fix: "write [^\(definition.text.shortened)] where it belongs, or take it out")
    }
  }
}
