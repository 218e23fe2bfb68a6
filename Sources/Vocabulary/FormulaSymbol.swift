/// A sign of a formula and what it stands for.
public struct FormulaSymbol: Sendable, Hashable {
  /// In TeX.
  public let tex: String
  /// A phrase in plain text that goes on from "is".
  public let meaning: String

  public init(_ tex: String, _ meaning: String) { (self.tex, self.meaning) = (tex, meaning) }
}
