/// The entries of a closed map, unknown keys already reported.
struct Fields {
  /// The dotted path for messages, such as `methods.knn`.
  let title: String
  /// Where to say that something is missing.
  let owner: Place
  /// Missing keys that are reported, or misspelt and reported as such.
  let excused: Set<String>
  private let entries: [String: Node.Entry]

  init(_ node: Node, title: String, owner: Place, excused: Set<String>) {
    (self.title, self.owner, self.excused) = (title, owner, excused)
    entries = Dictionary(node.entries.map { ($0.key, $0) }) { first, _ in first }
  }

  subscript(_ key: String) -> Node? { entries[key]?.value }

  func entry(_ key: String) -> Node.Entry? { entries[key] }
}

extension Checker {
  /// Reads a node as a closed map; `nil` once it is reported not to be a map.
  func fields(
    _ node: Node, title: String, owner: Place, words: [Word], required: [String] = []
  ) -> Fields? {
    guard node.isMap else {
      report(.wrongType, node.isBlank ? owner : node.place, "\(title) must be a map, found \(node.found)")
      return nil
    }
    let names = Set(words.map(\.name))
    let given = Set(node.entries.map(\.key))
    var meant: Set<String> = []
    for entry in node.entries where !names.contains(entry.key) {
      let free = words.filter { !given.contains($0.name) }
      if let guess = Spelling.guess(entry.key, among: free) { meant.insert(guess) }
      reportUnknown(entry, title: title, free: free, all: words)
    }
    let missing = required.filter { !given.contains($0) && !meant.contains($0) }
    for key in missing { reportMissing(key, title: title, owner: owner) }
    return Fields(node, title: title, owner: owner, excused: meant.union(missing))
  }

  private func reportUnknown(_ entry: Node.Entry, title: String, free: [Word], all words: [Word]) {
    // A word that is given already is the second choice: the author may have written it twice, once wrongly.
    let near = Spelling.guess(entry.key, among: free) ?? Spelling.guess(entry.key, among: words)
    report(
      .unknownKey, entry.keyPlace, "unknown key '\(entry.key.shortened)' in \(title)",
      fix: near.map { "did you mean '\($0)'?" }
        ?? Spelling.advice(entry.key, among: free, called: "keys that may still be given"))
  }

  func reportMissing(_ key: String, title: String, owner: Place, fix: String? = nil) {
    report(.missingKey, owner, "\(title) needs the key '\(key)'", fix: fix)
  }

  /// Whether a name is a snake_case identifier; reports it otherwise.
  func acceptsName(_ name: String, at place: Place, reserved: [String] = []) -> Bool {
    if reserved.contains(name) {
      report(.badName, place, "the name '\(name)' has a meaning of its own here", fix: "choose another name")
      return false
    }
    let bytes = Array(name.utf8)
    let isLetter = { (byte: UInt8) in (97...122).contains(byte) }
    let isSound = bytes.first.map(isLetter) ?? false
    if isSound, bytes.allSatisfy({ isLetter($0) || (48...57).contains($0) || $0 == 95 }), bytes.count <= 64 {
      return true
    }
    report(
      .badName, place, "'\(name.shortened)' cannot be a name",
      fix: "begin with a letter a–z and use a–z, 0–9 and _ only, at most 64 of them")
    return false
  }
}
