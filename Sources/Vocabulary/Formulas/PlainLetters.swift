/// Letters and scripts of plain text: the mathematical alphabets lose their faces, but not blackboard bold and script.
enum PlainLetters {
  enum Place { case below, above }

  /// Signs that need no space around them.
  static let tight: Set = ["∖", "·", "/", "∘"]

  /// A sign or a word.
  static func text(_ sign: String) -> String {
    String(String.UnicodeScalarView(sign.unicodeScalars.map { plain[$0] ?? $0 }))
  }

  /// A script: in letters of its own where all of it has them, else `_x`, `_{…}`, `^x` or `^{…}`.
  static func script(_ formula: Formula, _ place: Place) -> String {
    let text = PlainFormula.piece(formula).text
    let (letters, mark) = place == .below ? (lowered, "_") : (raised, "^")
    let signs = text.filter { $0 != " " }.map { letters[$0] }
    if !signs.contains(nil) { return String(signs.compactMap { $0 }) }
    return text.count == 1 ? mark + text : "\(mark){\(text)}"
  }

  /// What the faces of letters come from, and signs that have plainer ones.
  private static let plain: [Unicode.Scalar: Unicode.Scalar] = {
    var all: [Unicode.Scalar: Unicode.Scalar] = [
      "ϕ": "φ", "ϵ": "ε", "∑": "Σ", "∏": "Π", "⋅": "·", "∗": "*", "∣": "|", "\u{2009}": " ", "\u{A0}": " ",
    ]
    let latin = [UInt32](0x41...0x5A) + [UInt32](0x61...0x7A) + [UInt32](0x30...0x39)
    let greek = [UInt32](0x391...0x3A9) + [UInt32](0x3B1...0x3C9)
    let variants: [UInt32] = [0x2202, 0x3F5, 0x3D1, 0x3F0, 0x3D5, 0x3F1, 0x3D6]
    for alphabet in [MathematicalAlphabet.italic, .bold, .boldItalic, .sans, .typewriter] {
      for scalar in (latin + greek + variants).compactMap(Unicode.Scalar.init) {
        let letter = alphabet.letter(scalar)
        if letter != scalar { all[letter] = all[scalar] ?? scalar }
      }
    }
    return all
  }()

  private static let lowered = table(
    "0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")
  private static let raised = table(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzTβγδθφ′*⊤", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵝᵞᵟᶿᵠ′*ᵀ")

  private static func table(_ letters: String, _ scripts: String) -> [Character: Character] {
    Dictionary(uniqueKeysWithValues: zip(letters, scripts))
  }
}
