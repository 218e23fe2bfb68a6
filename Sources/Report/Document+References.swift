extension Document {
  /// Every reference in prose, captions and notes, in order, with repetitions.
  public var references: [Reference] {
    let manuscript = Manuscript(self)
    let parts = manuscript.answer + manuscript.parts
    return (manuscript.question + parts.flatMap(\.inlines)).flatMap(\.references)
  }

  /// References to figures, tables and exercises that the document does not have, each once.
  public var unknownReferences: [Reference] {
    let known = Manuscript(self).labels
    var unknown: [Reference] = []
    for reference in references where known[reference] == nil && !unknown.contains(reference) {
      unknown.append(reference)
    }
    return unknown
  }
}

extension Manuscript.Part {
  var inlines: [Inline] {
    switch self {
    case .heading(let heading): heading.text
    case .prose(let block): block.inlines
    case .figure(_, _, let caption): caption
    case .table(_, _, let caption, let notes): caption + notes.flatMap { $0 }
    case .notice(_, let body): body.flatMap(\.inlines)
    case .exercise(let box): box.inlines
    case .together(let parts): parts.flatMap(\.inlines)
    case .failure, .barrier: []
    }
  }
}
