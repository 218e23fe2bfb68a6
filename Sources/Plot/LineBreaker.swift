/// Chooses where the lines of a paragraph end so that the whole has the fewest demerits (Knuth and Plass, 1981).
struct LineBreaker {
  /// What stands between two places where a line may end; lengths are in points.
  struct Piece: Hashable {
    var width: Double
    /// By how much blanks inside, where no line ends, may give way in each direction.
    var innerStretch = 0.0
    var innerShrink = 0.0
    /// The blank after it, which vanishes at a line's end.
    var blank = 0.0
    var stretch = 0.0
    var shrink = 0.0
    /// What a line that ends here shows more: a hyphen.
    var hyphen = 0.0
    /// Whether a line that ends here ends in a hyphen, its own or the word's.
    var isHyphenated = false
    /// How unwelcome a line's end is here, from 0.
    var penalty = 0.0
  }

  /// The least demerits and the lines, as ranges of pieces, that have them.
  struct Choice: Hashable {
    let demerits: Double
    let lines: [Range<Int>]
  }

  let pieces: [Piece]
  let width: Double

  /// Demerits of neighbouring lines, as TeX has them.
  private enum Demerits {
    static let line = 10.0
    static let consecutiveHyphens = 10_000.0
    static let hyphenBeforeLast = 5_000.0
    static let unlikeNeighbours = 10_000.0
    static let shortLastLine = 4_000.0
  }

  /// A last line shorter than this share of the width looks lost.
  private static let shortest = 0.12
  /// Blanks of a line without any count as so many points that stretch, so that less white is better there, too.
  private static let leastStretch = 0.5
  /// Differences of sums below this are rounding.
  private static let rounding = 1e-6

  /// How evenly a line is filled.
  private enum Fitness: Int, CaseIterable {
    case tight, decent, loose, veryLoose

    init(_ ratio: Double) {
      self = ratio < -0.5 ? .tight : ratio <= 0.5 ? .decent : ratio <= 1 ? .loose : .veryLoose
    }
  }

  /// The lengths of a line.
  private struct Sums {
    var (natural, stretch, shrink) = (0.0, 0.0, 0.0)
  }

  /// The best way to a place, ending in a line of some fitness.
  private struct Way {
    let demerits: Double
    let start: Int
    let fitness: Fitness
  }

  /// The best lines; `nil` where some piece is wider than a line. O(pieces · pieces in a line).
  func choice() -> Choice? {
    var ways = [[Way?]](repeating: Array(repeating: nil, count: Fitness.allCases.count), count: pieces.count + 1)
    ways[0][Fitness.decent.rawValue] = Way(demerits: 0, start: 0, fitness: .decent)
    for end in 1..<max(1, pieces.count + 1) {
      for (start, sums) in lines(endingAt: end) {
        guard let line = demerits(of: sums, endingAt: end) else { continue }
        for earlier in Fitness.allCases {
          guard let way = ways[start][earlier.rawValue] else { continue }
          let total = way.demerits + line.demerits + between(earlier, line.fitness, start: start, end: end)
          if total < ways[end][line.fitness.rawValue]?.demerits ?? .infinity {
            ways[end][line.fitness.rawValue] = Way(demerits: total, start: start, fitness: earlier)
          }
        }
      }
    }
    return best(ways)
  }

  private func best(_ ways: [[Way?]]) -> Choice? {
    let last = ways[pieces.count].compactMap { $0 }
    guard let best = last.min(by: { $0.demerits < $1.demerits }) else { return nil }
    var (lines, end, way) = ([Range<Int>](), pieces.count, Way?.some(best))
    while end > 0, let here = way {
      lines.append(here.start..<end)
      way = ways[here.start][here.fitness.rawValue]
      end = here.start
    }
    return Choice(demerits: best.demerits, lines: lines.reversed())
  }

  /// Lines that end behind a piece and are not too wide, the shortest first.
  private func lines(endingAt end: Int) -> [(start: Int, sums: Sums)] {
    var (found, sums) = ([(start: Int, sums: Sums)](), Sums())
    sums.natural = pieces[end - 1].hyphen
    for start in stride(from: end - 1, through: 0, by: -1) {
      add(start, to: &sums, isLast: start == end - 1)
      if sums.natural - sums.shrink > width + Self.rounding { break }
      found.append((start, sums))
    }
    return found
  }

  private func add(_ index: Int, to sums: inout Sums, isLast: Bool) {
    let piece = pieces[index]
    sums.natural += piece.width + (isLast ? 0 : piece.blank)
    sums.stretch += piece.innerStretch + (isLast ? 0 : piece.stretch)
    sums.shrink += piece.innerShrink + (isLast ? 0 : piece.shrink)
  }

  /// What a line costs by itself; `nil` where it cannot be made to fit.
  private func demerits(of sums: Sums, endingAt end: Int) -> (demerits: Double, fitness: Fitness)? {
    let gap = width - sums.natural
    if gap < 0, sums.shrink + Self.rounding < -gap { return nil }
    let isLast = end == pieces.count
    var ratio = gap < 0 ? gap / max(sums.shrink, Self.rounding) : gap / max(sums.stretch, Self.leastStretch)
    if isLast { ratio = min(0, ratio) }
    let badness = 100 * abs(ratio * ratio * ratio)
    let penalty = isLast ? 0 : pieces[end - 1].penalty
    let lost = isLast && sums.natural < Self.shortest * width ? Demerits.shortLastLine : 0
    return ((Demerits.line + badness) * (Demerits.line + badness) + penalty * penalty + lost, Fitness(ratio))
  }

  /// What a line costs beside the one before it.
  private func between(_ earlier: Fitness, _ fitness: Fitness, start: Int, end: Int) -> Double {
    var demerits = 0.0
    if start > 0, abs(earlier.rawValue - fitness.rawValue) > 1 { demerits += Demerits.unlikeNeighbours }
    guard start > 0, pieces[start - 1].isHyphenated else { return demerits }
    if end == pieces.count { return demerits + Demerits.hyphenBeforeLast }
    return demerits + (pieces[end - 1].isHyphenated ? Demerits.consecutiveHyphens : 0)
  }

  /// The demerits of given lines, plainly added up; `nil` where one of them cannot be made to fit. O(pieces).
  func demerits(of lines: [Range<Int>]) -> Double? {
    var (total, earlier) = (0.0, Fitness.decent)
    for line in lines {
      var sums = Sums()
      for index in line { add(index, to: &sums, isLast: index == line.upperBound - 1) }
      sums.natural += pieces[line.upperBound - 1].hyphen
      guard let here = demerits(of: sums, endingAt: line.upperBound) else { return nil }
      total += here.demerits + between(earlier, here.fitness, start: line.lowerBound, end: line.upperBound)
      earlier = here.fitness
    }
    return total
  }
}
