extension Scene {
  /// A scene just large enough for a formula.
  public init(_ formula: SetFormula, color: Color = .black) {
    self.init(
      width: formula.width, height: formula.height,
      shapes: [.formula(formula, at: Point(0, formula.ascent), color)])
  }
}
