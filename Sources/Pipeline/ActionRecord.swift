public import Vocabulary

/// What the store knows of a key: where the result lies, what it was made from, and how long that took.
public struct ActionRecord: Sendable, Hashable {
  public let key: ContentKey
  /// The step that first made it; information only.
  public let step: String
  /// The unit's index, or `nil` for a whole step.
  public let unit: Int?
  public let identity: [IdentityPart]
  public let inputs: [Input]
  public let outputs: [Output]
  /// Seconds its making took (units included); differs from run to run, so it enters no key and no hash.
  public let seconds: Double

  /// The role of an input and the hash of its content.
  public struct Input: Sendable, Hashable {
    public let role: String
    public let content: ContentKey
  }

  /// One item of the result: the hash of its file, the file's bytes, and what the file does not say itself.
  public struct Output: Sendable, Hashable {
    public let name: String
    public let object: ContentKey
    public let byteCount: Int
    public let form: Form
  }

  public enum Form: Sendable, Hashable {
    case table([Table.Header])
    case array
  }

  /// The hash of the result's content: names, kinds, columns and bytes, whatever key they were made under.
  public var content: ContentKey {
    let items = outputs.map { output in
      switch output.form {
      case .array: "array \(output.name.utf8.count):\(output.name) \(output.object)\n"
      case .table(let headers):
        "table \(output.name.utf8.count):\(output.name) \(output.object)\n" + headers.map(Self.line).joined()
      }
    }
    return ContentKey(of: "workbench \(Step.keyFormat) artifact\n" + items.joined())
  }

  private static func line(_ header: Table.Header) -> String {
    "  \(header.type.rawValue) \(header.name.utf8.count):\(header.name) \(header.unit.utf8.count):\(header.unit)\n"
  }
}

extension Artifact {
  /// The hash by which steps that read this artifact know it: names, kinds, columns and bytes. O(bytes).
  public var contentHash: ContentKey {
    ActionRecord(
      key: ContentKey(of: ""), step: "", unit: nil, identity: [], inputs: [], outputs: items.map { $0.encoded.output },
      seconds: 0
    ).content
  }
}

extension Artifact.Item {
  /// The item's file and its entry in an action record.
  var encoded: (output: ActionRecord.Output, bytes: [UInt8]) {
    let (bytes, form): ([UInt8], ActionRecord.Form) =
      switch content {
      case .table(let table): (table.csvBytes, .table(table.headers))
      case .array(let array): (array.npyBytes, .array)
      }
    let output = ActionRecord.Output(
      name: name, object: ContentKey(of: bytes), byteCount: bytes.count, form: form)
    return (output, bytes)
  }
}
