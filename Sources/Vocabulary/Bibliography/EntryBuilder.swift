/// Makes a work out of an entry's fields, or tells what is missing.
struct EntryBuilder {
  private let raw: BibTeXEntry
  private(set) var mistakes: [BibliographyMistake] = []

  init(_ raw: BibTeXEntry) { self.raw = raw }

  /// The work; `nil` once a mistake is told.
  mutating func entry() -> BibliographyEntry? {
    guard let kind = kind() else { return nil }
    requireFields(of: kind)
    let (authors, editors) = (names("author"), names("editor"))
    let title = text(["title"]) ?? BibliographyText("")
    var fields: [String: BibliographyText] = [:]
    for (name, others) in BibliographyEntry.shown { fields[name] = text([name] + others) }
    let (doi, url, arXiv) = (self.doi(), self.url(), self.arXiv())
    guard mistakes.isEmpty else { return nil }
    return BibliographyEntry(
      key: raw.key, kind: kind, authors: authors, editors: editors, title: title, year: year(), fields: fields,
      doi: doi, url: url, arXiv: arXiv)
  }

  private mutating func kind() -> BibliographyEntry.Kind? {
    if let kind = BibliographyEntry.Kind(rawValue: raw.kind) ?? BibliographyEntry.Kind.synonyms[raw.kind] {
      return kind
    }
    let known = BibliographyEntry.Kind.allCases.map(\.rawValue)
    mistakes.append(
      BibliographyMistake(
        "there is no kind of entry '@\(raw.kind)'", at: raw.kindPlace, fix: "write @misc where nothing else fits",
        word: raw.kind, known: known))
    return nil
  }

  /// Names that a field goes by.
  private static func names(of field: String) -> [String] {
    field == "year" ? ["year", "date"] : [field] + (BibliographyEntry.shown.first { $0.name == field }?.others ?? [])
  }

  private mutating func requireFields(of kind: BibliographyEntry.Kind) {
    for group in kind.required where raw.field(group.flatMap(Self.names(of:))) == nil {
      mistakes.append(
        BibliographyMistake(
          "the @\(raw.kind) '\(raw.key)' needs the field '\(group.joined(separator: "' or '"))'", at: raw.keyPlace,
          fix: "add \(group[0]) = {…}"))
    }
  }

  private mutating func names(_ name: String) -> PersonNames? {
    guard let field = raw.field([name]) else { return nil }
    var reader = BibTeXNames(field)
    let names = reader.read()
    mistakes += reader.mistakes
    return names
  }

  private mutating func text(_ names: [String]) -> BibliographyText? {
    guard let field = raw.field(names) else { return nil }
    var reader = BibTeXText(field.value, of: field.name)
    let text = reader.read()
    mistakes += reader.mistakes
    return text.isEmpty ? nil : text
  }

  /// The year alone of a whole date.
  private mutating func year() -> String {
    if let year = text(["year"]) { return year.plain }
    let date = text(["date"])?.plain ?? ""
    let digits = date.prefix { $0.isASCII && $0.isNumber }
    return digits.count == 4 ? String(digits) : date
  }

  // MARK: Addresses

  /// Letters as they stand, without braces and the backslashes before signs.
  private func literal(_ name: String) -> String? {
    guard let field = raw.field([name]) else { return nil }
    let scalars = field.value.map(\.scalar).filter { $0 != "{" && $0 != "}" }
    var kept: [Unicode.Scalar] = []
    for (index, scalar) in scalars.enumerated() {
      let isEscape = scalar == "\\" && index + 1 < scalars.count && !TeXReader.isLetter(scalars[index + 1])
      if !isEscape { kept.append(scalar) }
    }
    let words = kept.split { BibTeXReader.isBlank($0) }
    return words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }

  private mutating func refuse(_ name: String, _ message: String, _ fix: String) {
    guard let field = raw.field([name]) else { return }
    mistakes.append(BibliographyMistake(message, at: field.place(0..<field.value.count), fix: fix))
  }

  private mutating func doi() -> String? {
    guard var doi = literal("doi") else { return nil }
    for start in ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"]
    where doi.lowercased().hasPrefix(start) { doi = String(doi.dropFirst(start.count)) }
    guard doi.hasPrefix("10."), doi.contains("/"), Self.isAddress(doi) else {
      refuse("doi", "'\(doi.prefix(40))' is no DOI", "write it as in 10.14778/3342263.3342637")
      return nil
    }
    return doi
  }

  private mutating func url() -> String? {
    guard let url = literal("url") else { return nil }
    let isWeb = ["https://", "http://"].contains { url.lowercased().hasPrefix($0) && url.count > $0.count }
    guard isWeb, Self.isAddress(url) else {
      refuse("url", "'\(url.prefix(40))' is no address of the web", "begin it with https:// and use no blanks")
      return nil
    }
    return url
  }

  /// The number, where the archive is arXiv or not named.
  private mutating func arXiv() -> String? {
    guard var number = literal("eprint") else { return nil }
    let archive = (literal("archiveprefix") ?? literal("eprinttype"))?.lowercased()
    guard archive == nil || archive == "arxiv" else { return nil }
    if number.lowercased().hasPrefix("arxiv:") { number = String(number.dropFirst(6)) }
    guard Self.isAddress(number), number.contains(where: \.isNumber) else {
      refuse("eprint", "'\(number.prefix(40))' is no number of arXiv", "write it as in 2406.11730")
      return nil
    }
    return number
  }

  private static func isAddress(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 && !"<>\"\\^`{|}".unicodeScalars.contains($0) }
  }
}
