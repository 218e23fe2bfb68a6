import Vocabulary

extension ActionRecord {
  /// The record as it is written to `actions/`.
  var json: JSON {
    .object([
      .init("workbench", .integer(Step.keyFormat)),
      .init("key", .text(key.description)),
      .init("step", .text(step)),
      .init("unit", unit.map(JSON.integer) ?? .null),
      .init("identity", .list(identity.map { .list([.text($0.name), .text($0.value)]) })),
      .init("inputs", .list(inputs.map { .list([.text($0.role), .text($0.content.description)]) })),
      .init("outputs", .list(outputs.map(\.json))),
      .init("content", .text(content.description)),
      .init("volatile", .object([.init("seconds", .number("\(seconds)"))])),
    ])
  }

  /// Reads a record; `nil` unless everything is there and the content hash fits the outputs.
  init?(_ json: JSON) {
    guard let key = json["key"]?.key, let step = json["step"]?.text, let unit = json["unit"],
      let identity = json["identity"]?.each({ IdentityPart(json: $0) }),
      let inputs = json["inputs"]?.each({ Input(json: $0) }),
      let outputs = json["outputs"]?.each({ Output($0) }),
      let seconds = json["volatile"]?["seconds"]?.real
    else { return nil }
    self.init(
      key: key, step: step, unit: unit.integer, identity: identity, inputs: inputs, outputs: outputs, seconds: seconds)
    guard json["content"]?.key == content, Set(outputs.map(\.name)).count == outputs.count else { return nil }
  }
}

extension ActionRecord.Output {
  var json: JSON {
    let common: [JSON.Member] = [
      .init("name", .text(name)), .init("object", .text(object.description)), .init("bytes", .integer(byteCount)),
    ]
    guard case .table(let headers) = form else { return .object(common + [.init("kind", .text("array"))]) }
    let columns = headers.map { JSON.list([.text($0.name), .text($0.unit), .text($0.type.rawValue)]) }
    return .object(common + [.init("kind", .text("table")), .init("columns", .list(columns))])
  }

  init?(_ json: JSON) {
    guard let name = json["name"]?.text, let object = json["object"]?.key, let byteCount = json["bytes"]?.integer
    else { return nil }
    switch json["kind"]?.text {
    case "array": self.init(name: name, object: object, byteCount: byteCount, form: .array)
    case "table":
      guard let headers = json["columns"]?.each({ Table.Header($0) }), Set(headers.map(\.name)).count == headers.count
      else { return nil }
      self.init(name: name, object: object, byteCount: byteCount, form: .table(headers))
    default: return nil
    }
  }
}

extension Table.Header {
  fileprivate init?(_ json: JSON) {
    guard let fields = json.each({ $0.text }), fields.count == 3, let type = Table.ValueType(rawValue: fields[2])
    else { return nil }
    self.init(fields[0], unit: fields[1], type)
  }
}

extension IdentityPart {
  init?(json: JSON) {
    guard let fields = json.each({ $0.text }), fields.count == 2 else { return nil }
    self.init(fields[0], fields[1])
  }
}

extension ActionRecord.Input {
  init?(json: JSON) {
    guard let fields = json.each({ $0.text }), fields.count == 2, let content = ContentKey(hexadecimal: fields[1])
    else { return nil }
    self.init(role: fields[0], content: content)
  }
}

extension JSON {
  var key: ContentKey? { text.flatMap { ContentKey(hexadecimal: $0) } }

  /// The items of a list, each read; `nil` when one cannot be.
  func each<Item>(_ read: (JSON) -> Item?) -> [Item]? {
    guard let items = list else { return nil }
    let found = items.compactMap(read)
    return found.count == items.count ? found : nil
  }
}
