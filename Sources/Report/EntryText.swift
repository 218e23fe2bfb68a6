import Vocabulary

/// A work as a list of references shows it: authors, year, title, where it appeared, and links.
struct EntryText {
  private let work: CitedWorks.Work
  private var entry: BibliographyEntry { work.entry }

  init(_ work: CitedWorks.Work) { self.work = work }

  /// One paragraph.
  var inlines: [Inline] {
    let sentences = [head, title, venue, note] + links
    let told = sentences.filter { !$0.isEmpty }.map(Self.ended)
    return Array(told.joined(separator: [Inline.text(" ")])).merged
  }

  // MARK: Head

  private var head: [Inline] {
    let editors = entry.authors == nil && entry.editors != nil
    let count = entry.editors?.names.count ?? 0
    let role = editors ? (count == 1 ? " (ed.)" : " (eds.)") : ""
    let names = entry.persons.map(Self.names) ?? CitedWorks.body(entry)
    return [.text("\(names)\(role) (\(work.year))")]
  }

  /// As in "Jia, R., Dao, D. and Wang, B.".
  private static func names(_ persons: PersonNames) -> String {
    let names = persons.names.map { person in
      ([person.family] + [person.initials, person.suffix].filter { !$0.isEmpty }).joined(separator: ", ")
    }
    if persons.hasOthers { return names.joined(separator: ", ") + " et al." }
    guard names.count > 1 else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }

  // MARK: Title and venue

  /// Books and the like are set as what they appeared in is.
  private var title: [Inline] {
    guard entry.persons != nil || entry["organization"] != nil || entry["institution"] != nil else { return [] }
    let title = Self.inlines(entry.title)
    return standsAlone ? [.emphasis(title)] + edition : title
  }

  private var standsAlone: Bool {
    switch entry.kind {
    case .book, .booklet, .inbook, .manual, .mastersthesis, .phdthesis, .proceedings: true
    case .article, .incollection, .inproceedings, .misc, .techreport, .unpublished: false
    }
  }

  private var edition: [Inline] {
    entry["edition"].map { [.text(", ")] + Self.inlines($0) + [.text(" edition")] } ?? []
  }

  private var venue: [Inline] {
    switch entry.kind {
    case .article: joined([journal, pages])
    case .incollection, .inproceedings:
      joined([[.text("In ")] + emphasised("booktitle"), volume, series, pages, plain("publisher"), plain("address")])
    case .book, .booklet, .inbook, .manual, .proceedings:
      joined([
        volume, series, chapter, entry.kind == .inbook ? pages : [], plain("publisher"),
        plain("organization").unlessHead(entry),
        plain("address"),
      ])
    case .mastersthesis, .phdthesis:
      joined([
        plain("type").or(entry.kind == .phdthesis ? "PhD thesis" : "Master’s thesis"),
        plain("school") + plain("institution"), plain("address"),
      ])
    case .techreport:
      joined([
        plain("type").or("Technical report") + (entry["number"].map { [.text(" ")] + Self.inlines($0) } ?? []),
        plain("institution"), plain("address"),
      ])
    case .misc, .unpublished:
      joined([emphasised("journal") + emphasised("booktitle"), plain("howpublished"), plain("publisher")])
    }
  }

  /// As in "*PVLDB* 12(11)".
  private var journal: [Inline] {
    let volume = entry["volume"].map { [.text(" ")] + Self.inlines($0) } ?? []
    let number = entry["number"].map { [.text(volume.isEmpty ? " (" : "(")] + Self.inlines($0) + [.text(")")] } ?? []
    return emphasised("journal") + volume + number
  }

  private var volume: [Inline] { entry["volume"].map { [.text("volume ")] + Self.inlines($0) } ?? [] }
  private var chapter: [Inline] { entry["chapter"].map { [.text("chapter ")] + Self.inlines($0) } ?? [] }
  private var series: [Inline] { plain("series") }

  /// Pages of a range take the dash of ranges, however it is written.
  private var pages: [Inline] {
    guard let pages = entry["pages"]?.plain else { return [] }
    let isSeveral = pages.contains { "-–—,".contains($0) }
    return [.text((isSeveral ? "pages " : "page ") + pages.replacing("-", with: "–"))]
  }

  private var note: [Inline] { plain("note").capitalised }

  // MARK: Links

  private var links: [[Inline]] {
    let doi = entry.doi.map { [Inline.text("doi:"), .link([.text($0)], uri: "https://doi.org/\($0)")] }
    let archive = entry.arXiv.map { [Inline.text("arXiv:"), .link([.text($0)], uri: "https://arxiv.org/abs/\($0)")] }
    let url = entry.url.map { [Inline.link([.text($0)], uri: $0)] }
    return [doi, archive, url].compactMap { $0 }
  }

  // MARK: Pieces

  private func plain(_ field: String) -> [Inline] { entry[field].map(Self.inlines) ?? [] }

  private func emphasised(_ field: String) -> [Inline] { entry[field].map { [.emphasis(Self.inlines($0))] } ?? [] }

  private static func inlines(_ text: BibliographyText) -> [Inline] {
    text.pieces.map { piece in
      switch piece {
      case .text(let text): .text(text)
      case .formula(let tex): .math(tex, isDisplay: false)
      }
    }
  }

  private func joined(_ parts: [[Inline]]) -> [Inline] {
    Array(parts.filter { !$0.isEmpty }.joined(separator: [Inline.text(", ")])).capitalised
  }

  /// With a period, unless the text ends in a mark; links end in none, which would be read as part of them.
  private static func ended(_ inlines: [Inline]) -> [Inline] {
    if case .link? = inlines.last { return inlines }
    let last = inlines.map { $0.plainText() }.joined().last
    return last.map { ".!?".contains($0) } ?? true ? inlines : inlines + [.text(".")]
  }
}

extension [Inline] {
  /// The inlines, or a text where there are none.
  fileprivate func or(_ text: String) -> [Inline] { isEmpty ? [.text(text)] : self }

  /// Nothing where the organisation stands at the entry's head.
  fileprivate func unlessHead(_ entry: BibliographyEntry) -> [Inline] { entry.persons == nil ? [] : self }

  /// With a capital at the start.
  fileprivate var capitalised: [Inline] {
    guard case .text(let text)? = first, let letter = text.first else { return self }
    return [.text(letter.uppercased() + text.dropFirst())] + dropFirst()
  }

  /// Neighbouring texts as one.
  var merged: [Inline] {
    var merged: [Inline] = []
    for inline in self {
      if case .text(let text) = inline, case .text(let before)? = merged.last {
        merged[merged.count - 1] = .text(before + text)
      } else {
        merged.append(inline)
      }
    }
    return merged
  }
}
