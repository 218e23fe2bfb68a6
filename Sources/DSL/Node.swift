/// A YAML value together with where it stands. Scalars are texts until a typed field reads them.
struct Node: Sendable {
  let content: Content
  let place: Place
  /// Nodes in it, itself included, aliases written out.
  let size: Int
  /// Levels in it, itself included.
  let height: Int

  indirect enum Content: Sendable {
    case scalar(String, Style)
    case list([Node])
    case map([Entry])
  }

  enum Style: Sendable { case plain, singleQuoted, doubleQuoted, block }

  struct Entry: Sendable {
    let key: String
    let keyPlace: Place
    let value: Node
  }

  init(_ content: Content, at place: Place) {
    self.content = content
    self.place = place
    let parts: [Node] =
      switch content {
      case .scalar: []
      case .list(let items): items
      case .map(let entries): entries.map(\.value)
      }
    size = parts.reduce(1) { $0 + $1.size }
    height = 1 + (parts.map(\.height).max() ?? 0)
  }

  /// The entries of a map; none for other nodes.
  var entries: [Entry] { if case .map(let entries) = content { entries } else { [] } }

  /// The text of a scalar.
  var text: String? { if case .scalar(let text, _) = content { text } else { nil } }

  var isMap: Bool { if case .map = content { true } else { false } }
  var isList: Bool { if case .list = content { true } else { false } }

  /// Whether nothing is written, as after `key:`.
  var isBlank: Bool { if case .scalar("", .plain) = content { true } else { false } }

  /// Whether it says that there is nothing: `null` or `~`.
  var isNull: Bool {
    if case .scalar(let text, .plain) = content { text == "null" || text == "~" } else { false }
  }

  /// The entry of a key.
  func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }

  /// A scalar as it is written, for numbers out of range.
  var written: String { text?.shortened ?? found }

  /// What was found, for messages.
  var found: String {
    switch content {
    case .list: "a list"
    case .map: "a map"
    case .scalar("", .plain): "nothing"
    case .scalar(let text, _): "'\(text.shortened)'"
    }
  }
}

extension String {
  /// The first line, cut after forty characters, for messages.
  var shortened: String {
    let line = prefix { !$0.isNewline }
    return line.count > 40 || line.count < count ? line.prefix(40) + "…" : self
  }
}
