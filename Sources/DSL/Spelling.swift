public import Vocabulary

/// A word a study may write, with other words people use for it.
public struct Word: Sendable {
  let name: String
  let synonyms: [String]

  public init(_ name: String, synonyms: [String] = []) { (self.name, self.synonyms) = (name, synonyms) }
}

extension Card {
  /// The component's name with its synonyms.
  public var word: Word { Word(name, synonyms: synonyms) }
}

extension ParameterDeclaration {
  var word: Word { Word(name, synonyms: synonyms) }
}

/// Guesses which word was meant.
public enum Spelling {
  /// The word meant by a text, by synonym, then by beginning, then by the fewest edits; earlier words win ties.
  public static func guess(_ text: String, among words: [Word]) -> String? {
    let folded = fold(text)
    if let word = words.first(where: { ([$0.name] + $0.synonyms).contains { fold($0) == folded } }) {
      return word.name
    }
    let near = words.compactMap { word -> (name: String, distance: Int)? in
      let distances = ([word.name] + word.synonyms).compactMap { distance(folded, fold($0)) }
      return distances.min().map { (word.name, $0) }
    }
    return near.min { $0.distance < $1.distance }?.name ?? completion(of: folded, among: words)
  }

  /// "did you mean …?", or the whole choice where there is no near word.
  static func advice(_ text: String, among words: [Word], called what: String) -> String? {
    if let guess = guess(text, among: words) { return "did you mean '\(guess)'?" }
    guard !words.isEmpty else { return nil }
    let shown = words.prefix(16).map(\.name).joined(separator: ", ")
    return "\(what): \(shown)" + (words.count > 16 ? ", …" : "")
  }

  private static func fold(_ text: String) -> String {
    String(text.prefix(64).lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
  }

  private static func completion(of text: String, among words: [Word]) -> String? {
    guard text.count >= 3 else { return nil }
    return words.first { $0.name.hasPrefix(text) || (text.hasPrefix($0.name) && $0.name.count >= 3) }?.name
  }

  /// Edits between two words if they are few for words of that length, else `nil`.
  private static func distance(_ left: String, _ right: String) -> Int? {
    let allowed = max(1, min(left.count, right.count) / 3)
    guard abs(left.count - right.count) <= allowed, max(left.count, right.count) > 1 else { return nil }
    let edits = edits(Array(left.unicodeScalars), Array(right.unicodeScalars))
    return edits <= allowed && edits < min(left.count, right.count) ? edits : nil
  }

  /// Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964; optimal string alignment).
  /// O(|left|·|right|).
  static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var before = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        var best = min(last[j + 1], row[j]) + 1
        best = min(best, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      (before, last) = (last, row)
    }
    return last[right.count]
  }
}
