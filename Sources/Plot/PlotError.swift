/// What can go wrong outside our control when pictures and pages are made.
public enum PlotError: Error, Hashable, CustomStringConvertible {
  /// Cairo refused; the text is Cairo's own.
  case cairo(String)
  /// Links lead to destinations that no page has.
  case missingDestinations([String])
  /// Typefaces that are not installed.
  case missingFonts([String])
  /// The file of hyphenation patterns that is not there or cannot be read.
  case missingPatterns(String)

  public var description: String {
    switch self {
    case .cairo(let status):
      "Expected Cairo to render the picture; it reported '\(status)'. Check the free memory and try again."
    case .missingDestinations(let names):
      "Expected every link to lead somewhere; no page has the destinations \(names.joined(separator: ", ")). "
        + "Name them where they belong or drop the links."
    case .missingFonts(let names):
      "Expected the Latin Modern fonts; not installed: \(names.joined(separator: ", ")). "
        + "Install the package fonts-lmodern."
    case .missingPatterns(let path):
      "Expected English hyphenation patterns; no such file can be read: \(path). Install the package hyphen-en-us."
    }
  }
}
