/// Words of a command, quoted where a shell would take them apart.
struct ShellLine: CustomStringConvertible {
  let words: [String]
  init(_ words: [String]) { self.words = words }

  var description: String { words.map(Self.quoted).joined(separator: " ") }

  private static func quoted(_ word: String) -> String {
    guard word.isEmpty || !word.allSatisfy({ $0.isLetter || $0.isNumber || "./_-=,:@%+".contains($0) }) else {
      return word
    }
    return "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
