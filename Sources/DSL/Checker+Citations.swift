/// A figure, table, worked example or exercise named in prose: `@fig:name`, `@tbl:name`, `@wrk:name` or `@exr:name`.
struct Citation {
  /// The key of the cell that it names.
  let cell: String
  let name: String
  let place: Place

  /// All in a text whose code is hidden; a backslash makes an `@` a plain one.
  static func all(in scalars: [Unicode.Scalar], _ places: TextPlaces) -> [Citation] {
    var citations: [Citation] = []
    for index in scalars.indices {
      guard scalars[index] == "@" else { continue }
      if index > 0, scalars[index - 1].properties.isAlphabetic || scalars[index - 1] == "\\" { continue }
      for (cell, mark) in [("figure", "@fig:"), ("table", "@tbl:"), ("worked", "@wrk:"), ("exercise", "@exr:")]
      where scalars[index...].starts(with: mark.unicodeScalars) {
        let start = index + mark.unicodeScalars.count
        let name = scalars[start...].prefix {
          $0.isASCII && ($0.properties.isAlphabetic || "0"..."9" ~= $0 || $0 == "_")
        }
        if name.isEmpty { continue }
        citations.append(
          Citation(
            cell: cell, name: String(String.UnicodeScalarView(name)), place: places.place(index..<start + name.count)))
      }
    }
    return citations
  }
}

extension Checker {
  /// Each citation must name a figure, table or exercise of the report; a link to nowhere is a slip of the pen.
  func reportUnknownCitations(_ report: Node?) {
    guard case .list(let items)? = report?.entry("cells")?.value.content else { return }
    for citation in citations {
      var names = items.compactMap { $0.entry(citation.cell)?.value.text }
      if citation.cell == "table" { names += items.compactMap { $0.entry("claims")?.value.text } }
      if citation.cell == "table" { names += Self.appendixTables(items).sorted() }
      // What a broken example would have drawn is not known.
      if citation.cell == "figure", case .broken = worked.lookup(citation.name) { continue }
      if citation.cell == "figure" { names += worked.all.filter { $0.show.contains(.lattice) }.map(\.name) }
      guard !names.contains(citation.name) else { continue }
      let what = citation.cell == "worked" ? "worked example" : citation.cell
      self.report(
        .unknownName, citation.place, "the report has no \(what) '\(citation.name.shortened)'",
        fix: Spelling.advice(citation.name, among: names.map { Word($0) }, called: "there are"))
    }
  }
}
