/// Finds the formulas of a Markdown text, `$…$` and `$$…$$`, and its code.
///
/// A reader of all of CommonMark decides in the end; this one serves to point at mistakes. It reads blocks as CommonMark does
/// (sections 4 and 5), and of what stands in a line code, escapes, addresses and links; emphasis it does not see.
public enum FormulaSpans {
  /// The offsets of what stands between the dollars. O(length).
  public static func all(in text: [Unicode.Scalar]) -> [Range<Int>] { literals(in: text).formulas }

  /// What is read letter by letter: formulas, and code with its marks.
  public struct Literals: Sendable, Hashable {
    public var formulas: [Range<Int>] = []
    public var code: [Range<Int>] = []
  }

  /// The offsets of formulas and of code, in order. O(length).
  public static func literals(in text: [Unicode.Scalar]) -> Literals {
    var reader = ProseLeaves(text)
    reader.read()
    var literals = Literals(code: reader.code)
    for leaf in reader.leaves {
      var finder = LiteralFinder(text, leaf)
      finder.find()
      literals.formulas += finder.formulas
      literals.code += finder.code
    }
    literals.code.sort { $0.lowerBound < $1.lowerBound }
    return literals
  }
}
