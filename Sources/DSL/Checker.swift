import Vocabulary

/// One pass over a study's nodes: reads every field, resolves every name, collects every mistake.
final class Checker {
  let catalogue: Catalogue
  let source: SourceText

  private(set) var diagnostics: [Diagnostic] = []
  private var reported: Set<Diagnostic> = []

  var models = Symbols<ComponentBlock>()
  var embeddings = Symbols<ComponentBlock>()
  var datasets = Symbols<DatasetBlock>()
  var methods = Symbols<MethodBlock>()
  var cases = Symbols<CaseBlock>()
  var theory = Symbols<TheoryBlock>()
  var tasks = Symbols<ComponentBlock>()
  var claims = Symbols<ClaimBlock>()
  /// `nil` while it could not be worked out.
  var grid: GridLayout?
  /// Figures and tables that prose names.
  var citations: [Citation] = []
  /// Footnotes of every text, and whether it is a prose cell.
  var footnotes: [(notes: PlacedFootnotes, isProse: Bool)] = []
  /// Names that a field refers to, by kind, for finding blocks that nothing uses.
  var used: Set<UsedName> = []
  /// Where the blocks of `methods` and `grid.cases` stand.
  var places: [UsedName: Place] = [:]

  struct UsedName: Hashable {
    let kind: BlockKind
    let name: String
  }

  init(catalogue: Catalogue, source: SourceText) {
    (self.catalogue, self.source) = (catalogue, source)
  }

  /// Adds a mistake once, however often it is met.
  func report(
    _ id: Diagnostic.ID, _ place: Place, _ message: String, fix: String? = nil, notes: [String] = []
  ) {
    add(Diagnostic(id, place, message, fix: fix, notes: notes))
  }

  func add(_ diagnostic: Diagnostic) {
    if reported.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// Tries a reading without keeping its mistakes, and hands them over instead.
  func attempt<T>(_ reading: () -> T) -> (result: T, diagnostics: [Diagnostic]) {
    let saved = (diagnostics, reported)
    (diagnostics, reported) = ([], [])
    let result = reading()
    let found = diagnostics
    (diagnostics, reported) = saved
    return (result, found)
  }
}
