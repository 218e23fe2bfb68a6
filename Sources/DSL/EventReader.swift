import CYAML

/// The one door to libyaml: its events, with their places.
final class EventReader {
  let source: SourceText
  /// Where the parsed text starts in the source.
  private let offset: Int
  /// On the heap, because `yaml_parser_t` keeps a pointer to itself.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  struct Event {
    let content: Content
    let place: Place
  }

  enum Content {
    case streamStart, streamEnd, documentStart, documentEnd
    case scalar(String, Node.Style, anchor: String?, tag: String?)
    case alias(String)
    case listStart(anchor: String?, tag: String?)
    case mapStart(anchor: String?, tag: String?)
    case listEnd, mapEnd
  }

  /// Reads the source from an offset in scalars on.
  init(_ source: SourceText, from offset: Int = 0) {
    (self.source, self.offset) = (source, offset)
    let text = Array(String(String.UnicodeScalarView(source.scalars[offset...])).utf8)
    bytes = .allocate(capacity: max(1, text.count))
    _ = bytes.initialize(from: text)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    let isReady = yaml_parser_initialize(parser)
    precondition(isReady == 1, "libyaml has no memory for a parser")
    yaml_parser_set_input_string(parser, bytes.baseAddress, text.count)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    bytes.deallocate()
  }

  /// The next event, or the first mistake in the YAML.
  func next() throws(Diagnostic) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { yaml_event_delete(&event) }
    let range = offset + Int(event.start_mark.index)..<offset + Int(event.end_mark.index)
    return Event(content: Self.content(of: event), place: Place(source, range))
  }

  private static func content(of event: yaml_event_t) -> Content {
    switch event.type {
    case YAML_STREAM_END_EVENT: .streamEnd
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_DOCUMENT_END_EVENT: .documentEnd
    case YAML_SCALAR_EVENT: scalar(of: event)
    case YAML_ALIAS_EVENT: .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SEQUENCE_START_EVENT:
      .listStart(anchor: text(event.data.sequence_start.anchor), tag: text(event.data.sequence_start.tag))
    case YAML_SEQUENCE_END_EVENT: .listEnd
    case YAML_MAPPING_START_EVENT:
      .mapStart(anchor: text(event.data.mapping_start.anchor), tag: text(event.data.mapping_start.tag))
    case YAML_MAPPING_END_EVENT: .mapEnd
    default: .streamStart
    }
  }

  private static func scalar(of event: yaml_event_t) -> Content {
    let scalar = event.data.scalar
    let value = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
    let style: Node.Style =
      switch scalar.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
      default: .plain
      }
    return .scalar(value, style, anchor: text(scalar.anchor), tag: text(scalar.tag))
  }

  private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let bytes else { return nil }
    return String(cString: bytes)
  }

  private func problem() -> Diagnostic {
    let facts = parser.pointee
    let said = facts.problem.map { String(cString: $0) } ?? "the text ends too early"
    let end = offset + Int(facts.problem_mark.index)
    let context = facts.context.map { String(cString: $0) }
    let begin = offset + Int(facts.context_mark.index)
    // A quote or bracket that is never closed is found at the end of the file; its beginning says more.
    let index = end >= source.scalars.count && context != nil ? begin : end
    let place = Place(source, index..<index)
    let isElsewhere = source.position(of: begin).line != place.span.line
    let notes =
      context.map { isElsewhere ? ["\($0) that begins at line \(source.position(of: begin).line)"] : [] } ?? []
    return Diagnostic(.syntax, place, "this is not YAML: \(said)", fix: advice(on: said, at: index), notes: notes)
  }

  private func advice(on said: String, at index: Int) -> String? {
    if index < source.scalars.count, source.scalars[index] == "\t" { return "indent with spaces, not with tabs" }
    if said.hasSuffix("unexpected end of stream") { return "what opens here is never closed" }
    if said.hasPrefix("mapping values are not allowed") { return "put quotes around a text with ': ' in it" }
    if said.hasPrefix("found character that cannot start") { return "put quotes around the text" }
    if said.hasSuffix("',' or '}'") || said.hasSuffix("',' or ']'") {
      return "close the bracket, or put quotes around a text with brackets in it, as in \"knn[k=5]\""
    }
    return nil
  }
}
