/// Builds located nodes from events, within limits, and collects what can be collected.
struct NodeReader {
  static let depthLimit = 64
  static let nodeLimit = 100_000

  private let events: EventReader
  private var anchors: [String: Node?] = [:]
  private var count = 0
  private(set) var diagnostics: [Diagnostic] = []

  /// What a text turned out to be: its root where there is one, and every mistake in its writing.
  struct Reading {
    let root: Node?
    let diagnostics: [Diagnostic]
  }

  /// Reads a source from an offset on; a syntax error ends the reading and stands alone.
  static func read(_ source: SourceText, from offset: Int = 0) -> Reading {
    if let control = forbiddenScalar(in: source, from: offset) {
      return Reading(root: nil, diagnostics: [control])
    }
    do throws(Diagnostic) {
      var reader = NodeReader(events: EventReader(source, from: offset))
      let root = try reader.document()
      return Reading(root: root, diagnostics: reader.diagnostics)
    } catch {
      return Reading(root: nil, diagnostics: [error])
    }
  }

  private init(events: EventReader) { self.events = events }

  /// libyaml names no line for these, so they are looked for first.
  private static func forbiddenScalar(in source: SourceText, from offset: Int) -> Diagnostic? {
    guard let index = source.scalars[offset...].firstIndex(where: { !isAllowed($0.value) }) else { return nil }
    let code = String(source.scalars[index].value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - code.utf8.count)) + code
    return Diagnostic(
      .syntax, Place(source, index..<index + 1), "this is not YAML: the character U+\(padded) is not allowed",
      fix: "remove it")
  }

  private static func isAllowed(_ value: UInt32) -> Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x10000...: true
    default: false
    }
  }

  private mutating func document() throws(Diagnostic) -> Node? {
    _ = try events.next()
    let start = try events.next()
    guard case .documentStart = start.content else {
      diagnostics.append(
        Diagnostic(.empty, Place(events.source, 0..<0), "the study is empty", fix: "begin with `workbench: 1`"))
      return nil
    }
    let root = try node(try events.next(), depth: 1)
    _ = try events.next()
    let end = try events.next()
    if case .streamEnd = end.content { return root }
    diagnostics.append(
      Diagnostic(.documents, end.place, "a second YAML document begins here", fix: "keep one study per file"))
    return root
  }

  private mutating func node(_ event: EventReader.Event, depth: Int) throws(Diagnostic) -> Node {
    try checkDepth(depth, at: event.place)
    switch event.content {
    case .scalar(let text, let style, let anchor, let tag):
      refuse(tag, at: event.place)
      return try finished(Node(.scalar(text, style), at: event.place), anchor)
    case .alias(let name):
      return try alias(name, depth: depth, at: event.place)
    case .listStart(let anchor, let tag):
      refuse(tag, at: event.place)
      return try finished(try list(from: event.place, anchor, depth: depth), anchor)
    case .mapStart(let anchor, let tag):
      refuse(tag, at: event.place)
      return try finished(try map(from: event.place, anchor, depth: depth), anchor)
    default:
      preconditionFailure("libyaml gave \(event.content) where a node was due")
    }
  }

  private mutating func list(from start: Place, _ anchor: String?, depth: Int) throws(Diagnostic) -> Node {
    if let anchor { anchors[anchor] = .some(nil) }
    var items: [Node] = []
    while true {
      let event = try events.next()
      if case .listEnd = event.content { return Node(.list(items), at: start.reaching(event.place)) }
      items.append(try node(event, depth: depth + 1))
    }
  }

  private mutating func map(from start: Place, _ anchor: String?, depth: Int) throws(Diagnostic) -> Node {
    if let anchor { anchors[anchor] = .some(nil) }
    var entries: [Node.Entry] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try events.next()
      if case .mapEnd = event.content { return Node(.map(entries), at: start.reaching(event.place)) }
      let key = try node(event, depth: depth + 1)
      let value = try node(try events.next(), depth: depth + 1)
      guard let name = accepted(key, earlier: lines) else { continue }
      lines[name] = key.place.span.line
      entries.append(Node.Entry(key: name, keyPlace: key.place, value: value))
    }
  }

  /// The text of a key, or `nil` once it is reported.
  private mutating func accepted(_ key: Node, earlier lines: [String: Int]) -> String? {
    guard case .scalar(let name, let style) = key.content, !key.isBlank else {
      diagnostics.append(Diagnostic(.key, key.place, "a key must be a text, found \(key.found)"))
      return nil
    }
    if name == "<<", style == .plain {
      diagnostics.append(
        Diagnostic(
          .mergeKey, key.place, "merge keys are not read", fix: "write `like: name` to start from a sibling's fields"))
      return nil
    }
    if let line = lines[name] {
      diagnostics.append(
        Diagnostic(
          .duplicateKey, key.place, "the key '\(name.shortened)' is written twice",
          notes: ["first written at line \(line)"]))
      return nil
    }
    return name
  }

  private mutating func alias(_ name: String, depth: Int, at place: Place) throws(Diagnostic) -> Node {
    guard let target = anchors[name] else {
      throw Diagnostic(.alias, place, "there is no anchor '&\(name)' before this alias")
    }
    guard let target else {
      throw Diagnostic(.alias, place, "the alias '*\(name)' stands inside what it names, so it has no end")
    }
    try checkDepth(depth + target.height - 1, at: place)
    try add(target.size, at: place)
    return target
  }

  private mutating func finished(_ node: Node, _ anchor: String?) throws(Diagnostic) -> Node {
    try add(1, at: node.place.start)
    if let anchor { anchors[anchor] = .some(node) }
    return node
  }

  private func checkDepth(_ depth: Int, at place: Place) throws(Diagnostic) {
    guard depth > Self.depthLimit else { return }
    throw Diagnostic(.limit, place, "lists and maps nest deeper than \(Self.depthLimit) levels here")
  }

  private mutating func add(_ nodes: Int, at place: Place) throws(Diagnostic) {
    count += nodes
    guard count > Self.nodeLimit else { return }
    throw Diagnostic(
      .limit, place, "the study has more than \(Self.nodeLimit) values here, with aliases written out",
      fix: "data belongs in files the study names")
  }

  /// `!!int` for the name libyaml gives it.
  private static func written(_ tag: String) -> String {
    let prefix = "tag:yaml.org,2002:"
    return tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
  }

  private mutating func refuse(_ tag: String?, at place: Place) {
    guard let tag else { return }
    diagnostics.append(
      Diagnostic(
        .tag, place, "the tag '\(Self.written(tag).shortened)' is not read", fix: "remove it: each field knows its type"
      ))
  }
}

extension Place {
  /// From here to the end of another place of the same source.
  fileprivate func reaching(_ end: Place) -> Place { Place(source, range.lowerBound..<end.range.upperBound) }
}
