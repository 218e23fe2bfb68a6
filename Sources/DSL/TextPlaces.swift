/// Finds where parts of a scalar's text stand in the source, through indentation, folding, quotes and escapes.
///
/// Blanks may differ between text and source, all else stands in the same order: the n-th visible scalar of the text
/// is the n-th of the source.
struct TextPlaces {
  private let node: Node
  /// Offsets in the source by offset in the text; blanks have that of what follows them.
  private let offsets: [Int]

  init(_ node: Node) {
    self.node = node
    let visible = Self.visibleOffsets(of: node)
    var next = 0
    offsets = (node.text ?? "").unicodeScalars.map { scalar in
      let offset = next < visible.count ? visible[next] : node.place.range.upperBound
      if Self.isVisible(scalar) { next += 1 }
      return offset
    }
  }

  /// The place of a stretch of the text that neither begins nor ends with a blank.
  func place(_ range: Range<Int>) -> Place {
    guard range.lowerBound < offsets.count else {
      let end = node.place.range.upperBound
      return Place(node.place.source, end..<end)
    }
    let start = offsets[range.lowerBound]
    let last = range.isEmpty ? start : offsets[min(range.upperBound, offsets.count) - 1] + 1
    return Place(node.place.source, start..<max(start, last))
  }

  private static func visibleOffsets(of node: Node) -> [Int] {
    guard case .scalar(_, let style) = node.content else { return [] }
    let scalars = node.place.source.scalars
    let range = node.place.range
    switch style {
    case .plain: return range.filter { isVisible(scalars[$0]) }
    case .block:
      let body = range.first { scalars[$0] == "\n" || scalars[$0] == "\r" } ?? range.upperBound
      return (body..<range.upperBound).filter { isVisible(scalars[$0]) }
    case .singleQuoted: return singleQuoted(scalars, range.dropFirst().dropLast())
    case .doubleQuoted: return doubleQuoted(scalars, range.dropFirst().dropLast())
    }
  }

  private static func singleQuoted(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> [Int] {
    var offsets: [Int] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if isVisible(scalars[index]) { offsets.append(index) }
      index += scalars[index] == "'" ? 2 : 1
    }
    return offsets
  }

  private static func doubleQuoted(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> [Int] {
    var offsets: [Int] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let escape = scalars[index] == "\\" ? escape(scalars, at: index, end: range.upperBound) : nil
      if escape?.isVisible ?? isVisible(scalars[index]) { offsets.append(index) }
      index += escape?.length ?? 1
    }
    return offsets
  }

  /// How long an escape is, and whether what it stands for is visible.
  private static func escape(
    _ scalars: [Unicode.Scalar], at index: Int, end: Int
  ) -> (length: Int, isVisible: Bool) {
    guard index + 1 < end else { return (1, false) }
    let digits: Int
    switch scalars[index + 1] {
    case "x": digits = 2
    case "u": digits = 4
    case "U": digits = 8
    case "\"", "\\", "/", "'": return (2, true)
    default: return (2, false)
    }
    let code = String(String.UnicodeScalarView(scalars[min(index + 2, end)..<min(index + 2 + digits, end)]))
    let meant = UInt32(code, radix: 16).flatMap(Unicode.Scalar.init)
    return (2 + digits, meant.map(isVisible) ?? true)
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029: false
    default: true
    }
  }
}
