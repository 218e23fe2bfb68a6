/// A work that may be cited.
public struct BibliographyEntry: Sendable, Hashable {
  public let key: String
  public let kind: Kind
  /// Absent where there are editors, an organisation or only a title.
  public let authors: PersonNames?
  public let editors: PersonNames?
  public let title: BibliographyText
  /// As it is written, such as "1953"; "" where there is none.
  public let year: String
  /// Other fields by name, never empty: those of ``shown``.
  public let fields: [String: BibliographyText]
  /// Without the address before it.
  public let doi: String?
  public let url: String?
  /// A number of arXiv.
  public let arXiv: String?

  /// What a work is, by BibTeX's names.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case article, book, booklet, inbook, incollection, inproceedings, manual, mastersthesis, misc, phdthesis
    case proceedings, techreport, unpublished
  }

  /// The text of a field.
  public subscript(_ field: String) -> BibliographyText? { fields[field] }

  /// Who stands at its head: authors, else editors.
  public var persons: PersonNames? { authors ?? editors }

  /// Fields of text, with other names that they go by.
  static let shown: [(name: String, others: [String])] = [
    ("booktitle", []), ("journal", ["journaltitle"]), ("publisher", []), ("school", []), ("institution", []),
    ("organization", []), ("address", ["location"]), ("edition", []), ("volume", []), ("number", ["issue"]),
    ("series", []), ("pages", []), ("chapter", []), ("howpublished", []), ("note", []), ("type", []), ("month", []),
  ]
}

extension BibliographyEntry.Kind {
  /// Other names that kinds go by.
  static let synonyms: [String: Self] = [
    "conference": .inproceedings, "thesis": .phdthesis, "report": .techreport, "online": .misc, "electronic": .misc,
    "www": .misc, "dataset": .misc, "software": .misc, "collection": .proceedings, "inreference": .incollection,
  ]

  /// What an entry must have; of several names in a group one.
  var required: [[String]] {
    switch self {
    case .article: [["author"], ["title"], ["journal"], ["year"]]
    case .book: [["author", "editor"], ["title"], ["publisher"], ["year"]]
    case .inbook: [["author", "editor"], ["title"], ["chapter", "pages"], ["publisher"], ["year"]]
    case .incollection: [["author"], ["title"], ["booktitle"], ["publisher"], ["year"]]
    case .inproceedings: [["author"], ["title"], ["booktitle"], ["year"]]
    case .mastersthesis, .phdthesis: [["author"], ["title"], ["school", "institution"], ["year"]]
    case .techreport: [["author"], ["title"], ["institution"], ["year"]]
    case .unpublished: [["author"], ["title"], ["note"]]
    case .proceedings: [["title"], ["year"]]
    case .booklet, .manual, .misc: [["title"]]
    }
  }
}
