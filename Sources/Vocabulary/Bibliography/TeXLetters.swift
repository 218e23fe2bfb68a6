/// The letters and signs that TeX writes with commands, in text.
enum TeXLetters {
  /// Commands without an argument.
  static let signs: [String: String] = [
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "NG": "Ŋ", "SS": "SS", "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ",
    ",": "\u{2009}", "-": "", "/": "", "@": "", "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–",
    "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textasciitilde": "~", "textbackslash": "\\", "textunderscore": "_", "copyright": "©", "textregistered": "®",
    "texttrademark": "™", "S": "§", "P": "¶", "pounds": "£", "TeX": "TeX", "LaTeX": "LaTeX", "slash": "/",
  ]

  /// Commands that only change how letters look, which is for the report to choose.
  static let faces: Set<String> = [
    "emph", "textit", "textbf", "textsc", "texttt", "textrm", "textsf", "textsl", "textup", "textnormal", "text",
    "mbox", "hbox", "url", "uppercase", "em", "it", "bf", "sc", "tt", "rm", "sf", "sl", "upshape", "itshape",
    "bfseries",
    "relax", "protect",
  ]

  /// Every command by name, for guesses at what was meant.
  static var all: [String] {
    (Array(signs.keys) + Array(faces) + Array(accents.keys)).filter { $0.first?.isLetter == true }.sorted()
  }

  /// The combining marks of accents.
  static let accents: [String: Unicode.Scalar] = [
    "\"": "\u{308}", "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", ".": "\u{307}",
    "u": "\u{306}", "v": "\u{30C}", "H": "\u{30B}", "c": "\u{327}", "k": "\u{328}", "r": "\u{30A}", "d": "\u{323}",
    "b": "\u{331}",
  ]

  /// A letter under an accent, as one scalar where Unicode has one.
  static func accented(_ letter: String, _ mark: Unicode.Scalar) -> String {
    let plain = letter == "ı" ? "i" : letter == "ȷ" ? "j" : letter
    guard let first = plain.unicodeScalars.first else { return spacing[mark] ?? "" }
    let rest = String(String.UnicodeScalarView(plain.unicodeScalars.dropFirst()))
    if let whole = composed[Pair(letter: first, mark: mark)] { return String(Character(whole)) + rest }
    return String(String.UnicodeScalarView([first, mark])) + rest
  }

  /// A letter without its accents, and the letters of others that readers look for: for sorting.
  static func base(_ scalar: Unicode.Scalar) -> String {
    if let letter = bases[scalar] { return String(Character(letter)) }
    return letters[scalar] ?? (marks.contains(scalar) ? "" : String(Character(scalar)))
  }

  private struct Pair: Hashable {
    let letter: Unicode.Scalar
    let mark: Unicode.Scalar
  }

  private static let letters: [Unicode.Scalar: String] = [
    "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ı": "i", "ȷ": "j",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
  ]

  private static let marks = Set(accents.values)

  /// An accent over nothing.
  private static let spacing: [Unicode.Scalar: String] = [
    "\u{308}": "¨", "\u{301}": "´", "\u{300}": "`", "\u{302}": "^", "\u{303}": "~", "\u{304}": "¯", "\u{327}": "¸",
  ]

  /// Pairs of a letter and the same under the mark.
  private static let tables: [(mark: Unicode.Scalar, pairs: String)] = [
    ("\u{308}", "aäeëiïoöuüyÿAÄEËIÏOÖUÜYŸ"), ("\u{301}", "aáeéiíoóuúyýcćlĺnńrŕsśzźgǵAÁEÉIÍOÓUÚYÝCĆLĹNŃRŔSŚZŹ"),
    ("\u{300}", "aàeèiìoòuùnǹAÀEÈIÌOÒUÙ"), ("\u{302}", "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷAÂEÊIÎOÔUÛCĈGĜHĤJĴSŜWŴYŶ"),
    ("\u{303}", "aãnñoõiĩuũAÃNÑOÕIĨUŨ"), ("\u{304}", "aāeēiīoōuūAĀEĒIĪOŌUŪ"), ("\u{307}", "cċeėgġzżCĊEĖGĠIİZŻ"),
    ("\u{306}", "aăeĕgğiĭoŏuŭAĂEĔGĞIĬOŎUŬ"), ("\u{30C}", "cčdďeěnňrřsštťzžgǧaǎCČDĎEĚNŇRŘSŠTŤZŽGǦ"),
    ("\u{30B}", "oőuűOŐUŰ"), ("\u{327}", "cçgģkķlļnņrŗsştţCÇGĢKĶLĻNŅRŖSŞTŢ"), ("\u{328}", "aąeęiįuųoǫAĄEĘIĮUŲ"),
    ("\u{30A}", "aåuůAÅUŮ"), ("\u{323}", "aạeẹiịoọuụsṣtṭdḍhḥnṇAẠEẸIỊOỌUỤSṢTṬDḌHḤ"), ("\u{331}", "dḏtṯnṉ"),
  ]

  private static let composed: [Pair: Unicode.Scalar] = {
    var all: [Pair: Unicode.Scalar] = [:]
    for (mark, pairs) in tables {
      let scalars = Array(pairs.unicodeScalars)
      for index in stride(from: 0, to: scalars.count - 1, by: 2) {
        all[Pair(letter: scalars[index], mark: mark)] = scalars[index + 1]
      }
    }
    return all
  }()

  private static let bases: [Unicode.Scalar: Unicode.Scalar] = {
    var all: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (pair, whole) in composed { all[whole] = pair.letter }
    return all
  }()
}
