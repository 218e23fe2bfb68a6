import Vocabulary

/// One pass over a study's nodes: reads every field, resolves every name, collects every mistake.
final class Checker {
  let catalogue: Catalogue
  let source: SourceText
  let files: StudyFiles

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
  var worked = Symbols<WorkedBlock>()
  /// `nil` while it could not be worked out.
  var grid: GridLayout?
  /// Figures and tables that prose names.
  var citations: [Citation] = []
  /// Footnotes of every text, and whether it is a prose cell.
  var footnotes: [(notes: PlacedFootnotes, isProse: Bool)] = []
  /// What prose may cite; `nil` without one, and where it could not be read.
  var bibliography: BibliographyFile?
  /// The keys of its entries, broken ones too; `nil` where none can be called unknown.
  var entryKeys: Set<String>? = []
  /// Names that a field refers to, by kind, for finding blocks that nothing uses.
  var used: Set<UsedName> = []
  /// Where the blocks of `methods` and `grid.cases` stand.
  var places: [UsedName: Place] = [:]

  struct UsedName: Hashable {
    let kind: BlockKind
    let name: String
  }

  init(catalogue: Catalogue, source: SourceText, files: StudyFiles) {
    (self.catalogue, self.source, self.files) = (catalogue, source, files)
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
