/// What is wrong in a BibTeX file, and where.
public struct BibliographyMistake: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, in words that begin small.
  public let message: String
  /// Offsets of the text's scalars, all inside it.
  public let range: Range<Int>
  /// What to do, where that needs no guess.
  public let fix: String?
  /// What was written in place of one of ``known``, for a guess at what was meant.
  public let word: String?
  /// The words that could stand there.
  public let known: [String]
  /// A line that the mistake looks back to, such as that of a first definition.
  public let earlier: Int?
  /// From 1; 0 before ``located(in:)``.
  public private(set) var line = 0
  /// From 1, in scalars.
  public private(set) var column = 0

  init(
    _ message: String, at range: Range<Int>, fix: String? = nil, word: String? = nil, known: [String] = [],
    earlier: Int? = nil
  ) {
    (self.message, self.range, self.fix) = (message, range, fix)
    (self.word, self.known, self.earlier) = (word, known, earlier)
  }

  /// The same with its line and column.
  func located(in lines: TextLines) -> BibliographyMistake {
    var mistake = self
    (mistake.line, mistake.column) = lines.position(of: range.lowerBound)
    return mistake
  }

  public var description: String { "\(line):\(column): \(message)" + (fix.map { "; \($0)" } ?? "") }
}
