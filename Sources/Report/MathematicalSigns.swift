import Plot

/// Signs that the text faces lack and the mathematical face has: left to themselves they would come from whatever font
/// the machine offers, and the bytes of a page with them.
enum MathematicalSigns {
  /// A run cut where the face changes.
  static func split(_ run: TextRun) -> [TextRun] {
    guard run.style.family != .math, run.text.unicodeScalars.contains(where: isMathematical) else { return [run] }
    var pieces: [(text: String.UnicodeScalarView, isMathematical: Bool)] = []
    for scalar in run.text.unicodeScalars {
      let kind = isMathematical(scalar)
      if pieces.last?.isMathematical != kind { pieces.append((String.UnicodeScalarView(), kind)) }
      pieces[pieces.count - 1].text.append(scalar)
    }
    return pieces.map { piece in
      let style = piece.isMathematical ? run.style.with(family: .math, isBold: false, isItalic: false) : run.style
      return TextRun(String(piece.text), style: style, link: run.link, rise: run.rise)
    }
  }

  /// Greek letters, and operators but for the few that Latin Modern Roman brings itself.
  private static func isMathematical(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2212, 0x221A, 0x221E: false
    case 0x0391...0x03C9, 0x03D1, 0x03D5, 0x2200...0x22FF, 0x2308...0x230B: true
    default: false
    }
  }
}
