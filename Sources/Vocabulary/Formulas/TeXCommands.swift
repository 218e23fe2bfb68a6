/// The commands of TeX and amsmath that need no argument, by what they stand for.
enum TeXCommands {
  /// Small Greek letters; they take the alphabet around them.
  static let greek: [String: Unicode.Scalar] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "varkappa": "ϰ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς",
    "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "partial": "∂",
  ]

  /// Capital Greek letters, upright unless an alphabet is asked for.
  static let capitals: [String: Unicode.Scalar] = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
  ]

  static let symbols: [String: (sign: String, kind: Formula.AtomClass)] = [
    Formula.AtomClass.ordinary: ordinary, .binary: binary, .relation: relations, .opening: openings,
    .closing: closings, .inner: ["ldots": "…", "dots": "…", "cdots": "⋯", "dotsc": "…", "dotsb": "⋯", "ddots": "⋱"],
    .punctuation: ["colon": ":"],
  ].reduce(into: [:]) { all, part in
    for (name, sign) in part.value { all[name] = (sign, part.key) }
  }

  private static let ordinary = [
    "infty": "∞", "nabla": "∇", "emptyset": "∅", "varnothing": "∅", "forall": "∀", "exists": "∃", "nexists": "∄",
    "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "top": "⊤", "bot": "⊥", "neg": "¬", "lnot": "¬",
    "angle": "∠", "triangle": "△", "square": "□", "prime": "′", "vdots": "⋮", "vert": "|", "Vert": "‖", "|": "‖",
    "%": "%", "_": "_", "#": "#", "$": "$", "&": "&", "backslash": "\\", "imath": "𝚤", "jmath": "𝚥", "dagger": "†",
    "complement": "∁", "checkmark": "✓", "star": "⋆",
  ]

  private static let binary = [
    "cup": "∪", "cap": "∩", "setminus": "∖", "times": "×", "cdot": "⋅", "pm": "±", "mp": "∓", "div": "÷", "ast": "∗",
    "odot": "⊙", "oplus": "⊕", "ominus": "⊖", "otimes": "⊗", "circ": "∘", "bullet": "∙", "wedge": "∧", "land": "∧",
    "vee": "∨", "lor": "∨", "sqcup": "⊔", "sqcap": "⊓", "uplus": "⊎",
  ]

  private static let relations = [
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">", "approx": "≈",
    "sim": "∼", "simeq": "≃", "cong": "≅", "equiv": "≡", "propto": "∝", "in": "∈", "notin": "∉", "ni": "∋",
    "subset": "⊂", "subseteq": "⊆", "subsetneq": "⊊", "supset": "⊃", "supseteq": "⊇", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "longrightarrow": "⟶", "mapsto": "↦", "Rightarrow": "⇒",
    "implies": "⟹", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "iff": "⟺", "uparrow": "↑", "downarrow": "↓",
    "ll": "≪", "gg": "≫", "mid": "∣", "nmid": "∤", "parallel": "∥", "perp": "⟂", "triangleq": "≜", "coloneqq": "≔",
    "prec": "≺", "preceq": "⪯", "succ": "≻", "succeq": "⪰", "models": "⊨", "vdash": "⊢", "asymp": "≍", "doteq": "≐",
    "lesssim": "≲", "gtrsim": "≳", "leqslant": "⩽", "geqslant": "⩾",
  ]

  private static let openings = [
    "{": "{", "lbrace": "{", "lbrack": "[", "langle": "⟨", "lfloor": "⌊", "lceil": "⌈", "lvert": "|", "lVert": "‖",
  ]

  private static let closings = [
    "}": "}", "rbrace": "}", "rbrack": "]", "rangle": "⟩", "rfloor": "⌋", "rceil": "⌉", "rvert": "|", "rVert": "‖",
  ]

  /// Signs that grow in displays, and where their scripts stand.
  static let largeOperators: [String: (sign: String, limits: Formula.Limits)] = [
    "sum": ("∑", .stackedInDisplays), "prod": ("∏", .stackedInDisplays), "coprod": ("∐", .stackedInDisplays),
    "int": ("∫", .beside), "iint": ("∬", .beside), "iiint": ("∭", .beside), "oint": ("∮", .beside),
    "bigcup": ("⋃", .stackedInDisplays), "bigcap": ("⋂", .stackedInDisplays), "bigsqcup": ("⨆", .stackedInDisplays),
    "bigoplus": ("⨁", .stackedInDisplays), "bigotimes": ("⨂", .stackedInDisplays),
    "bigodot": ("⨀", .stackedInDisplays), "bigwedge": ("⋀", .stackedInDisplays), "bigvee": ("⋁", .stackedInDisplays),
  ]

  /// Names of functions, and where their scripts stand.
  static let functions: [String: (name: String, limits: Formula.Limits)] = {
    let beside = [
      "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "deg", "dim", "exp", "hom", "ker", "lg", "ln", "log",
      "sec", "sin", "sinh", "tan", "tanh",
    ]
    let stacked = ["det", "gcd", "inf", "lim", "max", "min", "sup", "Pr"]
    var all: [String: (name: String, limits: Formula.Limits)] = [
      "liminf": ("lim\u{2009}inf", .stackedInDisplays), "limsup": ("lim\u{2009}sup", .stackedInDisplays),
    ]
    for name in beside { all[name] = (name, .beside) }
    for name in stacked { all[name] = (name, .stackedInDisplays) }
    return all
  }()

  /// Marks over a formula; the wide ones stretch.
  static let accents: [String: (mark: String, isWide: Bool)] = [
    "hat": ("\u{302}", false), "bar": ("\u{304}", false), "tilde": ("\u{303}", false), "vec": ("\u{20D7}", false),
    "dot": ("\u{307}", false), "ddot": ("\u{308}", false), "check": ("\u{30C}", false), "breve": ("\u{306}", false),
    "acute": ("\u{301}", false), "grave": ("\u{300}", false), "mathring": ("\u{30A}", false),
    "widehat": ("\u{302}", true), "widetilde": ("\u{303}", true),
  ]

  /// In mathematical units.
  static let spaces: [String: Double] = [
    ",": 3, "thinspace": 3, ":": 4, ">": 4, "medspace": 4, ";": 5, "thickspace": 5, "!": -3, "negthinspace": -3,
    " ": 6, "\n": 6, "quad": 18, "qquad": 36, "enspace": 9,
  ]

  static let styles: [String: Formula.Style] = [
    "displaystyle": .display, "textstyle": .text, "scriptstyle": .script, "scriptscriptstyle": .scriptScript,
  ]

  static let classes: [String: Formula.AtomClass] = [
    "mathord": .ordinary, "mathop": .large, "mathbin": .binary, "mathrel": .relation, "mathopen": .opening,
    "mathclose": .closing, "mathpunct": .punctuation, "mathinner": .inner,
  ]

  /// `\bigl(` and its relatives: the size and the class.
  static let fixedSizes: [String: (size: Int, kind: Formula.AtomClass)] = {
    var all: [String: (size: Int, kind: Formula.AtomClass)] = [:]
    for (index, name) in ["big", "Big", "bigg", "Bigg"].enumerated() {
      all[name] = (index + 1, .ordinary)
      all[name + "l"] = (index + 1, .opening)
      all[name + "r"] = (index + 1, .closing)
      all[name + "m"] = (index + 1, .relation)
    }
    return all
  }()

  /// Relations struck out by `\not`.
  static let negations: [String: String] = [
    "=": "≠", "∈": "∉", "∋": "∌", "⊂": "⊄", "⊆": "⊈", "⊃": "⊅", "⊇": "⊉", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱",
    "∼": "≁", "≡": "≢", "∣": "∤", "∥": "∦", "≈": "≉", "≃": "≄", "≅": "≇", "→": "↛", "∃": "∄",
  ]

  /// Commands that take words, and the alphabet that these are written in.
  static let faces: [String: MathematicalAlphabet] = [
    "text": .upright, "textrm": .upright, "mbox": .upright, "textnormal": .upright, "textbf": .bold,
    "textit": .italic, "textsf": .sans, "texttt": .typewriter, "emph": .italic,
  ]

  /// Delimiters that are one letter.
  static let plainDelimiters: [Unicode.Scalar: String] = [
    "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", ".": "", "<": "⟨", ">": "⟩",
  ]

  static let namedDelimiters: [String: String] = {
    var all = openings.merging(closings) { first, _ in first }
    for name in ["vert", "Vert", "|", "backslash"] { all[name] = ordinary[name] }
    for name in ["uparrow", "downarrow"] { all[name] = relations[name] }
    return all
  }()

  static let environments = [
    "align", "align*", "aligned", "array", "bmatrix", "Bmatrix", "cases", "gather", "gather*", "gathered", "matrix",
    "pmatrix", "smallmatrix", "split", "vmatrix", "Vmatrix",
  ]

  /// Every command by name, for guesses at what was meant; in the order of the alphabet.
  static let all: [String] = {
    let structural = [
      "begin", "binom", "bmod", "dbinom", "dfrac", "end", "frac", "left", "limits", "middle", "nolimits", "not",
      "operatorname", "overline", "overset", "pmod", "right", "sqrt", "stackrel", "tbinom", "tfrac", "underline",
      "underset",
    ]
    let lists: [[String]] = [
      structural, MathematicalAlphabet.commands, Array(greek.keys), Array(capitals.keys), Array(symbols.keys),
      Array(largeOperators.keys), Array(functions.keys), Array(accents.keys), Array(spaces.keys),
      Array(styles.keys), Array(classes.keys), Array(fixedSizes.keys), Array(faces.keys),
    ]
    return lists.flatMap { $0 }.filter { $0.first?.isLetter == true }.sorted()
  }()
}
