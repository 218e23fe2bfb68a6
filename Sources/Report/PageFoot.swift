import Plot

/// The footnotes of a page under way: those that its text refers to, and what the page before had no room for.
struct PageFoot {
  /// The lines of each note by the name of its place.
  let notes: [String: [Strip]]
  private var strips: [Strip] = []
  private var placed: Set<String> = []

  /// More of a page than this no note takes from the text; it goes on at the foot of the next page.
  private static let largestShare = 0.6

  init(_ notes: [String: [Strip]]) { self.notes = notes }

  var isEmpty: Bool { strips.isEmpty }

  /// What the notes take of a page, with those that some strips more would bring, in points.
  func height(with more: [Strip] = [], page: Double) -> Double {
    let height = Self.height(strips + fresh(more).flatMap { notes[$0] ?? [] })
    return min(height, Self.largestShare * page)
  }

  /// The notes that strips refer to and no page has yet, in order.
  private func fresh(_ more: [Strip]) -> [String] {
    if notes.isEmpty { return [] }
    var names: [String] = []
    for name in more.flatMap(\.destinations) where notes[name] != nil && !placed.contains(name) && !names.contains(name)
    {
      names.append(name)
    }
    return names
  }

  private static func height(_ strips: [Strip]) -> Double {
    strips.isEmpty ? 0 : strips.reduce(2 * Typography.footSpace) { $0 + $1.spaceAbove + $1.height }
  }

  /// Takes the notes that a strip refers to.
  mutating func take(_ strip: Strip) {
    for name in fresh([strip]) {
      placed.insert(name)
      strips += notes[name] ?? []
    }
  }

  /// What stands at the foot of a page whose text ends at some height; what finds no room stays for the next page.
  mutating func close(below text: Double, page: Double) -> [PageBreaker.Placed] {
    var (count, room) = (0, max(page - text, Self.largestShare * page * (text == 0 ? 1 : 0)) - 2 * Typography.footSpace)
    while count < strips.count, strips[count].spaceAbove + strips[count].height <= room + 0.01 {
      room -= strips[count].spaceAbove + strips[count].height
      count += 1
    }
    // A page without text takes at least one line, or there would be no end.
    if count == 0, text == 0 { count = min(1, strips.count) }
    let here = Array(strips.prefix(count))
    strips.removeFirst(count)
    return Self.placed(here, page: page)
  }

  private static func placed(_ strips: [Strip], page: Double) -> [PageBreaker.Placed] {
    if strips.isEmpty { return [] }
    var y = page - height(strips) + Typography.footSpace
    let rule = Strip.Mark.rule(from: Point(0, 0), length: 84, width: 0.4, Typography.muted)
    var result = [PageBreaker.Placed(strip: Strip(height: 0, marks: [rule]), y: y)]
    y += Typography.footSpace * 0.6
    // The rest of the space stays free below the last line.
    for strip in strips {
      y += strip.spaceAbove
      result.append(PageBreaker.Placed(strip: strip, y: y))
      y += strip.height
    }
    return result
  }
}

extension Strip {
  /// The places that its text leads to.
  var destinations: [String] {
    marks.flatMap { mark -> [String] in
      if case .lines(let paragraph, let range, _) = mark { paragraph.destinations(in: range) } else { [] }
    }
  }
}
