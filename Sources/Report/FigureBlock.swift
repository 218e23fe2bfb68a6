/// A figure with the name that prose cites it by (`@fig:name`) and its files are called after.
public struct FigureBlock: Sendable {
  /// Letters, digits, `_` and `-`.
  public let name: String
  public let figure: Figure
  /// CommonMark, one paragraph.
  public let caption: String
  /// What it was drawn from; `nil` where nobody knows.
  public let origin: Origin?

  public init(name: String, figure: Figure, caption: String, origin: Origin? = nil) {
    precondition(Reference.isName(name), "a figure's name is letters, digits, _ and -, not '\(name)'")
    (self.name, self.figure, self.caption, self.origin) = (name, figure, caption, origin)
  }

  /// Where a file of the figure lies beside the report.
  func path(_ ending: String) -> String { "figures/\(name).\(ending)" }
}
