/// Why a text is not a formula, and where.
public struct FormulaError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, in words that begin small.
  public let message: String
  /// Offsets of the text's scalars; never empty unless the text ended too early.
  public let range: Range<Int>
  /// What to do, where that needs no guess.
  public let fix: String?
  /// What was written in place of one of ``known``, for a guess at what was meant.
  public let word: String?
  /// The words that could stand there.
  public let known: [String]

  init(_ message: String, at range: Range<Int>, fix: String? = nil, word: String? = nil, known: [String] = []) {
    (self.message, self.range, self.fix) = (message, range, fix)
    (self.word, self.known) = (word, known)
  }

  public var description: String { "at \(range.lowerBound): \(message)" + (fix.map { "; \($0)" } ?? "") }
}
