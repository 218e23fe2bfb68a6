@testable import DSL
import Vocabulary

/// A reader of JSON Schemas that knows the keywords `workbench schema` uses, and no others.
struct JSONSchema {
  let root: JSON

  /// What a keyword rejects, and where.
  struct Problem: Hashable, CustomStringConvertible {
    let path: String
    let keyword: String
    var description: String { "\(path): \(keyword)" }
  }

  /// Keywords that say nothing of what is valid.
  static let annotations: Set = ["$schema", "$defs", "title", "description", "default"]

  func problems(_ value: JSON) -> [Problem] { problems(value, root, "") }

  private func problems(_ value: JSON, _ schema: JSON, _ path: String) -> [Problem] {
    (schema.members ?? []).flatMap { problems(value, $0.name, $0.value, schema, path) }
  }

  private func problems(_ value: JSON, _ keyword: String, _ rule: JSON, _ schema: JSON, _ path: String) -> [Problem] {
    switch keyword {
    case "$ref": return problems(value, definition(rule), path)
    case "properties":
      return (rule.members ?? []).flatMap { member in
        value[member.name].map { problems($0, member.value, "\(path).\(member.name)") } ?? []
      }
    case "additionalProperties":
      let known = Set((schema["properties"]?.members ?? []).map(\.name))
      return (value.members ?? []).filter { !known.contains($0.name) }.flatMap { member in
        rule == .boolean(false)
          ? [Problem(path: "\(path).\(member.name)", keyword: keyword)]
          : problems(member.value, rule, "\(path).\(member.name)")
      }
    case "propertyNames":
      return (value.members ?? []).flatMap { problems(.text($0.name), rule, "\(path).\($0.name)") }
    case "items": return (value.list ?? []).enumerated().flatMap { problems($1, rule, "\(path).\($0)") }
    case "allOf": return (rule.list ?? []).flatMap { problems(value, $0, path) }
    case "if":
      let branch = problems(value, rule, path).isEmpty ? "then" : "else"
      return schema[branch].map { problems(value, $0, path) } ?? []
    case "then", "else": return []
    default: return holds(keyword, rule, of: value, path) ? [] : [Problem(path: path, keyword: keyword)]
    }
  }

  /// Keywords that fail as a whole.
  private func holds(_ keyword: String, _ rule: JSON, of value: JSON, _ path: String) -> Bool {
    let matching = { rule.list?.count { problems(value, $0, path).isEmpty } ?? 0 }
    switch keyword {
    case "type": return (rule.list ?? [rule]).contains { isOf($0.text ?? "", value) }
    case "const": return value == rule
    case "enum": return rule.list?.contains(value) == true
    case "anyOf": return matching() >= 1
    case "oneOf": return matching() == 1
    case "not": return !problems(value, rule, path).isEmpty
    case "required":
      return value.members == nil || (rule.list ?? []).allSatisfy { value[$0.text ?? ""] != nil }
    case "minProperties": return compares(value.members?.count, >=, rule)
    case "minItems": return compares(value.list?.count, >=, rule)
    case "maxItems": return compares(value.list?.count, <=, rule)
    case "uniqueItems": return value.list.map { Set($0).count == $0.count } ?? true
    case "minimum": return compares(value, >=, rule)
    case "maximum": return compares(value, <=, rule)
    case "exclusiveMinimum": return compares(value, >, rule)
    case "exclusiveMaximum": return compares(value, <, rule)
    case "pattern":
      guard let text = value.text, let pattern = try? Regex(rule.text ?? "") else { return value.text == nil }
      return text.contains(pattern)
    default: return Self.annotations.contains(keyword)
    }
  }

  private func compares(_ count: Int?, _ relation: (Int, Int) -> Bool, _ rule: JSON) -> Bool {
    count.map { relation($0, rule.integer ?? 0) } ?? true
  }

  private func compares(_ value: JSON, _ relation: (Double, Double) -> Bool, _ rule: JSON) -> Bool {
    value.real.map { relation($0, rule.real ?? .nan) } ?? true
  }

  private func isOf(_ type: String, _ value: JSON) -> Bool {
    switch (type, value) {
    case ("object", .object), ("array", .list), ("string", .text), ("boolean", .boolean), ("null", .null): true
    case ("number", .number): true
    case ("integer", .number): value.real.map { $0 == $0.rounded() } ?? false
    default: false
    }
  }

  /// A schema under `#/$defs/`; one that nothing accepts where there is none.
  private func definition(_ reference: JSON) -> JSON {
    let name = reference.text?.split(separator: "/").last.map(String.init) ?? ""
    return root["$defs"]?[name] ?? .object([.init("enum", .list([]))])
  }
}

extension JSON {
  /// A study as editors read YAML 1.2: plain scalars may be numbers, truth values or nothing.
  init(yaml text: String) {
    let reading = NodeReader.read(SourceText(name: "study", text: text))
    self = reading.root.map(JSON.init) ?? .null
  }

  private init(_ node: Node) {
    switch node.content {
    case .list(let items): self = .list(items.map { JSON($0) })
    case .map(let entries): self = .object(entries.map { .init($0.key, JSON($0.value)) })
    case .scalar(let text, .plain): self = JSON(plain: text)
    case .scalar(let text, _): self = .text(text)
    }
  }

  private init(plain text: String) {
    switch text {
    case "", "~", "null": self = .null
    case "true", "false": self = .boolean(text == "true")
    default:
      let isNumber = text.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/) != nil
      self = isNumber ? .number(text) : .text(text)
    }
  }
}
