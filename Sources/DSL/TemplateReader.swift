/// The grammar of `{{ path.to.it(name=value, …) | format }}` in a text: pieces with their offsets in it.
struct TemplateReader {
  private let scalars: [Unicode.Scalar]
  private var index = 0

  enum Piece {
    case text(String)
    case query(QueryText)
  }

  /// A mistake in the writing and the offsets it stands at.
  struct Mistake: Error {
    let message: String
    let range: Range<Int>
    let fix: String?
  }

  /// The parts of a text, or of each broken `{{ … }}` the mistake.
  static func read(_ text: String) -> [Result<Piece, Mistake>] {
    var reader = TemplateReader(scalars: Array(text.unicodeScalars))
    return reader.pieces()
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private mutating func pieces() -> [Result<Piece, Mistake>] {
    var pieces: [Result<Piece, Mistake>] = []
    var text = String.UnicodeScalarView()
    while index < scalars.count {
      if scalars[index] == "\\", opens(at: index + 1) {
        text.append(contentsOf: "{{".unicodeScalars)
        index += 3
      } else if opens(at: index) {
        if !text.isEmpty { pieces.append(.success(.text(String(text)))) }
        text = String.UnicodeScalarView()
        pieces.append(query())
      } else {
        text.append(scalars[index])
        index += 1
      }
    }
    if !text.isEmpty { pieces.append(.success(.text(String(text)))) }
    return pieces
  }

  private func opens(at index: Int) -> Bool {
    index >= 0 && index + 1 < scalars.count && scalars[index] == "{" && scalars[index + 1] == "{"
  }

  /// Reads one query and moves behind it; behind a mistake, too, so that each is reported.
  private mutating func query() -> Result<Piece, Mistake> {
    let start = index
    guard let end = closing(after: start + 2) else {
      index = start + 2
      return .failure(
        Mistake(
          message: "this '{{' is never closed", range: start..<start + 2, fix: "close it with '}}', or write \\{{"))
    }
    defer { index = end + 2 }
    do throws(Mistake) {
      var parser = QueryParser(scalars: scalars, index: start + 2, end: end)
      return .success(.query(try parser.query()))
    } catch {
      return .failure(error)
    }
  }

  /// Where the next `}}` is; another `{{` before it means that this one was never closed.
  private func closing(after start: Int) -> Int? {
    var index = start
    while index + 1 < scalars.count {
      if scalars[index] == "}", scalars[index + 1] == "}" { return index }
      if opens(at: index) { return nil }
      index += 1
    }
    return nil
  }
}

/// What stands between `{{` and `}}`, taken apart but not looked up.
struct QueryText {
  /// Without the braces and the blanks around.
  let source: String
  let range: Range<Int>
  /// The names between the dots.
  let path: [QueryWord]
  /// `nil` where there are no parentheses.
  let arguments: [(name: QueryWord, value: QueryWord)]?
  let format: QueryWord?
}

/// A word of a query and the offsets it stands at.
struct QueryWord {
  let text: String
  let range: Range<Int>
}

/// A recursive reader of one query.
private struct QueryParser {
  let scalars: [Unicode.Scalar]
  var index: Int
  let end: Int

  init(scalars: [Unicode.Scalar], index: Int, end: Int) {
    (self.scalars, self.index, self.end) = (scalars, index, end)
  }

  mutating func query() throws(TemplateReader.Mistake) -> QueryText {
    skipBlanks()
    let start = index
    let path = try path()
    let arguments = try arguments()
    let format = try format()
    guard index == end else { throw mistake("expected '|' or '}}' here") }
    var last = end
    while last > start, isBlank(scalars[last - 1]) { last -= 1 }
    return QueryText(
      source: text(start..<last), range: start..<last, path: path, arguments: arguments, format: format)
  }

  private mutating func path() throws(TemplateReader.Mistake) -> [QueryWord] {
    var words = [try word()]
    while take(".") { words.append(try word()) }
    skipBlanks()
    return words
  }

  private mutating func arguments() throws(TemplateReader.Mistake) -> [(name: QueryWord, value: QueryWord)]? {
    guard take("(") else { return nil }
    var arguments: [(name: QueryWord, value: QueryWord)] = []
    repeat {
      skipBlanks()
      if arguments.isEmpty, index < end, scalars[index] == ")" { break }
      let name = try word()
      skipBlanks()
      guard take("=") else { throw mistake("expected '=' here") }
      arguments.append((name, try value()))
    } while take(",")
    guard take(")") else { throw mistake("expected ',' or ')' here") }
    skipBlanks()
    return arguments
  }

  private mutating func format() throws(TemplateReader.Mistake) -> QueryWord? {
    guard take("|") else { return nil }
    skipBlanks()
    let word = try word()
    skipBlanks()
    return word
  }

  private mutating func word() throws(TemplateReader.Mistake) -> QueryWord {
    let start = index
    while index < end, isWordPart(scalars[index]) { index += 1 }
    guard index > start else { throw mistake("expected a name here") }
    return QueryWord(text: text(start..<index), range: start..<index)
  }

  /// Everything up to a comma or parenthesis outside brackets, so that `knn[k=5,metric=cosine]` is one value.
  private mutating func value() throws(TemplateReader.Mistake) -> QueryWord {
    skipBlanks()
    let start = index
    var depth = 0
    while index < end {
      let scalar = scalars[index]
      if depth == 0, scalar == "," || scalar == ")" { break }
      if scalar == "[" { depth += 1 } else if scalar == "]" { depth -= 1 }
      index += 1
    }
    var last = index
    while last > start, isBlank(scalars[last - 1]) { last -= 1 }
    guard last > start else { throw mistake("expected a value here") }
    return QueryWord(text: text(start..<last), range: start..<last)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard index < end, scalars[index] == scalar else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() { while index < end, isBlank(scalars[index]) { index += 1 } }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  private func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "-" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

  private func mistake(_ message: String) -> TemplateReader.Mistake {
    TemplateReader.Mistake(
      message: message, range: index..<min(index + 1, end),
      fix: "a query reads {{ task.metric(case=…, method=…) | mean_ci }}; for plain braces write \\{{")
  }
}
