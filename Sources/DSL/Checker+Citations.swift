import Vocabulary

/// The names that prose may cite: `@fig:name` and `@tbl:name`; a claims cell makes a table.
struct CitableNames {
  let figures: [String]
  let tables: [String]

  /// Reads the names off the cells, sound or not: a broken figure is reported once, not at each citation.
  init(report: Node?) {
    guard case .list(let cells)? = report?.entry("cells")?.value.content else {
      (figures, tables) = ([], [])
      return
    }
    figures = cells.compactMap { $0.entry("figure")?.value.text }
    tables = cells.compactMap { ($0.entry("table") ?? $0.entry("claims"))?.value.text }
  }
}

extension Checker {
  /// Reports citations of figures and tables that the report does not have.
  func checkCitations(_ text: String, _ places: TextPlaces) {
    let scalars = Array(text.unicodeScalars)
    for (mark, names, what) in [("@fig:", citable.figures, "figure"), ("@tbl:", citable.tables, "table")] {
      for range in Self.citations(mark, in: scalars) {
        let name = String(String.UnicodeScalarView(scalars[range].dropFirst(mark.count)))
        guard !names.contains(name) else { continue }
        report(
          .unknownCitation, places.place(range), "the report has no \(what) called '\(name.shortened)'",
          fix: Spelling.advice(name, among: names.map { Word($0) }, called: "its \(what)s are"))
      }
    }
  }

  /// Where citations with a mark stand: at a word's beginning, up to the last letter, digit or `_` of the name.
  private static func citations(_ mark: String, in scalars: [Unicode.Scalar]) -> [Range<Int>] {
    let mark = Array(mark.unicodeScalars)
    return scalars.indices.compactMap { start in
      guard scalars[start...].starts(with: mark), start == 0 || !isWordLetter(scalars[start - 1]) else { return nil }
      var end = start + mark.count
      while end < scalars.count, isWordLetter(scalars[end]) || scalars[end] == "-" { end += 1 }
      while scalars[end - 1] == "-" { end -= 1 }
      return end > start + mark.count ? start..<end : nil
    }
  }

  private static func isWordLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_")
  }
}
