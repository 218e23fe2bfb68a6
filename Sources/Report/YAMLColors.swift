/// Tells keys and comments of YAML from the rest, line by line; what is no YAML is just text.
struct YAMLColors {
  /// What a stretch of a line is.
  enum Kind: Hashable { case text, key, comment }

  struct Piece: Hashable {
    var text: String
    let kind: Kind
  }

  /// The column of the key whose text (`|`, `>`) goes on below.
  private var block: Int?
  /// The mark of the quotation that is open.
  private var quotation: Character?
  private var depth = 0

  /// The pieces of the next line, in order. O(length).
  mutating func pieces(of line: String) -> [Piece] {
    let letters = Array(line)
    let indent = letters.prefix { $0 == " " }.count
    if let column = block {
      if indent > column || indent == letters.count { return [Piece(text: line, kind: .text)] }
      block = nil
    }
    return scan(letters, indent)
  }

  private mutating func scan(_ letters: [Character], _ indent: Int) -> [Piece] {
    var (pieces, index, isKeyPlace, column) = ([Piece](), 0, quotation == nil, indent)
    while index < letters.count {
      let letter = letters[index]
      if let open = quotation {
        if letter == open { quotation = nil }
      } else if letter == "#", index == 0 || letters[index - 1] == " " {
        Self.add(letters[index...], .comment, to: &pieces)
        return ended(pieces, column)
      } else if isKeyPlace, let key = Self.key(letters[index...]) {
        if depth == 0 { column = index }
        Self.add(key, .key, to: &pieces)
        (index, isKeyPlace) = (key.endIndex, false)
        continue
      } else {
        read(letter, &isKeyPlace, isFirst: index == 0 || letters[index - 1] == " ")
      }
      Self.add(letters[index...index], .text, to: &pieces)
      index += 1
    }
    return ended(pieces, column)
  }

  /// A key stands at a line's beginning, behind the dash of a list, or behind `{` and `,`.
  private mutating func read(_ letter: Character, _ isKeyPlace: inout Bool, isFirst: Bool) {
    switch letter {
    case "{", "[": (depth, isKeyPlace) = (depth + 1, true)
    case "}", "]": (depth, isKeyPlace) = (max(0, depth - 1), false)
    case ",": isKeyPlace = depth > 0
    case " ": break
    case "-" where isKeyPlace && isFirst: break
    case "\"", "'": if isFirst || isKeyPlace { (quotation, isKeyPlace) = (letter, false) }
    default: isKeyPlace = false
    }
  }

  /// Whether the line announces a text on the lines below.
  private mutating func ended(_ pieces: [Piece], _ column: Int) -> [Piece] {
    let code = pieces.filter { $0.kind != .comment }.map(\.text).joined()
    let words = code.split(separator: " ")
    if quotation == nil, depth == 0, words.count > 1, let last = words.last,
      ["|", ">", "|-", ">-", "|+", ">+"].contains(last)
    {
      block = column
    }
    return pieces
  }

  /// The letters of a key whose colon follows.
  private static func key(_ letters: ArraySlice<Character>) -> ArraySlice<Character>? {
    let key = letters.prefix { $0.isLetter || $0.isNumber || "_.-=@".contains($0) }
    let rest = letters[key.endIndex...]
    guard !key.isEmpty, rest.first == ":", rest.dropFirst().first.map({ $0 == " " }) ?? true else { return nil }
    return key
  }

  private static func add(_ letters: ArraySlice<Character>, _ kind: Kind, to pieces: inout [Piece]) {
    if pieces.last?.kind == kind {
      pieces[pieces.count - 1].text += String(letters)
    } else {
      pieces.append(Piece(text: String(letters), kind: kind))
    }
  }
}
