import Vocabulary

/// A training's last checkpoint as one file: five lines of text, the list of its items in JSON, the items' bytes.
///
///     workbench checkpoint 2
///     the SHA-256 of everything below this line
///     the key of the result that is worked for
///     the key of the training, so that a renamed file is not taken for another's
///     the bytes of the list
struct CheckpointFile {
  /// What the training was run for.
  let result: ContentKey
  let training: ContentKey
  let artifact: Artifact

  private static let title = Array("workbench checkpoint 2\n".utf8)
  /// Bytes of a line with a key.
  private static let line = 65

  /// Bytes of the first three lines.
  static let headLength = title.count + 2 * line

  /// The key of the result, from at least ``headLength`` bytes of a file's beginning.
  static func result(_ head: [UInt8]) -> ContentKey? {
    guard head.count >= headLength, head.starts(with: title) else { return nil }
    return key(head[(title.count + line)..<headLength])
  }

  private static func key(_ line: ArraySlice<UInt8>) -> ContentKey? {
    guard line.last == newline else { return nil }
    return ContentKey(hexadecimal: String(decoding: line.dropLast(), as: UTF8.self))
  }

  private static let newline = UInt8(ascii: "\n")

  var bytes: [UInt8] {
    let items = artifact.items.map(\.encoded)
    let list = JSON.list(items.map(\.output.json)).bytes
    var body = Array("\(result)\n\(training)\n\(list.count)\n".utf8) + list
    body.reserveCapacity(body.count + items.reduce(0) { $0 + $1.bytes.count })
    for item in items { body.append(contentsOf: item.bytes) }
    return Self.title + Array("\(ContentKey(of: body))\n".utf8) + body
  }

  init(result: ContentKey, training: ContentKey, artifact: Artifact) {
    (self.result, self.training, self.artifact) = (result, training, artifact)
  }

  /// Reads a file; `nil` where it is cut short, changed or something else.
  init?(_ bytes: [UInt8]) {
    let (start, body) = (Self.title.count + Self.line, Self.headLength + Self.line)
    guard bytes.count >= body, let result = Self.result(bytes), let digest = Self.key(bytes[Self.title.count..<start]),
      ContentKey(of: Array(bytes[start...])) == digest, let training = Self.key(bytes[Self.headLength..<body]),
      let items = Self.items(Array(bytes[body...]))
    else { return nil }
    self.init(result: result, training: training, artifact: Artifact(items))
  }

  private static func items(_ body: [UInt8]) -> [Artifact.Item]? {
    guard let end = body.firstIndex(of: newline), let length = Int(String(decoding: body[..<end], as: UTF8.self)),
      var rest = Optional(body[(end + 1)...]), let list = rest.taken(length),
      let outputs = JSON(Array(list))?.each({ ActionRecord.Output($0) })
    else { return nil }
    var items: [Artifact.Item] = []
    for output in outputs {
      guard let bytes = rest.taken(output.byteCount), let content = Store.content(Array(bytes), output.form) else {
        return nil
      }
      items.append(Artifact.Item(output.name, content))
    }
    return rest.isEmpty && Set(items.map(\.name)).count == items.count ? items : nil
  }
}

extension ArraySlice {
  /// Takes so many elements off the beginning, if there are as many.
  fileprivate mutating func taken(_ count: Int) -> ArraySlice? {
    guard 0...self.count ~= count else { return nil }
    defer { removeFirst(count) }
    return prefix(count)
  }
}
