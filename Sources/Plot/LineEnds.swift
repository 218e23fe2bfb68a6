import CPango

/// Finds the places where a line of a text may end, with the widths between them as Pango measures them.
///
/// Belongs to one paragraph without line ends; used while Pango is locked.
struct LineEnds {
  /// A place where a line may end: what it shows ends before `end`, and the next line begins at `next`.
  struct Place {
    let end: Int
    let next: Int
    /// Whether the word is divided, and a hyphen joins the line.
    let divides: Bool
    let penalty: Double
    let isHyphenated: Bool
  }

  private enum Penalty {
    static let division = 50.0
    static let hyphen = 50.0
    /// In keys and paths, which have no hyphen to tell that they go on.
    static let key = 100.0
    /// Behind a relation or an operator of a formula.
    static let formula = 200.0
    /// Between a number and its interval, and worse, its per cent sign.
    static let interval = 150.0
    static let percent = 1_000.0
  }

  /// Shares of a blank, as in Knuth's fonts.
  private enum Give {
    static let stretch = 1.0 / 2
    static let shrink = 1.0 / 3
  }

  let scalars: [Unicode.Scalar]
  /// The run of each scalar.
  let owners: [Int]
  private let runs: [TextRun]
  /// Where each scalar begins, and the end of the last.
  private let x: [Double]
  private let mayBreak: [Bool]

  /// `nil` where the text has no letters, or signs that turn its direction.
  init?(_ runs: [TextRun], _ layout: OpaquePointer) {
    self.runs = runs
    scalars = runs.flatMap { Array($0.text.unicodeScalars) }
    owners = runs.indices.flatMap { Array(repeating: $0, count: runs[$0].text.unicodeScalars.count) }
    if scalars.isEmpty || scalars.contains(where: Self.isForeign) { return nil }
    var count: Int32 = 0
    guard let attributes = pango_layout_get_log_attrs_readonly(layout, &count), Int(count) == scalars.count + 1 else {
      return nil
    }
    mayBreak = (0..<Int(count)).map { attributes[$0].is_line_break != 0 }
    guard let x = Self.edges(of: scalars.count, layout) else { return nil }
    self.x = x
  }

  /// Left edges of so many scalars on one line from left to right, and the right edge of the last, in one walk: Pango looks
  /// for a single one from the line's start.
  private static func edges(of count: Int, _ layout: OpaquePointer) -> [Double]? {
    let iterator = pango_layout_get_iter(layout)
    defer { pango_layout_iter_free(iterator) }
    var (edges, end) = ([Double](), 0.0)
    repeat {
      var logical = PangoRectangle()
      pango_layout_iter_get_char_extents(iterator, &logical)
      edges.append(points(logical.x))
      end = points(logical.x + logical.width)
    } while edges.count < count && pango_layout_iter_next_char(iterator) != 0
    return edges.count == count ? edges + [end] : nil
  }

  /// Letters written from right to left and marks of direction; line ends other than "\n".
  private static func isForeign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0x590...0x8FF, 0xFB1D...0xFDFF,
      0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }

  /// All places in order, the text's end last.
  func places() -> [Place] {
    let blanks = scalars.indices.dropFirst().filter { mayBreak[$0] }.compactMap(ordinary)
    let divisions = words().flatMap(divided)
    let end = contentEnd(before: scalars.count)
    let inside = (blanks + divisions).filter { $0.next < end }.sorted { $0.end < $1.end }
    return inside + [Place(end: end, next: scalars.count, divides: false, penalty: 0, isHyphenated: false)]
  }

  private func contentEnd(before index: Int) -> Int {
    scalars[..<index].lastIndex { !Self.vanishes($0) }.map { $0 + 1 } ?? 0
  }

  /// Whether it shows nothing at a line's end.
  private static func vanishes(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\u{200B}" }

  private func ordinary(_ next: Int) -> Place? {
    let end = contentEnd(before: next)
    guard end > 0 else { return nil }
    let last = scalars[end - 1]
    let hasBlank = scalars[end..<next].contains(" ")
    let isHyphen = !hasBlank && (last == "-" || last == "\u{2010}")
    let penalty = hasBlank ? penalty(between: last, scalars[next]) : end < next ? Penalty.key : Penalty.hyphen
    return Place(end: end, next: next, divides: false, penalty: penalty, isHyphenated: isHyphen)
  }

  /// How unwelcome a line's end is at a blank.
  private func penalty(between last: Unicode.Scalar, _ next: Unicode.Scalar) -> Double {
    if last == Self.formula, next == Self.formula { return Penalty.formula }
    guard "0"..."9" ~= last else { return 0 }
    return next == "%" ? Penalty.percent : next == "[" ? Penalty.interval : 0
  }

  private static let formula: Unicode.Scalar = "\u{FFFC}"

  // MARK: Words

  /// Stretches without blanks and formulas.
  private func words() -> [Range<Int>] {
    var (words, start) = ([Range<Int>](), 0)
    for index in 0...scalars.count
    where index == scalars.count || Self.vanishes(scalars[index]) || scalars[index] == Self.formula {
      if start < index { words.append(start..<index) }
      start = index + 1
    }
    return words
  }

  /// Where a word of plain text may be divided; marks around it do not count.
  private func divided(_ word: Range<Int>) -> [Place] {
    let opening = scalars[word].prefix { "“‘\"'([".unicodeScalars.contains($0) }.count
    let core = scalars[(word.lowerBound + opening)..<word.upperBound].prefix { "a"..."z" ~= $0 }
    let rest = scalars[core.endIndex..<word.upperBound]
    let isMarked = { (index: Int) in
      "”’\"')].,;:!?…".unicodeScalars.contains(scalars[index]) || runs[owners[index]].rise > 0
    }
    guard rest.indices.allSatisfy(isMarked) || isGenitive(rest),
      core.indices.allSatisfy({ runs[owners[$0]].style.family != .mono })
    else { return [] }
    let letters = String(String.UnicodeScalarView(core))
    return Hyphenation.divisions(of: letters).map { count in
      let index = core.startIndex + count
      return Place(end: index, next: index, divides: true, penalty: Penalty.division, isHyphenated: true)
    }
  }

  private func isGenitive(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    rest.count == 2 && (rest.first == "’" || rest.first == "'") && rest.last == "s"
  }

  // MARK: Widths

  /// What stands between the places, measured; `hyphen` tells a hyphen's width in a style.
  func pieces(_ places: [Place], hyphen: (TextStyle) -> Double) -> [LineBreaker.Piece] {
    var start = 0
    return places.map { place in
      defer { start = place.next }
      var piece = LineBreaker.Piece(width: x[place.end] - x[start])
      (piece.innerStretch, piece.innerShrink) = give(start..<place.end)
      piece.blank = x[place.next] - x[place.end]
      (piece.stretch, piece.shrink) = give(place.end..<place.next)
      if place.divides { piece.hyphen = hyphen(runs[owners[place.end - 1]].style) }
      (piece.isHyphenated, piece.penalty) = (place.isHyphenated, place.penalty)
      return piece
    }
  }

  private func give(_ range: Range<Int>) -> (stretch: Double, shrink: Double) {
    let widths = range.filter { Self.gives(scalars[$0], runs[owners[$0]]) }.map { x[$0 + 1] - x[$0] }
    let sum = widths.reduce(0, +)
    return (sum * Give.stretch, sum * Give.shrink)
  }

  /// Whether it is a blank that may become wider or narrower; in code each letter has its column.
  static func gives(_ scalar: Unicode.Scalar, _ run: TextRun) -> Bool {
    (scalar == " " || scalar == "\u{A0}") && run.style.family != .mono
  }
}
