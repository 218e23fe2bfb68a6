import Vocabulary

/// The works that a document cites, in the order of its list of references, and how its text names them.
struct CitedWorks: Sendable {
  let works: [Work]
  private let indices: [String: Int]

  /// A work of the list.
  struct Work: Sendable, Hashable {
    let entry: BibliographyEntry
    /// As in "Jia et al.".
    let authors: String
    /// As in "2019b".
    let year: String

    /// The name of its place in a written document.
    var anchor: String { "ref-\(entry.key)" }

    /// As in "Jia et al., 2019b".
    var label: String { "\(authors), \(year)" }
  }

  /// The entries of some keys, sorted by authors, year and title; works of equal label get letters, among all that any layout
  /// cites. Keys that the bibliography does not have are left out.
  init(_ keys: Set<String>, of bibliography: Bibliography, among all: Set<String> = []) {
    let entries = bibliography.entries.filter { keys.union(all).contains($0.key) }.sorted(by: Self.precedes)
    var counts: [String: Int] = [:]
    for entry in entries { counts[Self.plainLabel(entry), default: 0] += 1 }
    var given: [String: Int] = [:]
    let lettered = entries.map { entry in
      let label = Self.plainLabel(entry)
      let index = given[label, default: 0]
      given[label] = index + 1
      let letter = counts[label, default: 0] > 1 ? Self.letter(index) : ""
      return Work(entry: entry, authors: Self.authors(entry), year: Self.year(entry) + letter)
    }
    works = lettered.filter { keys.contains($0.entry.key) }
    indices = Dictionary(uniqueKeysWithValues: works.enumerated().map { ($1.entry.key, $0) })
  }

  /// The work of a key.
  subscript(_ key: String) -> Work? { indices[key].map { works[$0] } }

  private static func precedes(_ left: BibliographyEntry, _ right: BibliographyEntry) -> Bool {
    let (a, b) = (sortKey(left), sortKey(right))
    return (a.names, a.year, a.title, left.key) < (b.names, b.year, b.title, right.key)
  }

  /// Small letters without accents.
  private static func sortKey(_ entry: BibliographyEntry) -> (names: String, year: String, title: String) {
    let persons = entry.persons.map {
      $0.names.map { "\($0.family) \($0.first) \($0.suffix)" } + ($0.hasOthers ? ["~"] : [])
    }
    let names = (persons ?? [body(entry)]).joined(separator: "\u{1}")
    return (BibliographyText(names).folded, entry.year, entry.title.folded)
  }

  private static func plainLabel(_ entry: BibliographyEntry) -> String { "\(authors(entry)), \(year(entry))" }

  private static func year(_ entry: BibliographyEntry) -> String { entry.year.isEmpty ? "n.d." : entry.year }

  /// One name, two, or the first of several.
  private static func authors(_ entry: BibliographyEntry) -> String {
    guard let persons = entry.persons, let first = persons.names.first else { return body(entry) }
    if persons.names.count == 1, !persons.hasOthers { return first.family }
    if persons.names.count == 2, !persons.hasOthers { return "\(first.family) and \(persons.names[1].family)" }
    return "\(first.family) et al."
  }

  /// What a work without persons is known by.
  static func body(_ entry: BibliographyEntry) -> String {
    (entry["organization"] ?? entry["institution"] ?? entry.title).plain
  }

  /// a, b, …, z, aa, ab …
  private static func letter(_ index: Int) -> String {
    let last = Unicode.Scalar(UInt8(97 + index % 26))
    return (index < 26 ? "" : letter(index / 26 - 1)) + String(Character(last))
  }
}
