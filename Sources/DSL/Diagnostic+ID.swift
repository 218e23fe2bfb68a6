extension Diagnostic {
  /// The stable name of a kind of mistake, printed in brackets.
  public enum ID: String, Sendable, Hashable, CaseIterable {
    /// Not YAML.
    case syntax
    /// Nothing but comments or blanks.
    case empty
    /// More than one YAML document.
    case documents
    /// Too deep, or too many nodes once aliases are written out.
    case limit
    /// An alias without its anchor, or inside it.
    case alias
    /// A YAML tag such as `!!int`.
    case tag
    /// A key that is not a text.
    case key
    case duplicateKey = "duplicate-key"
    /// `<<`, which `like:` replaces.
    case mergeKey = "merge-key"
    /// The `workbench:` line.
    case version
    case unknownKey = "unknown-key"
    case missingKey = "missing-key"
    case wrongType = "wrong-type"
    case outOfRange = "out-of-range"
    /// Too many or too few items of a list.
    case count
    /// An item written twice in a list whose items differ.
    case duplicateItem = "duplicate-item"
    /// A progression that does not increase.
    case progression
    case unknownChoice = "unknown-choice"
    /// A precision that the device does not have.
    case precision
    /// A component that the catalogue does not have.
    case unknownKind = "unknown-kind"
    /// A block that the study does not have.
    case unknownName = "unknown-name"
    /// A block's name that is not snake_case, or is taken.
    case badName = "bad-name"
    /// `like:` that leads back to itself or changes the kind.
    case like
    case sweep
    case headline
    /// `split:` beside explicit parts, or neither.
    case split
    /// `exclude:` that takes out nothing, or everything.
    case exclude
    /// A case that is a game where data are meant, or data where a game is; a method that cannot be played.
    case game
    /// A task on data that do not say what it looks for.
    case groundTruth = "ground-truth"
    /// A pair of case and method that the grid does not have.
    case noCell = "no-cell"
    /// A dotted path of a profile or of `--set`.
    case override
    case unknownProfile = "unknown-profile"
    /// A report cell that is none, or two, of the kinds of cell.
    case cell
    /// An exercise without an answer, with a typed one, or with one that nothing decides.
    case exercise
    case unknownColumn = "unknown-column"
    /// Columns that no single table of the task has together.
    case noTable = "no-table"
    case unknownMetric = "unknown-metric"
    /// A dimension with several values that a figure, table or query leaves open.
    case openDimension = "open-dimension"
    /// The writing of a `{{ … }}`.
    case template
    /// A footnote that is defined twice, outside prose or in vain, has no text or more than a paragraph, or has a footnote
    /// itself.
    case footnote
    /// TeX between dollars that cannot be set.
    case formula
    /// What is wrong in a bibliography, or a citation without one.
    case bibliography
    /// A file that the study names and that is not there.
    case missingFile = "missing-file"
    /// A file that the study names and that cannot be read as text.
    case unreadableFile = "unreadable-file"
    /// A format that does not exist or does not fit what is asked.
    case format
    /// A claim that compares nothing, or a verdict table without claims.
    case claim
    /// Too few replicates for what is asked of them.
    case fewReplicates = "few-replicates"
    /// A block that nothing uses.
    case unused
  }
}
