/// Formulas in rows and columns: a matrix, cases, aligned lines.
public struct FormulaGrid: Sendable, Hashable {
  public let rows: [[Formula]]
  /// By column; further columns take the last two in turn.
  public let alignments: [Alignment]
  /// The delimiters around it; "" is an invisible one.
  public let left: String
  public let right: String
  public let spacing: Spacing

  /// Where a cell stands in its column.
  public enum Alignment: Sendable, Hashable { case left, center, right }

  /// How cells keep their distance and how large they are.
  public enum Spacing: Sendable, Hashable {
    /// A quad between columns, cells in text style.
    case matrix
    /// Cells in script style.
    case small
    /// Displayed lines; pairs of columns meet without a space.
    case aligned
  }

  public init(
    rows: [[Formula]], alignments: [Alignment], left: String = "", right: String = "", spacing: Spacing = .matrix
  ) {
    precondition(!alignments.isEmpty, "a grid without a column's alignment")
    (self.rows, self.alignments, self.left, self.right) = (rows, alignments, left, right)
    self.spacing = spacing
  }

  /// The alignment of a column.
  public func alignment(_ column: Int) -> Alignment {
    let count = alignments.count
    return column < count ? alignments[column] : alignments[max(0, count - 2) + (column - count) % min(2, count)]
  }
}
