/// Cuts a value into the names of persons (Patashnik, Designing BibTeX styles, 1988).
struct BibTeXNames {
  let field: BibTeXEntry.Field
  private(set) var mistakes: [BibliographyMistake] = []

  init(_ field: BibTeXEntry.Field) { self.field = field }

  /// The names, or `nil` once a mistake is told.
  mutating func read() -> PersonNames? {
    var (names, hasOthers) = ([PersonName](), false)
    let persons = Self.persons(field.value)
    for (index, person) in persons.enumerated() {
      let words = Self.words(Array(field.value[person]))
      if words.isEmpty {
        mistakes.append(
          BibliographyMistake(
            "a name is missing beside 'and' in '\(field.name)'", at: field.place(person),
            fix: "names are joined by one 'and' each"))
        return nil
      }
      if index > 0, index == persons.count - 1, words.count == 1, Self.plain(words[0]) == "others" {
        hasOthers = true
      } else if let name = name(person) {
        names.append(name)
      } else {
        return nil
      }
    }
    return PersonNames(names: names, hasOthers: hasOthers)
  }

  /// The ranges between the word "and" outside braces.
  private static func persons(_ letters: [BibTeXLetter]) -> [Range<Int>] {
    var (ranges, start, depth) = ([Range<Int>](), 0, 0)
    for index in letters.indices {
      depth += change(letters[index].scalar)
      guard depth == 0, index >= start, isBlank(letters, index - 1), isBlank(letters, index + 3),
        plain(Array(letters[index..<min(index + 3, letters.count)])).lowercased() == "and"
      else { continue }
      ranges.append(start..<index)
      start = index + 3
    }
    return ranges + [min(start, letters.count)..<letters.count]
  }

  private static func change(_ scalar: Unicode.Scalar) -> Int { scalar == "{" ? 1 : scalar == "}" ? -1 : 0 }

  private static func isBlank(_ letters: [BibTeXLetter], _ index: Int) -> Bool {
    !letters.indices.contains(index) || BibTeXReader.isBlank(letters[index].scalar)
  }

  private static func plain(_ letters: [BibTeXLetter]) -> String {
    String(String.UnicodeScalarView(letters.map(\.scalar)))
  }

  /// The words between blanks outside braces.
  private static func words(_ letters: [BibTeXLetter]) -> [[BibTeXLetter]] {
    split(letters) { BibTeXReader.isBlank($0) || $0 == "~" }.filter { !$0.isEmpty }
  }

  private static func split(_ letters: [BibTeXLetter], where isEnd: (Unicode.Scalar) -> Bool) -> [[BibTeXLetter]] {
    var (parts, depth) = ([[BibTeXLetter]()], 0)
    for (index, letter) in letters.enumerated() {
      depth += change(letter.scalar)
      // In `\~n` the tilde is an accent.
      let isAccent = index > 0 && letters[index - 1].scalar == "\\"
      if depth == 0, !isAccent, isEnd(letter.scalar) { parts.append([]) } else { parts[parts.count - 1].append(letter) }
    }
    return parts
  }

  // MARK: Parts

  private mutating func name(_ person: Range<Int>) -> PersonName? {
    let parts = Self.split(Array(field.value[person])) { $0 == "," }.map { Self.words($0) }
    switch parts.count {
    case 1: return inOrder(parts[0])
    case 2: return reversed(parts[0], suffix: [], first: parts[1], person)
    case 3: return reversed(parts[0], suffix: parts[1], first: parts[2], person)
    default:
      mistakes.append(
        BibliographyMistake(
          "this name has \(parts.count - 1) commas, at most 2 have a meaning", at: field.place(person),
          fix: "write Last, First or Last, Jr, First, and join names by 'and'"))
      return nil
    }
  }

  /// "First von Last": the last word is a last name, whatever its letters.
  private mutating func inOrder(_ words: [[BibTeXLetter]]) -> PersonName {
    let small = words.indices.dropLast().filter { Self.isSmall(words[$0]) }
    let start = small.first ?? words.count - 1
    let end = small.last.map { $0 + 1 } ?? words.count - 1
    return PersonName(
      first: text(words[..<start]), particle: text(words[start..<end]), last: text(words[end...]), suffix: "")
  }

  /// "von Last, Jr, First".
  private mutating func reversed(
    _ words: [[BibTeXLetter]], suffix: [[BibTeXLetter]], first: [[BibTeXLetter]], _ person: Range<Int>
  ) -> PersonName? {
    guard !words.isEmpty else {
      mistakes.append(
        BibliographyMistake(
          "this name has no last name before its comma", at: field.place(person), fix: "write Last, First"))
      return nil
    }
    let end = words.indices.dropLast().last { Self.isSmall(words[$0]) }.map { $0 + 1 } ?? 0
    return PersonName(
      first: text(first[...]), particle: text(words[..<end]), last: text(words[end...]), suffix: text(suffix[...]))
  }

  /// Whether a word begins with a small letter outside braces, or with an accent over one.
  private static func isSmall(_ word: [BibTeXLetter]) -> Bool {
    guard let first = word.first?.scalar else { return false }
    if first != "{", first != "\\" { return first.properties.isLowercase }
    guard first == "\\" || word.count > 1 && word[1].scalar == "\\" else { return false }
    var reader = BibTeXText(word, of: "")
    return reader.read().plain.unicodeScalars.first?.properties.isLowercase ?? false
  }

  private mutating func text(_ words: ArraySlice<[BibTeXLetter]>) -> String {
    words.map { word in
      var reader = BibTeXText(word, of: field.name)
      let text = reader.read().plain
      mistakes += reader.mistakes
      return text
    }.joined(separator: " ")
  }
}
