/// Fills pages with strips from top to bottom; figures and tables that do not fit wait for the top of the next page
/// while the text after them fills the gap. Their order is kept.
struct PageBreaker {
  /// A strip in its place, `y` from the top of the text.
  struct Placed {
    let strip: Strip
    let y: Double
  }

  /// Strips that stay on one page.
  private struct Cluster {
    var strips: [Strip]
    var keepsWithNext = false

    /// The height below something that asks for some space, or at the top of a page.
    func height(after space: Double?) -> Double {
      var (total, space) = (0.0, space)
      for strip in strips {
        total += (space.map { max($0, strip.spaceAbove) } ?? 0) + strip.height
        space = strip.spaceBelow
      }
      return total
    }
  }

  private enum Unit {
    case text(Cluster)
    case float(Strip)
    /// Units in their order, on one page where they fit on one.
    case together([Unit])
    case barrier
    case freshPage(filled: Double)

    /// All strips of text and floats.
    var strips: [Strip] {
      switch self {
      case .text(let cluster): cluster.strips
      case .float(let strip): [strip]
      case .together(let units): units.flatMap(\.strips)
      case .barrier, .freshPage: []
      }
    }
  }

  private let pageHeight: Double
  private(set) var pages: [[Placed]] = [[]]
  private var waiting: [Strip] = []
  private var foot: PageFoot
  /// What stands at the foot of each finished page.
  private var feet: [[Placed]] = []
  private var y = 0.0
  /// The page of the last strip that is not a waiting float.
  private var textPage = 0
  /// What the strip placed last asks for; `nil` at the top of a page.
  private var space: Double?

  /// Breaks items into pages of a height in points; a note stands at the foot of the page whose text refers to it first.
  static func pages(of items: [FlowItem], height: Double, notes: [String: [Strip]] = [:]) -> [[Placed]] {
    var breaker = PageBreaker(pageHeight: height, foot: PageFoot(notes))
    var units = items.flatMap(breaker.units)[...]
    while !units.isEmpty { breaker.placeNext(&units) }
    while !breaker.waiting.isEmpty { breaker.beginPage() }
    return breaker.finish()
  }

  private init(pageHeight: Double, foot: PageFoot) { (self.pageHeight, self.foot) = (pageHeight, foot) }

  private mutating func finish() -> [[Placed]] {
    feet.append(foot.close(below: y, page: pageHeight))
    while !foot.isEmpty {
      pages.append([])
      feet.append(foot.close(below: 0, page: pageHeight))
    }
    return zip(pages, feet).map { $0 + $1 }
  }

  private func units(_ item: FlowItem) -> [Unit] {
    switch item {
    case .float(let strip): [.float(strip)]
    case .together(let items): [.together(items.flatMap(units))]
    case .barrier: [.barrier]
    case .freshPage(let filled): [.freshPage(filled: filled)]
    case .text(let strips, let keepsWithNext): clusters(strips, keepsWithNext).map(Unit.text)
    }
  }

  private func clusters(_ strips: [Strip], _ keepsWithNext: Bool) -> [Cluster] {
    var clusters: [Cluster] = []
    for strip in strips {
      if strip.mayBeginPage || clusters.isEmpty { clusters.append(Cluster(strips: [])) }
      clusters[clusters.count - 1].strips.append(strip)
    }
    clusters = clusters.flatMap { $0.height(after: nil) > pageHeight ? $0.strips.map { Cluster(strips: [$0]) } : [$0] }
    if !clusters.isEmpty { clusters[clusters.count - 1].keepsWithNext = keepsWithNext }
    return clusters
  }

  private func fits(_ cluster: Cluster) -> Bool {
    y + cluster.height(after: space) + foot.height(with: cluster.strips, page: pageHeight) <= pageHeight + 0.01
  }

  /// Places headings together with what they announce.
  private mutating func placeNext(_ units: inout ArraySlice<Unit>) {
    var kept = Cluster(strips: [])
    while case .text(let cluster)? = units.first, cluster.keepsWithNext {
      kept.strips += cluster.strips
      units.removeFirst()
    }
    switch units.popFirst() {
    case .text(let cluster)?: place(kept.strips, cluster.strips)
    case .float(let strip)?: place(kept, float: strip, &units)
    case .together(let members)?: place(kept, together: members, &units)
    case .barrier?:
      if !kept.strips.isEmpty { place([], kept.strips) }
      while !waiting.isEmpty { beginPage() }
    case .freshPage(let filled)?:
      if !kept.strips.isEmpty { place([], kept.strips) }
      if y + foot.height(page: pageHeight) > filled * pageHeight { beginPage() }
    case nil: place([], kept.strips)
    }
  }

  private mutating func place(_ kept: [Strip], _ strips: [Strip]) {
    if fits(Cluster(strips: kept + strips)) { return append(kept + strips) }
    beginPage()
    // Floats at the top may leave too little room; a cluster taller than a page is placed as it is.
    if !fits(Cluster(strips: kept + strips)), space != nil { return place(kept, strips) }
    append(kept + strips)
  }

  /// A float that does not fit lets text pass, but not headings that would be left alone.
  private mutating func place(_ kept: Cluster, float: Strip, _ units: inout ArraySlice<Unit>) {
    let together = Cluster(strips: kept.strips + [float])
    if waiting.isEmpty, fits(together) { return append(together.strips) }
    if kept.strips.isEmpty { return waiting.append(float) }
    if case .text(let cluster)? = units.first, !cluster.keepsWithNext,
      fits(Cluster(strips: kept.strips + cluster.strips))
    {
      waiting.append(float)
      units.removeFirst()
      return append(kept.strips + cluster.strips)
    }
    repeat { beginPage() } while !waiting.isEmpty
    if !fits(together), space != nil { beginPage() }
    append(together.strips)
  }

  /// A new page is begun only where little of this one stays empty for it; what is taller than a page, too, is placed as
  /// if its parts stood alone.
  private mutating func place(_ kept: Cluster, together members: [Unit], _ units: inout ArraySlice<Unit>) {
    let whole = Cluster(strips: kept.strips + members.flatMap(\.strips))
    let hasFloat = members.contains { if case .float = $0 { true } else { false } }
    if whole.height(after: nil) <= pageHeight {
      // Floats keep their order, so those that wait come first.
      while hasFloat, !waiting.isEmpty, isNearlyFull { beginPage() }
      if waiting.isEmpty || !hasFloat, fits(whole) || isNearlyFull { return place([], whole.strips) }
    }
    let heading = kept.strips.isEmpty ? [] : [Unit.text(Cluster(strips: kept.strips, keepsWithNext: true))]
    units = (heading + members + units)[...]
  }

  private var isNearlyFull: Bool {
    pageHeight - y - foot.height(page: pageHeight) <= 0.3 * pageHeight
  }

  /// Floats come first, at least one of them; more as long as they fit.
  private mutating func beginPage() {
    if !(pages.last?.isEmpty ?? true) {
      feet.append(foot.close(below: y, page: pageHeight))
      pages.append([])
    }
    (y, space) = (0, nil)
    while let float = waiting.first, space == nil || fits(Cluster(strips: [float])) {
      waiting.removeFirst()
      put(float)
    }
  }

  private mutating func append(_ strips: [Strip]) {
    for strip in strips {
      if let continuation = strip.continuation, textPage != pages.count - 1 { reopen(continuation) }
      put(strip)
      textPage = pages.count - 1
    }
  }

  private mutating func put(_ strip: Strip) {
    let top = y + (space.map { max($0, strip.spaceAbove) } ?? 0)
    pages[pages.count - 1].append(Placed(strip: strip, y: top))
    foot.take(strip)
    (y, space) = (top + strip.height, strip.spaceBelow)
  }

  /// Ends a table's part on the page before and repeats its heading.
  private mutating func reopen(_ continuation: Strip.Continuation) {
    if let last = pages[textPage].last {
      let rule = Strip(height: 0, marks: [continuation.closing])
      pages[textPage].append(Placed(strip: rule, y: last.y + last.strip.height))
    }
    continuation.head.forEach { put($0) }
  }
}
