public import Vocabulary

extension Step {
  /// Enters every key; raised when keys or stored bytes are formed in another way.
  static let keyFormat = 1

  /// The key of the step's result, given the content hashes of its inputs in their order.
  ///
  /// A step in units counts them and takes in what they depend on, since its result is made of them.
  public func key(inputs contents: [ContentKey]) -> ContentKey {
    ContentKey(of: Self.keyText("step", identityWithUnits, roles(contents)))
  }

  /// The key of one unit: like the step's, but with the unit's own identity and index, and without the count.
  public func key(unit index: Int, inputs contents: [ContentKey]) -> ContentKey {
    guard case .units(let units) = work else { preconditionFailure("step '\(name)' has no units") }
    return ContentKey(of: Self.keyText("unit \(index)", units.identity + units.own(index), roles(contents)))
  }

  /// Stands for the content of a step that is never stored: equal keys promise equal bytes.
  static func contentOnDemand(_ key: ContentKey) -> ContentKey {
    ContentKey(of: "workbench \(keyFormat) on demand\n\(key)\n")
  }

  /// What the result depends on besides its inputs, units included; used to tell why a step runs.
  var identityWithUnits: [IdentityPart] {
    guard case .units(let units) = work else { return identity }
    let known = Set(identity.map { [$0.name, $0.value] })
    return identity + units.identity.filter { !known.contains([$0.name, $0.value]) }
      + [IdentityPart(Self.unitCount, Value.integer(units.count).canonical)]
  }

  /// The name of the part that holds the number of units.
  static let unitCount = "number of units"

  private func roles(_ contents: [ContentKey]) -> [ActionRecord.Input] {
    precondition(contents.count == inputs.count, "\(contents.count) contents for \(inputs.count) inputs of '\(name)'")
    return zip(inputs, contents).map { ActionRecord.Input(role: $0.role, content: $1) }
  }

  /// One unambiguous text: lengths stand before names and values; parts are sorted, inputs keep their order.
  private static func keyText(_ kind: String, _ identity: [IdentityPart], _ inputs: [ActionRecord.Input]) -> String {
    let parts = identity.map { "\(sized($0.name))=\(sized($0.value))\n" }.sorted()
    let contents = inputs.map { "< \(sized($0.role)) \($0.content)\n" }
    return "workbench \(keyFormat) \(kind)\n" + parts.joined() + contents.joined()
  }

  private static func sized(_ text: String) -> String { "\(text.utf8.count):\(text)" }
}
