/// The works that a text may cite, as a BibTeX file lists them.
public struct Bibliography: Sendable, Hashable {
  /// In the order of the file.
  public let entries: [BibliographyEntry]
  private let indices: [String: Int]

  /// Entries whose keys differ.
  public init(_ entries: [BibliographyEntry]) {
    self.entries = entries
    indices = Dictionary(entries.enumerated().map { ($1.key, $0) }) { first, _ in first }
  }

  /// The entry of a key; case counts.
  public subscript(_ key: String) -> BibliographyEntry? { indices[key].map { entries[$0] } }

  /// What a file holds, and everything that is wrong with it.
  public struct Reading: Sendable {
    /// The sound entries.
    public let bibliography: Bibliography
    /// The keys of all entries, sound or not.
    public let keys: [String]
    /// In the order of the file.
    public let mistakes: [BibliographyMistake]
  }

  /// Reads BibTeX (Patashnik, BibTeXing, 1988). O(length), but for what `@string` multiplies, which is bounded.
  public static func read(_ text: String) -> Reading {
    var reader = BibTeXReader(text)
    reader.read()
    var entries: [BibliographyEntry] = []
    var mistakes = reader.mistakes
    for raw in reader.entries {
      var builder = EntryBuilder(raw)
      if let entry = builder.entry() { entries.append(entry) }
      mistakes += builder.mistakes
    }
    let ordered = mistakes.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.message) < ($1.range.lowerBound, $1.range.upperBound, $1.message)
    }
    return Reading(
      bibliography: Bibliography(entries), keys: reader.entries.map(\.key),
      mistakes: ordered.map { $0.located(in: reader.lines) })
  }
}
