import CHyphen
import Glibc

/// The door to libhyphen: where English words may be divided, by the patterns of Liang (1983).
public enum Hyphenation {
  /// The file of patterns: `WORKBENCH_PATTERNS`, or the one of Debian's package `hyphen-en-us`.
  static let patterns = getenv("WORKBENCH_PATTERNS").map { String(cString: $0) } ?? "/usr/share/hyphen/hyph_en_US.dic"

  /// Letters that stay together before and after a division.
  private static let least = 3

  private static let lock = RecursiveLock()
  // Read once; only touched while the lock is held.
  nonisolated(unsafe) private static let dictionary: UnsafeMutablePointer<HyphenDict>? = hnj_hyphen_load(patterns)

  /// Throws ``PlotError/missingPatterns(_:)`` unless the patterns are installed: without them lines would end elsewhere.
  public static func require() throws {
    if !lock.hold({ dictionary != nil }) { throw PlotError.missingPatterns(patterns) }
  }

  /// How many letters may stand before a hyphen, in increasing order: `[4]` for "formula" is "form-ula".
  ///
  /// Only words of lower-case English letters are divided: names, acronyms and anything with digits stay whole.
  static func divisions(of word: String) -> [Int] {
    let letters = Array(word.utf8)
    guard letters.count >= 2 * least, letters.allSatisfy({ (97...122).contains($0) }) else { return [] }
    return lock.hold {
      guard let dictionary else { return [] }
      return divisions(of: letters.map(CChar.init), dictionary)
    }
  }

  private static func divisions(of letters: [CChar], _ dictionary: UnsafeMutablePointer<HyphenDict>) -> [Int] {
    // The library asks for five more places than letters.
    var marks = [CChar](repeating: 0, count: letters.count + 5)
    var replacements: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    var (positions, cuts) = (UnsafeMutablePointer<CInt>?.none, UnsafeMutablePointer<CInt>?.none)
    let failed = hnj_hyphen_hyphenate2(
      dictionary, letters, CInt(letters.count), &marks, nil, &replacements, &positions, &cuts)
    // Only other languages' patterns change letters.
    free(replacements)
    free(positions)
    free(cuts)
    guard failed == 0 else { return [] }
    // An odd mark stands on the letter before a division.
    return (least...letters.count - least).filter { !marks[$0 - 1].isMultiple(of: 2) }
  }
}
