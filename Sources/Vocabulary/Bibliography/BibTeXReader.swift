/// Reads the syntax of BibTeX: entries with fields, strings put in, comments left out.
struct BibTeXReader {
  let scalars: [Unicode.Scalar]
  let lines: TextLines
  private(set) var entries: [BibTeXEntry] = []
  private(set) var mistakes: [BibliographyMistake] = []
  private var index = 0
  /// What names of `@string` stand for, in small letters.
  private var strings = Self.months
  /// Each key with its line, by its small letters: BibTeX does not tell keys apart by case.
  private var taken: [String: (key: String, line: Int)] = [:]

  /// A value longer than this is no bibliography but a bomb of `@string`s.
  static let longestValue = 20_000

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    lines = TextLines(scalars)
  }

  private static let months: [String: [BibTeXLetter]] = {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return Dictionary(
      uniqueKeysWithValues: names.map { name in
        (String(name.prefix(3)).lowercased(), name.unicodeScalars.map { BibTeXLetter($0, at: 0) })
      })
  }()

  /// The whole text; after a mistake it goes on with the next line that begins an entry.
  mutating func read() {
    while index < scalars.count {
      guard scalars[index] == "@" else {
        index += 1
        continue
      }
      let start = index
      do throws(BibliographyMistake) {
        try item()
      } catch {
        mistakes.append(error)
        index = start + 1
        while index < scalars.count, !beginsEntry(index) { index += 1 }
      }
    }
  }

  // MARK: Items

  /// What an `@` begins; one in the middle of other text is text.
  private mutating func item() throws(BibliographyMistake) {
    let (start, stands) = (index, beginsLine(index))
    index += 1
    skipBlanks()
    let nameStart = index
    let kind = word().lowercased()
    let kindPlace = nameStart..<index
    if kind == "comment" { return skipComment() }
    skipBlanks()
    guard !kind.isEmpty, let opening = next, opening == "{" || opening == "(" else {
      guard stands else { return }
      throw BibliographyMistake(
        "expected an entry such as @article{key, …}, found '@\(kind)' without '{'", at: start..<max(start + 1, index),
        fix: "open the entry with '{', or remove the '@'")
    }
    let open = index
    index += 1
    switch kind {
    case "preamble":
      _ = try value()
      try close(open, "the preamble")
    case "string": try string(open)
    default: try entry(kind, kindPlace, open)
    }
  }

  /// A comment in braces ends with them; one without, with its line.
  private mutating func skipComment() {
    skipBlanks()
    if next == "{", let end = matching(index) {
      index = end + 1
    } else {
      while let next, next != "\n", next != "\r" { index += 1 }
    }
  }

  private mutating func string(_ open: Int) throws(BibliographyMistake) {
    let (name, _) = try name(of: "a string")
    try equals(after: name)
    strings[name.lowercased()] = try value()
    skipBlanks()
    _ = skip(",")
    try close(open, "the string '\(name)'")
  }

  private mutating func close(_ open: Int, _ what: String) throws(BibliographyMistake) {
    skipBlanks()
    if skip(closing(of: open)) { return }
    guard let next else { throw unclosed(open) }
    throw BibliographyMistake(
      "expected '\(closing(of: open))' at the end of \(what), found '\(next)'", at: index..<index + 1,
      fix: "the '\(scalars[open])' of line \(line(open)) opens it")
  }

  private func closing(of open: Int) -> Unicode.Scalar { scalars[open] == "(" ? ")" : "}" }

  private func unclosed(_ open: Int) -> BibliographyMistake {
    BibliographyMistake(
      "this '\(scalars[open])' is never closed", at: open..<open + 1,
      fix: "close it with '\(closing(of: open))'" + (index < scalars.count ? " before line \(line(index))" : ""))
  }

  private func line(_ offset: Int) -> Int { lines.position(of: offset).line }

  // MARK: Entries

  private mutating func entry(_ kind: String, _ place: Range<Int>, _ open: Int) throws(BibliographyMistake) {
    let (key, keyPlace) = try key(open)
    if let taken = taken[key.lowercased()] {
      mistakes.append(
        BibliographyMistake(
          taken.key == key
            ? "the key '\(key)' is taken by another entry"
            : "the key '\(key)' is taken by '\(taken.key)': keys that differ only in capitals are the same to BibTeX",
          at: keyPlace, fix: "choose another key, or remove one", earlier: taken.line))
    }
    var entry = BibTeXEntry(kind: kind, kindPlace: place, key: key, keyPlace: keyPlace)
    skipBlanks()
    while next != closing(of: open) {
      guard next != nil, !beginsEntry(index) else { throw unclosed(open) }
      guard skip(",") else { throw expectedComma(entry.fields.last?.name) }
      skipBlanks()
      if next == closing(of: open) { break }
      if next == nil || beginsEntry(index) { throw unclosed(open) }
      try field(into: &entry)
      skipBlanks()
    }
    index += 1
    // Of two entries under a key the first counts.
    if taken[key.lowercased()] == nil {
      taken[key.lowercased()] = (key, line(keyPlace.lowerBound))
      entries.append(entry)
    }
  }

  private func expectedComma(_ field: String?) -> BibliographyMistake {
    BibliographyMistake(
      "expected ',' or the end of the entry, found '\(next ?? " ")'", at: index..<index + 1,
      fix: "put a comma behind \(field.map { "the value of '\($0)'" } ?? "the key")")
  }

  /// A key is what a citation can write.
  private mutating func key(_ open: Int) throws(BibliographyMistake) -> (String, Range<Int>) {
    skipBlanks()
    let start = index
    while let next, !Self.isBlank(next), !",(){}\"#%=\\".unicodeScalars.contains(next) { index += 1 }
    let key = String(String.UnicodeScalarView(scalars[start..<index]))
    if key.isEmpty || next == "=" {
      if next == nil { throw unclosed(open) }
      throw BibliographyMistake(
        "this entry has no key", at: start..<max(start + 1, index), fix: "begin it as in @article{shapley1953, …}")
    }
    guard EntryCitation.isKey(key) else {
      throw BibliographyMistake(
        "'\(key)' cannot be a key", at: start..<index,
        fix: "begin and end with a letter or digit and use a–z, A–Z, 0–9 and _ - : . + / only")
    }
    return (key, start..<index)
  }

  private mutating func field(into entry: inout BibTeXEntry) throws(BibliographyMistake) {
    let (name, place) = try name(of: "a field")
    try equals(after: name)
    let field = BibTeXEntry.Field(name: name.lowercased(), place: place, value: try value())
    if entry.fields.contains(where: { $0.name == field.name }) {
      mistakes.append(
        BibliographyMistake(
          "the entry '\(entry.key)' has '\(field.name)' already", at: place, fix: "remove one of them"))
    } else {
      entry.fields.append(field)
    }
  }

  private mutating func name(of what: String) throws(BibliographyMistake) -> (String, Range<Int>) {
    skipBlanks()
    let start = index
    let name = word()
    if name.isEmpty {
      throw BibliographyMistake(
        "expected the name of \(what), found \(next.map { "'\($0)'" } ?? "the end of the file")",
        at: start..<min(start + 1, scalars.count), fix: "write name = {value}")
    }
    return (name, start..<index)
  }

  private mutating func equals(after name: String) throws(BibliographyMistake) {
    skipBlanks()
    if skip("=") { return }
    throw BibliographyMistake(
      "expected '=' after '\(name)', found \(next.map { "'\($0)'" } ?? "the end of the file")",
      at: index..<min(index + 1, scalars.count), fix: "write \(name) = {value}")
  }

  // MARK: Values

  /// Pieces joined by `#`.
  private mutating func value() throws(BibliographyMistake) -> [BibTeXLetter] {
    var letters: [BibTeXLetter] = []
    let start = index
    repeat {
      skipBlanks()
      letters += try piece()
      if letters.count > Self.longestValue {
        throw BibliographyMistake(
          "this value is longer than \(Self.longestValue) letters", at: start..<index, fix: "shorten it")
      }
      skipBlanks()
    } while skip("#")
    return letters
  }

  private mutating func piece() throws(BibliographyMistake) -> [BibTeXLetter] {
    let start = index
    switch next {
    case "{":
      guard let end = matching(start) else { throw unclosedValue(start) }
      index = end + 1
      return letters(start + 1..<end)
    case "\"":
      guard let end = quoteEnd(start) else { throw unclosedValue(start) }
      index = end + 1
      return letters(start + 1..<end)
    case .some("0"..."9"):
      while let next, "0"..."9" ~= next { index += 1 }
      return letters(start..<index)
    default: return try string(at: start)
    }
  }

  /// What a name stands for; an unknown one is a mistake that stops nothing.
  private mutating func string(at start: Int) throws(BibliographyMistake) -> [BibTeXLetter] {
    let name = word()
    guard !name.isEmpty else {
      throw BibliographyMistake(
        "expected a value, found \(next.map { "'\($0)'" } ?? "the end of the file")",
        at: start..<min(start + 1, scalars.count), fix: "write it in braces")
    }
    if let letters = strings[name.lowercased()] {
      return letters.map { BibTeXLetter($0.scalar, at: start, length: index - start) }
    }
    mistakes.append(
      BibliographyMistake(
        "there is no @string '\(name)'", at: start..<index, fix: "define it above, or put braces around the text",
        word: name, known: strings.keys.sorted()))
    return letters(start..<index)
  }

  private func letters(_ range: Range<Int>) -> [BibTeXLetter] {
    range.map { BibTeXLetter(scalars[$0], at: $0) }
  }

  private mutating func unclosedValue(_ start: Int) -> BibliographyMistake {
    let sign = scalars[start]
    return BibliographyMistake(
      "this '\(sign)' is never closed", at: start..<start + 1, fix: "close it with '\(sign == "{" ? "}" : "\"")'")
  }

  /// The brace that closes another; none where the text ends or a line begins an entry first.
  private func matching(_ open: Int) -> Int? {
    var depth = 0
    for offset in open..<scalars.count {
      switch scalars[offset] {
      case "{": depth += 1
      case "}":
        depth -= 1
        if depth == 0 { return offset }
      case "@": if offset > open, beginsEntry(offset) { return nil }
      default: break
      }
    }
    return nil
  }

  /// The quotation mark outside braces that closes another.
  private func quoteEnd(_ open: Int) -> Int? {
    var depth = 0
    for offset in open + 1..<scalars.count {
      switch scalars[offset] {
      case "{": depth += 1
      case "}":
        depth -= 1
        if depth < 0 { return nil }
      case "\"": if depth == 0 { return offset }
      case "@": if beginsEntry(offset) { return nil }
      default: break
      }
    }
    return nil
  }

  // MARK: Tokens

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard next == sign else { return false }
    index += 1
    return true
  }

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  private mutating func skipBlanks() { while let next, Self.isBlank(next) { index += 1 } }

  /// The letters of a name of an entry's kind, a field or a string.
  private mutating func word() -> String {
    let start = index
    while let next, next.isASCII, Self.isWordPart(next) { index += 1 }
    return String(String.UnicodeScalarView(scalars[start..<index]))
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ":", ".", "+", "/", "*", "!", "?", "&": true
    default: false
    }
  }

  /// Whether nothing but blanks stands before an offset in its line.
  private func beginsLine(_ offset: Int) -> Bool {
    for scalar in scalars[..<offset].reversed() {
      if scalar == "\n" || scalar == "\r" { return true }
      if !Self.isBlank(scalar) { return false }
    }
    return true
  }

  /// Whether a line begins an entry here: no value has `@article{` at the start of a line.
  private func beginsEntry(_ offset: Int) -> Bool {
    guard scalars[offset] == "@" else { return false }
    let rest = scalars[(offset + 1)...].prefix(40)
    let name = rest.prefix { "a"..."z" ~= $0 || "A"..."Z" ~= $0 }
    guard !name.isEmpty, let mark = rest[name.endIndex...].first(where: { !Self.isBlank($0) }) else { return false }
    return (mark == "{" || mark == "(") && beginsLine(offset)
  }
}
