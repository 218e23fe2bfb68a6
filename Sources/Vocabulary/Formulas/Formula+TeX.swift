extension Formula {
  /// Reads TeX as it stands between dollars: the part of LaTeX and amsmath that formulas need, without macros.
  ///
  /// Throws at the first mistake, with its place. O(length).
  public init(tex: String) throws(FormulaError) {
    var reader = TeXReader(tex)
    self = try reader.formula()
  }
}
