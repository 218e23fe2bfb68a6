import Vocabulary

/// The words of a JSON Schema.
extension JSON {
  static func names(_ names: [String]) -> JSON { .list(names.map(JSON.text)) }

  static func reference(_ definition: String) -> JSON {
    .object([.init("$ref", .text("#/$defs/\(definition)"))])
  }

  static func requiring(_ keys: [String]) -> JSON { .object([.init("required", names(keys))]) }

  static func either(_ schemas: [JSON]) -> JSON { .object([.init("anyOf", .list(schemas))]) }

  static func oneOf(_ names: [String]) -> JSON { .object([.init("enum", .names(names))]) }

  static func typed(_ name: String) -> JSON { .object([.init("type", .text(name))]) }

  /// Any scalar with something in it: YAML readers take some texts for numbers or truth values.
  static var scalar: JSON { .object([.init("type", .names(["string", "number", "boolean"]))]) }

  /// Whole numbers between ends, either of which may be left out.
  static func integers(_ least: Int?, _ most: Int?) -> JSON {
    .object(
      [.init("type", .text("integer"))] + (least.map { [.init("minimum", .integer($0))] } ?? [])
        + (most.map { [.init("maximum", .integer($0))] } ?? []))
  }

  static func items(_ item: JSON, _ count: ClosedRange<Int> = 1...Int.max, areDistinct: Bool = false) -> JSON {
    .object(
      [.init("type", .text("array")), .init("items", item)]
        + (count.lowerBound > 0 ? [.init("minItems", .integer(count.lowerBound))] : [])
        + (count.upperBound < .max ? [.init("maxItems", .integer(count.upperBound))] : [])
        + (areDistinct ? [.init("uniqueItems", .boolean(true))] : []))
  }

  /// One item or a list of them.
  static func oneOrMore(_ item: JSON, areDistinct: Bool = true) -> JSON {
    either([item, items(item, areDistinct: areDistinct)])
  }

  /// A map that takes these keys and no other.
  static func closed(_ properties: [Member], required: [String] = [], _ more: [Member] = []) -> JSON {
    .object(
      [
        .init("type", .text("object")), .init("properties", .object(properties)),
        .init("additionalProperties", .boolean(false)),
      ] + (required.isEmpty ? [] : [.init("required", names(required))]) + more)
  }

  /// What holds where a condition does.
  static func when(_ condition: JSON, _ consequence: JSON) -> JSON {
    .object([.init("if", condition), .init("then", consequence)])
  }

  /// The same schema with words for whoever hovers over the field, and what holds where it is left out.
  func describing(_ help: String, fallback: JSON? = nil) -> JSON {
    guard case .object(let members) = self else { preconditionFailure("a schema is an object") }
    return .object([.described(help)] + (fallback.map { [.init("default", $0)] } ?? []) + members)
  }
}

extension JSON.Member {
  static func described(_ help: String) -> JSON.Member { JSON.Member("description", .text(help)) }
}
