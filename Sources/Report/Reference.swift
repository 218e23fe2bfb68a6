/// A citation of a figure, table, worked example or exercise in prose: `@fig:detection`, `@tbl:detection_metrics`, `@wrk:gloves`,
/// `@exr:who`.
public struct Reference: Sendable, Hashable, CustomStringConvertible {
  public let kind: Kind
  public let name: String

  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case figure = "fig"
    case table = "tbl"
    case worked = "wrk"
    case exercise = "exr"

    var word: String {
      switch self {
      case .figure: "Figure"
      case .table: "Table"
      case .worked: "Worked example"
      case .exercise: "Exercise"
      }
    }
  }

  public init(_ kind: Kind, _ name: String) { (self.kind, self.name) = (kind, name) }

  /// As prose writes it.
  public var description: String { "@\(kind.rawValue):\(name)" }

  /// The name of its place in a written document.
  var anchor: String { "\(kind.rawValue)-\(name)" }

  /// Whether a figure or table may be called so.
  static func isName(_ text: String) -> Bool { !text.isEmpty && text.unicodeScalars.allSatisfy(isNameLetter) }

  private static func isNameLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      || scalar == "_" || scalar == "-"
  }
}

extension Reference {
  /// A text cut into plain pieces and references.
  static func split(_ text: String) -> [Inline] {
    var (inlines, plain) = ([Inline](), "")
    var rest = Substring(text)
    while let first = rest.first {
      if first == "@", !(plain.last.map { $0.isLetter || $0.isNumber || $0 == "\u{2060}" } ?? false),
        let found = leading(&rest)
      {
        if !plain.isEmpty { inlines.append(.text(plain)) }
        (plain, inlines) = ("", inlines + [.reference(found)])
      } else {
        plain.append(rest.removeFirst())
      }
    }
    return plain.isEmpty ? inlines : inlines + [.text(plain)]
  }

  /// Takes a reference off the front of a text, if it starts with one; a trailing hyphen is punctuation.
  private static func leading(_ text: inout Substring) -> Reference? {
    for kind in Kind.allCases {
      let mark = "@\(kind.rawValue):"
      guard text.hasPrefix(mark) else { continue }
      var name = text.dropFirst(mark.count).prefix { $0.unicodeScalars.allSatisfy(isNameLetter) }
      while name.last == "-" { name.removeLast() }
      guard !name.isEmpty else { return nil }
      text = text[name.endIndex...]
      return Reference(kind, String(name))
    }
    return nil
  }
}
