import Vocabulary

extension ParameterDeclaration {
  /// The parameter as a property: what may be written, what it is for, its unit and default.
  var property: JSON.Member {
    let isOptional = fallback == .some(.none)
    let schema = isOptional ? JSON.either([type.schema, .typed("null")]) : type.schema
    return JSON.Member(name, schema.describing(words, fallback: fallback.flatMap(\.schemaDefault)))
  }

  /// The parameter of a method or strategy, which may be swept over several values.
  var sweepableProperty: JSON.Member {
    guard type.isScalar else { return property }
    let sweep = JSON.closed(
      [.init("sweep", JSON.items(type.schema, areDistinct: true).describing("Every value gives an instance."))],
      required: ["sweep"])
    let isOptional = fallback == .some(.none)
    let schema = JSON.either([type.schema] + (isOptional ? [.typed("null")] : []) + [sweep])
    return JSON.Member(name, schema.describing(words, fallback: fallback.flatMap(\.schemaDefault)))
  }

  /// Its help, then what may be written: `Neighbours asked. An integer of at least 1. Default: 5.`
  private var words: String {
    let given: String? =
      switch fallback {
      case nil: "Required."
      case .none?: nil
      case let value?: "Default: \(value)\(unit.isEmpty ? "" : " \(unit)")."
      }
    let phrase = type.phrase.prefix(1).uppercased() + type.phrase.dropFirst()
    let measured = unit.isEmpty ? phrase : "\(phrase), in \(unit)"
    return [help, measured + ".", given].compactMap(\.self).joined(separator: " ")
  }
}

extension [ParameterDeclaration] {
  /// Those that a study must give.
  var requiredNames: [String] { filter { $0.fallback == nil }.map(\.name) }
}

extension ParameterType {
  /// What may be written for it.
  var schema: JSON {
    switch self {
    case .integer(let range):
      .integers(
        range.lowerBound == .min ? nil : range.lowerBound, range.upperBound == .max ? nil : range.upperBound)
    case .real(let interval): interval.schema
    case .boolean: .typed("boolean")
    case .text, .file: .scalar
    case .choice(let options): .oneOf(options)
    case .reference, .name, .column, .measure, .finding: .typed("string")
    case .component(let kind): .reference("nested.\(kind.rawValue)")
    case .list(let item, let count): Self.list(item, count)
    case .progression(let interval): Self.progression(interval)
    case .record(let fields): .closed(fields.map(\.property), required: fields.requiredNames)
    case .either(let first, let second): .either([first.schema, second.schema])
    }
  }

  /// A single item may stand for a list of one.
  private static func list(_ item: ParameterType, _ count: ClosedRange<Int>) -> JSON {
    let several = JSON.items(item.schema, count, areDistinct: item.isNaming)
    return count.contains(1) ? .either([item.schema, several]) : several
  }

  private static func progression(_ interval: Interval) -> JSON {
    let number = interval.schema
    let steps: [JSON.Member] = [
      .init("from", number), .init("to", number), .init("step", Interval.positive.schema),
    ]
    return .either([number, .items(number), .closed(steps, required: ["from", "to", "step"])])
  }

  /// The families of components that are written in place somewhere inside.
  var nestedFamilies: [ComponentKind] {
    switch self {
    case .component(let kind): [kind]
    case .list(let item, _): item.nestedFamilies
    case .record(let fields): fields.flatMap(\.type.nestedFamilies)
    case .either(let first, let second): first.nestedFamilies + second.nestedFamilies
    default: []
    }
  }
}

extension Interval {
  var schema: JSON {
    var members: [JSON.Member] = [.init("type", .text("number"))]
    if lower.isFinite {
      members.append(.init(includesLower ? "minimum" : "exclusiveMinimum", .number(lower.asWritten)))
    }
    if upper.isFinite {
      members.append(.init(includesUpper ? "maximum" : "exclusiveMaximum", .number(upper.asWritten)))
    }
    return .object(members)
  }
}

extension Value {
  /// As a default; `nil` where nothing stands for it, as for a component.
  fileprivate var schemaDefault: JSON? {
    switch self {
    case .none, .component: nil
    case .integer(let number): .integer(number)
    case .real(let number): number.isFinite ? .number(number.asWritten) : nil
    case .boolean(let flag): .boolean(flag)
    case .text(let text): .text(text)
    case .list(let items): .list(items.compactMap(\.schemaDefault))
    case .record(let fields):
      .object(fields.compactMap { field in field.value.schemaDefault.map { JSON.Member(field.name, $0) } })
    }
  }
}
