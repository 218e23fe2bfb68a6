import Vocabulary

extension Checker {
  /// Reads the bibliography that a report names; its mistakes are the study's.
  func readBibliography(_ report: Node?) {
    guard let node = report?.entry("bibliography")?.value else {
      let isMisspelt =
        report?.entries.contains { Spelling.guess($0.key, among: [Word("bibliography")]) != nil } ?? false
      if isMisspelt { entryKeys = nil }
      return
    }
    entryKeys = nil
    guard case .text(let path)? = value(node, .file, Label("bibliography")) else { return }
    do throws(SourceError) {
      let read = try files.bibliography(path)
      for mistake in read.reading.mistakes { self.report(mistake, in: read.source) }
      entryKeys = Set(read.reading.keys)
      bibliography = BibliographyFile(
        path: path, content: ContentKey(of: read.source.text), bibliography: read.reading.bibliography)
    } catch {
      self.report(error, path, at: node.place)
    }
  }

  private func report(_ mistake: BibliographyMistake, in source: SourceText) {
    let guess = mistake.word.flatMap { word in Spelling.guess(word, among: mistake.known.map { Word($0) }) }
    report(
      .bibliography, Place(source, mistake.range), mistake.message,
      fix: guess.map { "did you mean '\($0)'?" } ?? mistake.fix,
      notes: mistake.earlier.map { ["first written at line \($0)"] } ?? [])
  }

  private func report(_ error: SourceError, _ path: String, at place: Place) {
    switch error {
    case .missing:
      report(
        .missingFile, place, "there is no file '\(path)'", fix: "the path of a bibliography is relative to the study")
    case .isDirectory:
      report(.unreadableFile, place, "'\(path)' is a folder", fix: "name a .bib file in it")
    case .isNoRegularFile:
      report(
        .unreadableFile, place, "'\(path)' is a pipe or device, and only regular files are read",
        fix: "write its contents to a .bib file")
    case .tooLarge(_, let bytes, let limit):
      report(.unreadableFile, place, "'\(path)' has \(bytes) bytes, at most \(limit) are read", fix: "leave works out")
    case .invalidUTF8(_, let offset, let line):
      report(
        .unreadableFile, place, "'\(path)' has an invalid byte at offset \(offset) (line \(line))",
        fix: "save the file as UTF-8")
    case .unreadable(_, let reason):
      report(.unreadableFile, place, "'\(path)' cannot be read: \(reason)", fix: "check its permissions")
    }
  }

  /// Each citation in brackets must name an entry; in a sentence, `@` and a word that is no key are just that.
  /// `scalars` are those of the text, code and formulas hidden.
  func reportUnknownEntries(_ scalars: [Unicode.Scalar], _ places: TextPlaces) {
    guard let keys = entryKeys else { return }
    for citation in EntryCitation.all(in: scalars, isKnown: keys.contains) {
      guard bibliography != nil else {
        report(
          .bibliography, places.place(citation.range), "a citation, but the report has no bibliography",
          fix: "add `bibliography: references.bib` to report, or write \\@ for a plain @")
        continue
      }
      for item in citation.items where !keys.contains(item.key) {
        report(
          .unknownName, places.place(item.range), "the bibliography has no entry '\(item.key.shortened)'",
          fix: Spelling.advice(item.key, among: keys.sorted().map { Word($0) }, called: "there are"))
      }
    }
  }
}
