/// The text of a field after TeX's commands are read: letters, and formulas left as TeX.
public struct BibliographyText: Sendable, Hashable {
  public let pieces: [Piece]

  public enum Piece: Sendable, Hashable {
    case text(String)
    /// What stands between dollars.
    case formula(String)
  }

  init(_ pieces: [Piece]) { self.pieces = pieces }

  /// A text without formulas.
  public init(_ text: String) { pieces = text.isEmpty ? [] : [.text(text)] }

  /// The letters, formulas as their source.
  public var plain: String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .formula(let text): text
      }
    }.joined()
  }

  public var isEmpty: Bool { pieces.isEmpty }

  /// Small letters without accents, for sorting.
  public var folded: String { Self.folded(plain) }

  static func folded(_ text: String) -> String { text.unicodeScalars.map(TeXLetters.base).joined().lowercased() }
}
