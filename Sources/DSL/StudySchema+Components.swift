import Vocabulary

extension StudySchema {
  /// A definition for every family and every component of it: blocks of sections, and components written in place.
  var componentDefinitions: [JSON.Member] {
    SchemaSection.all.flatMap { section in
      [JSON.Member(section.definition, family(section))] + cards(section.family).map { block($0, section) }
    }
      + nestedFamilies.flatMap { kind in
        [JSON.Member("nested.\(kind.rawValue)", nested(kind))] + cards(kind).map { nestedCard($0) }
      }
  }

  private func cards(_ kind: ComponentKind) -> [Card] { catalogue.cards[kind] ?? [] }

  /// Corruptions and games have a place of their own; others where a card has a field for one.
  private var nestedFamilies: [ComponentKind] {
    let asked = catalogue.all.flatMap(\.parameters).flatMap(\.type.nestedFamilies)
    return ComponentKind.allCases.filter { [.corruption, .game].contains($0) || asked.contains($0) }
  }

  // MARK: Blocks

  /// A block of a section: its kind decides which keys it may have, unless it is like a sibling and leaves the kind out.
  private func family(_ section: SchemaSection) -> JSON {
    let cards = cards(section.family)
    let keys = Self.commonKeys(section).map(\.name) + cards.flatMap { $0.parameters.map(\.name) }
    return .object([
      .init("type", .text("object")),
      .init(
        "properties",
        .object([
          .init(section.kindKey, Self.kinds(cards)),
          .init("like", JSON.typed("string").describing("A block of this section whose fields are taken over.")),
        ])),
      .init("propertyNames", .oneOf(keys.unique.sorted())),
      .init("anyOf", .list([.requiring([section.kindKey]), .requiring(["like"])])),
      .init(
        "allOf",
        .list(cards.map { .when(Self.isKind($0, section.kindKey), .reference(Self.definition($0, section))) })),
    ])
  }

  private static func definition(_ card: Card, _ section: SchemaSection) -> String {
    "\(section.definition).\(card.name)"
  }

  private func block(_ card: Card, _ section: SchemaSection) -> JSON.Member {
    let isSwept = section.family == .method || section.family == .strategy
    let parameters = card.parameters.map { isSwept ? $0.sweepableProperty : $0.property }
    let common = Self.commonKeys(section).map { member in
      switch member.name {
      case section.kindKey: JSON.Member(member.name, Self.constant(card))
      case "headline": Self.headline(card)
      default: member
      }
    }
    return JSON.Member(
      Self.definition(card, section),
      .closed(common + parameters, [.described(card.summary)] + Self.needs(card, section)))
  }

  /// The keys that every block of a section may have beside its component's parameters.
  private static func commonKeys(_ section: SchemaSection) -> [JSON.Member] {
    let own: [JSON.Member] =
      switch section.family {
      case .source: [.init("split", split), .init("corruption", corruption)]
      case .method, .strategy: [.init("headline", .typed("object"))]
      case .theory:
        [
          .init(
            "required",
            JSON.typed("boolean").describing("Whether a failing check ends the run with exit code 2. Default: true."))
        ]
      default: []
      }
    return [.init(section.kindKey, .typed("string")), .init("like", .typed("string"))] + own
  }

  /// What a block must have that is not like another: required parameters, and a split unless parts are given.
  private static func needs(_ card: Card, _ section: SchemaSection) -> [JSON.Member] {
    let required = card.parameters.requiredNames
    guard section.family == .source else {
      return required.isEmpty ? [] : [.init("anyOf", .list([.requiring(["like"]), .requiring(required)]))]
    }
    let whole = JSON.requiring(required + ["split"])
    let parts = card.parameter("train") == nil ? [] : [JSON.requiring(required + ["train"])]
    return [.init("anyOf", .list([.requiring(["like"]), whole] + parts))]
  }

  private static func headline(_ card: Card) -> JSON.Member {
    let swept = card.parameters.filter { $0.type.isScalar }
    return JSON.Member(
      "headline",
      JSON.closed(swept.map { JSON.Member($0.name, .scalar) }, [.init("minProperties", .integer(1))])
        .describing("The instance that the plain name of a swept block means: a value of each swept parameter."))
  }

  // MARK: Components in place

  private func nested(_ kind: ComponentKind) -> JSON {
    let cards = cards(kind)
    return .object([
      .init("type", .text("object")),
      .init("properties", .object([.init("kind", Self.kinds(cards))])),
      .init("required", .names(["kind"])),
      .init(
        "allOf",
        .list(cards.map { .when(Self.isKind($0, "kind"), .reference("nested.\(kind.rawValue).\($0.name)")) })),
    ])
  }

  private func nestedCard(_ card: Card) -> JSON.Member {
    JSON.Member(
      "nested.\(card.kind.rawValue).\(card.name)",
      .closed(
        [.init("kind", Self.constant(card))] + card.parameters.map(\.property),
        required: card.parameters.requiredNames, [.described(card.summary)]))
  }

  // MARK: Kinds

  /// One of some names, each with its sentence.
  private static func kinds(_ cards: [Card]) -> JSON {
    .object([.described("Which one it is."), .init("oneOf", .list(cards.map(constant)))])
  }

  private static func constant(_ card: Card) -> JSON {
    .object([.init("const", .text(card.name)), .described(card.summary)])
  }

  private static func isKind(_ card: Card, _ key: String) -> JSON {
    .object([
      .init("properties", .object([.init(key, .object([.init("const", .text(card.name))]))])),
      .init("required", .names([key])),
    ])
  }

  // MARK: Data

  private static var split: JSON {
    let count = JSON.integers(1, 1_000_000_000)
    let parts = ["train", "validation", "test"]
    return JSON.closed(
      parts.map { JSON.Member($0, count) } + [
        .init(
          "stratify", JSON.typed("boolean").describing("Whether parts share out each class. Default: true."))
      ], required: parts
    ).describing("How many rows each part has.")
  }

  private static var corruption: JSON {
    .either([
      .reference("nested.corruption"), .items(.reference("nested.corruption"), 0...Int.max),
    ]).describing("What is done to the data, in this order; what was changed is known to the tasks.")
  }
}

extension [String] {
  /// Each once, in the order of their first.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
