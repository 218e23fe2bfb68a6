/// HTML character references, such as `&amp;` and `&#8211;`.
enum Entity {
  /// What a reference stands for; an unknown one stays as it is written.
  static func text(_ entity: String) -> String {
    let name = entity.dropFirst().dropLast()
    if name.hasPrefix("#x") || name.hasPrefix("#X") { return scalar(name.dropFirst(2), radix: 16) }
    if name.hasPrefix("#") { return scalar(name.dropFirst(), radix: 10) }
    return named[String(name)] ?? entity
  }

  /// CommonMark gives U+FFFD for what is no character.
  private static func scalar(_ digits: Substring, radix: Int) -> String {
    guard let number = UInt32(digits, radix: radix), number > 0, let scalar = Unicode.Scalar(number) else {
      return "\u{FFFD}"
    }
    return String(Character(scalar))
  }

  /// Those that scientific prose uses; HTML knows two thousand.
  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "ensp": "\u{2002}",
    "emsp": "\u{2003}", "thinsp": "\u{2009}", "shy": "\u{AD}", "copy": "©", "reg": "®", "trade": "™", "sect": "§",
    "para": "¶", "deg": "°", "plusmn": "±", "times": "×", "divide": "÷", "minus": "−", "middot": "·", "bull": "•",
    "hellip": "…", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«",
    "raquo": "»", "larr": "←", "rarr": "→", "uarr": "↑", "darr": "↓", "harr": "↔", "le": "≤", "ge": "≥", "ne": "≠",
    "asymp": "≈", "equiv": "≡", "infin": "∞", "sum": "∑", "prod": "∏", "radic": "√", "part": "∂", "nabla": "∇",
    "isin": "∈", "notin": "∉", "sub": "⊂", "sube": "⊆", "cap": "∩", "cup": "∪", "empty": "∅", "forall": "∀",
    "exist": "∃", "sup1": "¹", "sup2": "²", "sup3": "³", "frac12": "½", "frac14": "¼", "frac34": "¾", "micro": "µ",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "eacute": "é",
    "egrave": "è", "agrave": "à", "ccedil": "ç", "euro": "€", "pound": "£", "yen": "¥", "cent": "¢",
  ]
}
