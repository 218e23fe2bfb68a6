import Compute
import Foundation
import Vocabulary

@testable import Report

/// Texts for readers to break on: real ones with edits, and ones made of what the languages are made of.
struct ReaderFuzz {
  let stream: SeedStream

  /// What is drawn for one text: a function of the stream and a counter.
  struct Draws {
    let stream: SeedStream
    private var count: UInt64 = 0

    init(_ stream: SeedStream) { self.stream = stream }

    mutating func next(below bound: Int) -> Int {
      count += 1
      return Int(stream.block(count - 1)[0] % UInt32(bound))
    }
  }

  /// A language with its reader's texts and words.
  struct Language: Sendable, CustomStringConvertible {
    let description: String
    let originals: [String]
    let tokens: [String]
    /// What nests, to be repeated.
    let deep: [String]
  }

  /// A text of some 10 to 2,000 bytes.
  func text(_ index: Int, of language: Language) -> String {
    var draws = Draws(stream.branch(language).branch(index))
    switch draws.next(below: 16) {
    case 0: return Self.deep(language, &draws)
    case 1...6: return Self.made(language, &draws)
    default: return Self.mutated(language, &draws)
    }
  }

  private static func made(_ language: Language, _ draws: inout Draws) -> String {
    let separator = ["", " ", ""][draws.next(below: 3)]
    return (0...draws.next(below: 60)).map { _ in language.tokens[draws.next(below: language.tokens.count)] }
      .joined(separator: separator)
  }

  private static func deep(_ language: Language, _ draws: inout Draws) -> String {
    let part = language.deep[draws.next(below: language.deep.count)]
    return String(repeating: part, count: 1 + draws.next(below: 2_000 / part.utf8.count))
      + language.tokens[draws.next(below: language.tokens.count)]
  }

  /// A piece of a real text with a few stretches removed, doubled, moved or replaced.
  private static func mutated(_ language: Language, _ draws: inout Draws) -> String {
    let whole = Array(language.originals[draws.next(below: language.originals.count)].utf8)
    let start = draws.next(below: whole.count)
    var bytes = Array(whole[start..<min(whole.count, start + 40 + draws.next(below: 1_200))])
    for _ in 0...draws.next(below: 6) {
      let position = draws.next(below: max(1, bytes.count))
      let end = min(bytes.count, position + draws.next(below: 16))
      switch draws.next(below: 5) {
      case 0: bytes.removeSubrange(position..<max(position, end))
      case 1: if position < bytes.count { bytes[position] = UInt8(draws.next(below: 256)) }
      case 2: bytes.insert(contentsOf: bytes[position..<max(position, end)], at: draws.next(below: max(1, bytes.count)))
      default:
        bytes.insert(contentsOf: language.tokens[draws.next(below: language.tokens.count)].utf8, at: position)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ReaderFuzz.Language {
  private static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func texts(_ folder: String, _ ending: String) -> [String] {
    let base = root.appending(path: folder)
    let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().compactMap {
      try? String(contentsOf: base.appending(path: $0), encoding: .utf8)
    }
  }

  /// The formulas of the components' cards.
  static let formulas = Self(
    description: "formulas",
    originals: texts("Sources", ".swift").flatMap { text in
      text.matches(of: /#"([^"]*\\[a-z][^"]*)"#/).map { String($0.1) }
    },
    tokens:
      #"\frac \sum \left( \right) \left. \middle| \begin{cases} \end{cases} \begin{aligned} \end{aligned} & \\ { } ^ _ ' \text{a} \operatorname* \operatorname{b} [ ] \sqrt \limits \hat \bigl( \bigr \mathbb \displaystyle \not = x 2 + ~ % \ \, \phi \begin \end \quad \pmod \begin{array}{lr} \substack \overset é € \\[2pt]"#
      .split(separator: " ").map(String.init) + ["$", "\n", " ", "\0", "\u{10FFFF}"],
    deep: [
      "{", "\\hat", "x^\\frac", "\\left(", "\\displaystyle", "\\sqrt[", "\\not", "\\begin{matrix}", "x_{", "\\text{",
    ])

  /// The prose of the studies and of the project's own pages.
  static let prose = Self(
    description: "prose",
    originals: texts("studies", ".yaml") + texts("docs", ".md") + texts("Tests/ReportTests/Snapshots", ".md"),
    tokens: [
      "*", "_", "**", "`", "``", "```", "~", "~~~", "[", "](", ")", "](a.csv)", "<", ">", "<https://x.org>",
      "https://x.org", "!",
      "|", "| a | b |\n|---|:-:|\n", "\n| $x$ | `|` | $y$\n", "#", "# ", "- ", "1. ", "2) ", "> ", "+", "=", "===\n",
      "---\n", "***\n",
      ":", "\\", "\\$", "&amp;", ";", "$", "$", "$$", "$x_i$", "$$y$$", "@", "@fig:a", "[@two]", "[@two; @owen, p. 3]",
      "@two", "\n",
      "\n\n", "\n", " ", "  ", "    ", "\t", "\n    ", "\u{0}", "0", "1.", "a", "words", "é", "😀", "\"", "'", "{", "}",
      "ab\ncd", "\r\n",
      "&#10;", "\u{A0}", "\\@two",
    ],
    deep: ["> ", "- ", "*a ", "[", "![", "`", "$", "1. ", "**", "_", "<", "| ", "\\", "[a](", "~", "&", "[@", "#"])

  static let bibliographies = Self(
    description: "bibliographies", originals: texts("studies", ".bib") + texts("Tests/DSLTests/Cases", ".bib"),
    tokens: [
      "@article{", "@misc{k,", "@string{", "@comment{", "@preamble{", "@", "{", "}", "(", ")", "\"", "#", ",", "=",
      "title=", "author=",
      "{A and B}", "year=2019,", " and ", "and others", "\\\"o", "\\'{e}", "{\\'", "\\ss", "\\foo", "$", "$x$", "~",
      "--", "'", "`", "%", "\n",
      "\n\n", " ", "von ", "Last, ", "Jr, ", "jan", "journal=", "url={https://x.org}", "doi={10.1/x}", "eprint=1",
      "key", "é", "\u{0}",
      "\n@misc{l,",
    ],
    deep: ["{", "\"", "@string{a=a#a}", "@misc{k,", "\\'", "a and ", "\\c{", "a,", "#", "@a{b,c=", "{\\\"", "$"])
}
