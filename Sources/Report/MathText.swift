import Plot

/// Sets simple TeX in a line of text: Greek letters, signs, sub- and superscripts, fractions with a slash.
///
/// What it does not know is shown as TeX source rather than wrongly.
struct MathText {
  let style: TextStyle
  let link: LinkTarget?

  /// The formula, or its source in typewriter letters.
  func runs(_ tex: String) -> [TextRun] {
    var reader = Reader(rest: Substring(RunSetter.printable(tex)))
    guard let nodes = reader.list(), reader.rest.isEmpty else {
      return [TextRun(RunSetter.breakable(tex), style: RunSetter.code(style), link: link)]
    }
    return set(.group(nodes), style.size, 0)
  }

  private func set(_ node: Node, _ size: Double, _ rise: Double) -> [TextRun] {
    switch node {
    case .letter(let text): [run(text, size, rise, isItalic: true)]
    case .sign(let text): [run(text, size, rise, isItalic: false)]
    case .group(let nodes): Self.spaced(nodes).flatMap { set($0, size, rise) }
    case .raised(let inner): set(inner, size * 0.72, rise + size * 0.36)
    case .lowered(let inner): set(inner, size * 0.72, rise - size * 0.17)
    }
  }

  /// Latin letters come from the text's face, all else from the mathematical one, which has no italics of its own.
  private func run(_ text: String, _ size: Double, _ rise: Double, isItalic: Bool) -> TextRun {
    let isLatin = text.unicodeScalars.allSatisfy { $0.value < 0x250 }
    let style =
      isLatin
      ? style.with(size: size, isItalic: isItalic)
      : style.with(family: .math, size: size, isBold: false, isItalic: false)
    return TextRun(text, style: style, link: link, rise: rise)
  }

  /// A thin space stands between a sum with its limits and what is summed.
  private static func spaced(_ nodes: [Node]) -> [Node] {
    var (result, isAfterSum) = ([Node](), false)
    for node in nodes {
      switch node {
      case .sign("∑"), .sign("∏"), .sign("∫"): isAfterSum = true
      case .raised, .lowered, .sign(""): break
      default:
        if isAfterSum { result.append(.sign("\u{2009}")) }
        isAfterSum = false
      }
      result.append(node)
    }
    return result
  }

  private indirect enum Node {
    case letter(String)
    case sign(String)
    case group([Node])
    case raised(Node)
    case lowered(Node)
  }

  private struct Reader {
    var rest: Substring
    var depth = 0

    /// Nodes up to a closing brace or the end; `nil` where something is not known.
    mutating func list() -> [Node]? {
      var nodes: [Node] = []
      while let first = rest.first, first != "}" {
        guard let node = node(after: nodes.isEmpty) else { return nil }
        nodes.append(node)
      }
      return nodes
    }

    private mutating func node(after isFirst: Bool) -> Node? {
      let first = rest.removeFirst()
      switch first {
      case "\\": return command()
      case "{": return group()
      case "^": return argument().map(Node.raised)
      case "_": return argument().map(Node.lowered)
      case " ", "~": return .sign("")
      case "-": return .sign(isFirst ? "−" : " − ")
      case "+", "=", "<", ">": return .sign(" \(first) ")
      case ",": return .sign(", ")
      case "&", "#", "%", "$": return nil
      default: return first.isLetter ? .letter(String(first)) : .sign(String(first))
      }
    }

    private mutating func group() -> Node? {
      depth += 1
      defer { depth -= 1 }
      guard depth < 20, let nodes = list(), rest.first == "}" else { return nil }
      rest.removeFirst()
      return .group(nodes)
    }

    private mutating func argument() -> Node? {
      while rest.first == " " { rest.removeFirst() }
      guard let first = rest.first, first != "}" else { return nil }
      if first == "{" {
        rest.removeFirst()
        return group()
      }
      // `x^^y` is an error in TeX too.
      return first == "^" || first == "_" ? nil : node(after: true)
    }

    private mutating func command() -> Node? {
      let name = rest.prefix { $0.isASCII && $0.isLetter }
      guard !name.isEmpty else { return spacing() }
      rest = rest[name.endIndex...]
      while rest.first == " " { rest.removeFirst() }
      switch name {
      case "frac", "tfrac", "dfrac": return fraction()
      case "mathrm", "text", "operatorname", "mathbf", "mathcal": return upright()
      case "left", "right", "displaystyle", "limits": return .sign("")
      default:
        if let letter = Self.letters[String(name)] { return .letter(letter) }
        return Self.signs[String(name)].map(Node.sign)
      }
    }

    private mutating func spacing() -> Node? {
      guard let first = rest.popFirst() else { return nil }
      switch first {
      case ",", ";", ":", " ": return .sign("\u{2009}")
      case "!": return .sign("")
      case "{", "}", "%", "_", "&", "#", "$": return .sign(String(first))
      case "|": return .sign("‖")
      default: return nil
      }
    }

    private mutating func fraction() -> Node? {
      guard let above = argument(), let below = argument() else { return nil }
      return .group([Self.fenced(above), .sign("/"), Self.fenced(below)])
    }

    /// Parentheses around anything longer than one letter.
    private static func fenced(_ node: Node) -> Node {
      guard case .group(let nodes) = node, nodes.count > 1 else { return node }
      return .group([.sign("("), node, .sign(")")])
    }

    private mutating func upright() -> Node? {
      guard rest.first == "{", let end = rest.firstIndex(of: "}") else { return nil }
      let text = rest[rest.index(after: rest.startIndex)..<end]
      guard !text.contains(where: { "\\{$^_".contains($0) }) else { return nil }
      rest = rest[rest.index(after: end)...]
      return .sign(String(text))
    }

    private static let letters: [String: String] = [
      "alpha": "𝛼", "beta": "𝛽", "gamma": "𝛾", "delta": "𝛿", "epsilon": "𝜖", "varepsilon": "𝜀", "zeta": "𝜁", "eta": "𝜂",
      "theta": "𝜃", "vartheta": "𝜗", "iota": "𝜄", "kappa": "𝜅", "lambda": "𝜆", "mu": "𝜇", "nu": "𝜈", "xi": "𝜉",
      "pi": "𝜋", "rho": "𝜌", "sigma": "𝜎", "tau": "𝜏", "upsilon": "𝜐", "phi": "𝜙", "varphi": "𝜑", "chi": "𝜒",
      "psi": "𝜓", "omega": "𝜔", "ell": "ℓ",
    ]

    private static let signs: [String: String] = [
      "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
      "Psi": "Ψ", "Omega": "Ω", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "infty": "∞",
      "cdot": " · ", "times": " × ", "pm": " ± ", "le": " ≤ ", "leq": " ≤ ", "ge": " ≥ ", "geq": " ≥ ", "ne": " ≠ ",
      "neq": " ≠ ", "approx": " ≈ ", "equiv": " ≡ ", "sim": " ∼ ", "propto": " ∝ ", "in": " ∈ ", "notin": " ∉ ",
      "subset": " ⊂ ", "subseteq": " ⊆ ", "cup": " ∪ ", "cap": " ∩ ", "setminus": " ∖ ", "emptyset": "∅",
      "to": " → ", "rightarrow": " → ", "mapsto": " ↦ ", "mid": " | ", "lvert": "|", "rvert": "|", "lVert": "‖",
      "rVert": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
      "ldots": "…", "dots": "…", "cdots": "⋯", "forall": "∀", "exists": "∃", "prime": "′", "top": "⊤", "log": "log ",
      "exp": "exp ", "max": "max ", "min": "min ", "ln": "ln ", "quad": "\u{2003}", "qquad": "\u{2003}\u{2003}",
    ]
  }
}
