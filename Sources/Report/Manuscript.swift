import Vocabulary

/// A document with its prose read and its sections, figures and tables numbered: what both writers work from.
struct Manuscript: Sendable {
  let layout: Layout
  let title: String
  let question: [Inline]
  let answer: [Part]
  let parts: [Part]
  /// In the order in which the text first refers to them; their numbers count from 1.
  let footnotes: [Footnote]
  /// How a reference reads: "Figure 1".
  let labels: [Reference: String]
  /// The works that are cited.
  let cited: CitedWorks

  enum Part: Sendable {
    case heading(Heading)
    case prose(ProseBlock)
    case figure(FigureBlock, label: String, caption: [Inline])
    case table(ReportTable, label: String, caption: [Inline], notes: [[Inline]])
    case worked(WorkedFrame, label: String, caption: [Inline], body: [ProseBlock])
    case failure(title: String, message: String)
    case notice(Notice, body: [ProseBlock])
    case exercise(ExerciseBox)
    /// On one page where they fit on one.
    case together([Part])
    /// Figures and tables before it stand before it on the page, too.
    case barrier
    /// The list of works cited.
    case works([CitedWorks.Work])
  }

  /// A section's heading.
  struct Heading: Sendable, Hashable {
    /// "2.1", "A", or "" where headings are not numbered.
    let number: String
    /// 1 for sections, 2 for subsections …
    let level: Int
    let text: [Inline]
    /// Its place in the written document, unlike any other's.
    let anchor: String
  }

  /// Reads and numbers a document; two figures or two tables of one name are our mistake.
  init(_ document: Document, _ layout: Layout = .paper) {
    self.layout = layout
    let prose = document.blocks.flattened.flatMap { block -> [ProseBlock] in
      if case .prose(let text) = block { ProseReader.blocks(text) } else { [] }
    }
    var sections = SectionNumbers(topLevel: prose.map(\.sectionLevel).min() ?? 1)
    var captions = CaptionNumbers()
    title = layout == .solutions ? "Solutions: \(document.title)" : document.title
    let answer = document.answer.flatMap { Self.parts($0, &captions) { .prose(.heading(level: $0, $1)) } }
    // Everything is numbered before anything is left out: a number means the same in every layout.
    let cut = document.blocks.firstIndex { if case .appendix = $0 { true } else { false } } ?? document.blocks.count
    let body = document.blocks[..<cut].flatMap { Self.parts($0, &captions, &sections) }
    let closing =
      document.hasExercises ? sections.next(1, [.text(LayoutParts.closingTitle(layout))]) : nil
    let appendix = document.blocks[cut...].flatMap { Self.parts($0, &captions, &sections) }
    let parts = LayoutParts(layout: layout, body: body, closing: closing, appendix: appendix).parts
    let shown = parts.references.union(layout == .paper ? answer.references : [])
    let hidden = HiddenReferences(labels: captions.labels.filter { !shown.contains($0.key) })
    let question = layout == .solutions ? [] : hidden.mended(ProseReader.inlines(document.question))
    let given = layout == .paper ? answer : []
    let told = parts.map { $0.mapped(hidden.mended) }
    labels = captions.labels.filter { shown.contains($0.key) }
    let notes = Self.footnotes(
      of: document, marked: (question + (given + told).flatMap(\.inlines)).flatMap(\.footnotes)
    ).map { Footnote(name: $0.name, text: hidden.mended($0.text)) }
    let bibliography = document.bibliography ?? Bibliography([])
    let finder = CitationSetter(bibliography: bibliography, works: nil)
    let texts = [question] + (given + told).map(\.inlines) + notes.map(\.text)
    let keys = finder.keys(texts)
    let everything = [ProseReader.inlines(document.question)] + (answer + body + appendix).map(\.inlines)
    cited = CitedWorks(keys, of: bibliography, among: finder.keys(everything))
    let setter = CitationSetter(bibliography: bibliography, works: cited)
    self.question = setter.set(question)
    self.answer = given.map { $0.mapped(setter.set) }
    self.parts = Self.listing(
      cited.works, in: told.map { $0.mapped(setter.set) }, before: layout == .paper ? appendix.count : 0)
    footnotes = notes.map { Footnote(name: $0.name, text: setter.set($0.text)) }
  }

  /// The works have a section of their own without a number, before so many parts of the appendix.
  private static func listing(_ works: [CitedWorks.Work], in parts: [Part], before count: Int) -> [Part] {
    guard !works.isEmpty else { return parts }
    let heading = Heading(number: "", level: 1, text: [.text("References")], anchor: "sec-references")
    return parts.dropLast(count) + [.barrier, .heading(heading), .works(works)] + parts.suffix(count)
  }

  /// The notes with a mark, each once; where two have one name, the first counts.
  private static func footnotes(of document: Document, marked names: [String]) -> [Footnote] {
    let defined = (document.answer + document.blocks).flattened.flatMap { block -> [Footnote] in
      if case .prose(let text) = block { Footnote.all(in: text) } else { [] }
    }
    let byName = Dictionary(defined.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    return names.compactMap { seen.insert($0).inserted ? byName[$0] : nil }
  }

  /// Blocks of the body, where sections are numbered.
  private static func parts(
    _ block: Block, _ captions: inout CaptionNumbers, _ sections: inout SectionNumbers
  ) -> [Part] {
    switch block {
    case .together(let blocks):
      var parts: [Part] = []
      for block in blocks { parts += Self.parts(block, &captions, &sections) }
      return [.together(parts)]
    case .section(let title, let level): return [.heading(sections.next(level, [.text(title)]))]
    case .appendix:
      sections.startAppendix()
      return [.barrier]
    default: return Self.parts(block, &captions) { .heading(sections.nextInProse($0, $1)) }
    }
  }

  private static func parts(
    _ block: Block, _ captions: inout CaptionNumbers, heading: (Int, [Inline]) -> Part
  ) -> [Part] {
    switch block {
    case .prose(let markdown):
      ProseReader.blocks(markdown).map { block in
        if case .heading(let level, let text) = block { heading(level, text) } else { .prose(block) }
      }
    case .figure(let figure):
      [.figure(figure, label: captions.next(.figure, figure.name), caption: ProseReader.inlines(figure.caption))]
    case .table(let table):
      [
        .table(
          table, label: captions.next(.table, table.name), caption: ProseReader.inlines(table.caption),
          notes: table.notes.map(ProseReader.inlines))
      ]
    case .worked(let block):
      [
        .worked(
          block, label: captions.next(.worked, block.name), caption: ProseReader.inlines(block.caption),
          body: ProseReader.blocks(block.body))
      ]
    case .failure(let title, let message): [.failure(title: title, message: message)]
    case .notice(let notice): [.notice(notice, body: ProseReader.blocks(notice.body))]
    case .exercise(let exercise):
      [.exercise(ExerciseBox(exercise, label: captions.next(.exercise, exercise.name)))]
    case .section(let title, let level): [heading(level, [.text(title)])]
    // The answer's box keeps to one page as it is.
    case .together(let blocks): blocks.flatMap { parts($0, &captions, heading: heading) }
    case .appendix: [.barrier]
    }
  }

  /// How a reference reads; one to nothing stays as written.
  func label(_ reference: Reference) -> String { labels[reference] ?? reference.description }
}

extension ProseBlock {
  fileprivate var sectionLevel: Int { if case .heading(let level, _) = self { level } else { .max } }
}

extension Manuscript.Part {
  /// Every inline of it, for finding references and citations.
  var inlines: [Inline] {
    switch self {
    case .heading(let heading): heading.text
    case .prose(let block): block.inlines
    case .figure(_, _, let caption): caption
    case .table(_, _, let caption, let notes): caption + notes.flatMap { $0 }
    case .worked(_, _, let caption, let body): caption + body.flatMap(\.inlines)
    case .notice(_, let body): body.flatMap(\.inlines)
    case .exercise(let box): box.inlines
    case .together(let parts): parts.flatMap(\.inlines)
    case .failure, .barrier, .works: []
    }
  }

  /// The same with other running text.
  func mapped(_ change: ([Inline]) -> [Inline]) -> Manuscript.Part {
    switch self {
    case .heading(let heading):
      .heading(
        Manuscript.Heading(
          number: heading.number, level: heading.level, text: change(heading.text), anchor: heading.anchor))
    case .prose(let block): .prose(block.mapped(change))
    case .figure(let figure, let label, let caption): .figure(figure, label: label, caption: change(caption))
    case .table(let table, let label, let caption, let notes):
      .table(table, label: label, caption: change(caption), notes: notes.map(change))
    case .worked(let frame, let label, let caption, let body):
      .worked(frame, label: label, caption: change(caption), body: body.map { $0.mapped(change) })
    case .notice(let notice, let body): .notice(notice, body: body.map { $0.mapped(change) })
    case .exercise(let box): .exercise(box.mapped(change))
    case .together(let parts): .together(parts.map { $0.mapped(change) })
    case .failure, .barrier, .works: self
    }
  }
}

extension Document {
  fileprivate var hasExercises: Bool {
    blocks.flattened.contains { if case .exercise = $0 { true } else { false } }
  }
}
