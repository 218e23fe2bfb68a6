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
