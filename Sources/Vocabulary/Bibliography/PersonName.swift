/// A person's name, or that of an organisation, which is all last name.
public struct PersonName: Sendable, Hashable {
  /// Given names as they are written, perhaps initials.
  public let first: String
  /// A part such as "von", which stands before the last name and does not count when sorting by it in some countries;
  /// here it does.
  public let particle: String
  public let last: String
  /// "Jr" and the like.
  public let suffix: String

  /// The last name with what belongs before it.
  public var family: String { particle.isEmpty ? last : "\(particle) \(last)" }

  /// As in "L. S."; hyphens stay.
  public var initials: String {
    let words = first.split { $0 == " " || $0 == "\u{A0}" || $0 == "." }
    return words.map { word in
      word.split(separator: "-").compactMap { part in part.first.map { "\($0)." } }.joined(separator: "-")
    }.joined(separator: " ")
  }
}

/// The authors or editors of a work.
public struct PersonNames: Sendable, Hashable {
  public let names: [PersonName]
  /// Whether the list ends in "and others".
  public let hasOthers: Bool
}
