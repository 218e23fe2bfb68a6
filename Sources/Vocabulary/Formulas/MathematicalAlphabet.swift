/// The alphabets of mathematics, each with code points of its own in Unicode.
enum MathematicalAlphabet: String, CaseIterable {
  case italic = "mathit"
  case upright = "mathrm"
  case bold = "mathbf"
  case boldItalic = "boldsymbol"
  case calligraphic = "mathcal"
  case blackboard = "mathbb"
  case sans = "mathsf"
  case typewriter = "mathtt"
  case fraktur = "mathfrak"

  /// The alphabet of a command, by its usual names.
  init?(command: String) {
    let others: [String: MathematicalAlphabet] = ["bm": .boldItalic, "mathscr": .calligraphic, "mathnormal": .italic]
    guard let alphabet = MathematicalAlphabet(rawValue: command) ?? others[command] else { return nil }
    self = alphabet
  }

  static let commands = allCases.map(\.rawValue) + ["bm", "mathnormal", "mathscr"]

  /// A letter or digit in this alphabet; itself where the alphabet lacks it.
  func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let exception = exceptions[scalar] { return exception }
    let first: UInt32? =
      switch scalar {
      case "A"..."Z": latin.map { $0 + scalar.value - 0x41 }
      case "a"..."z": latin.map { $0 + 26 + scalar.value - 0x61 }
      case "0"..."9": digits.map { $0 + scalar.value - 0x30 }
      case "Α"..."Ω": greek.map { $0 + scalar.value - 0x391 }
      case "α"..."ω": greek.map { $0 + 26 + scalar.value - 0x3B1 }
      default: Self.variants.firstIndex(of: scalar).flatMap { index in greek.map { $0 + 51 + UInt32(index) } }
      }
    return first.flatMap(Unicode.Scalar.init) ?? scalar
  }

  /// The code point of A; the small letters follow.
  private var latin: UInt32? {
    switch self {
    case .italic: 0x1D434
    case .upright: nil
    case .bold: 0x1D400
    case .boldItalic: 0x1D468
    case .calligraphic: 0x1D49C
    case .blackboard: 0x1D538
    case .sans: 0x1D5A0
    case .typewriter: 0x1D670
    case .fraktur: 0x1D504
    }
  }

  private var digits: UInt32? {
    switch self {
    case .bold, .boldItalic: 0x1D7CE
    case .blackboard: 0x1D7D8
    case .sans: 0x1D7E2
    case .typewriter: 0x1D7F6
    default: nil
    }
  }

  /// The code point of Alpha.
  private var greek: UInt32? {
    switch self {
    case .bold: 0x1D6A8
    case .boldItalic: 0x1D71C
    case .upright: nil
    default: 0x1D6E2
    }
  }

  /// Letters that follow the small Greek ones in every alphabet.
  private static let variants: [Unicode.Scalar] = ["∂", "ϵ", "ϑ", "ϰ", "ϕ", "ϱ", "ϖ"]

  /// Letters that Unicode had before it had the alphabets.
  private var exceptions: [Unicode.Scalar: Unicode.Scalar] {
    switch self {
    case .italic: ["h": "ℎ"]
    case .calligraphic:
      [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ",
      ]
    case .blackboard: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
    case .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
    default: [:]
    }
  }
}
