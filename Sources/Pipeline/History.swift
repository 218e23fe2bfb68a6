import Vocabulary

/// The last successful state of each step of a study, kept to tell why a step will run; no result depends on it.
struct History: Hashable {
  var entries: [String: Entry] = [:]

  struct Entry: Hashable {
    let key: ContentKey
    let identity: [IdentityPart]
    let inputs: [ActionRecord.Input]
  }

  init() {}

  fileprivate init?(_ json: JSON) {
    guard let steps = json["steps"]?.members else { return nil }
    for step in steps {
      guard let key = step.value["key"]?.key, let inputs = step.value["inputs"]?.each({ ActionRecord.Input(json: $0) }),
        let identity = step.value["identity"]?.each({ IdentityPart(json: $0) })
      else { return nil }
      entries[step.name] = Entry(key: key, identity: identity, inputs: inputs)
    }
  }

  fileprivate var json: JSON {
    let steps = entries.sorted { $0.key < $1.key }.map { name, entry in
      JSON.Member(
        name,
        .object([
          .init("key", .text(entry.key.description)),
          .init("identity", .list(entry.identity.map { .list([.text($0.name), .text($0.value)]) })),
          .init("inputs", .list(entry.inputs.map { .list([.text($0.role), .text($0.content.description)]) })),
        ]))
    }
    return .object([.init("workbench", .integer(Store.format)), .init("steps", .object(steps))])
  }
}

extension Store {
  /// The history of a study; an empty one where there is none that can be read.
  func history(of study: String) throws(StoreError) -> History {
    try Files.read(historyPath(study)).flatMap { JSON($0) }.flatMap { History($0) } ?? History()
  }

  func save(_ history: History, of study: String) throws(StoreError) {
    try put(history.json.bytes, at: historyPath(study), isDurable: false)
  }

  private func historyPath(_ study: String) -> String { "\(folder)/history/\(ContentKey(of: study).short(16)).json" }
}
