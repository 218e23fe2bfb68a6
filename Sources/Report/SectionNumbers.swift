/// Counts sections: 1, 1.1, 1.1.1, and A, A.1 in an appendix.
struct SectionNumbers {
  /// The highest heading that prose uses counts as a section, whether it is written `#` or `##`.
  private let topLevel: Int
  private var counts: [Int] = []
  private var isAppendix = false
  private var total = 0

  /// Deeper headings bear no number.
  private static let deepestNumbered = 3

  /// `topLevel` is the smallest level of any heading in prose.
  init(topLevel: Int) { self.topLevel = min(topLevel, 6) }

  /// Letters from now on.
  mutating func startAppendix() {
    if !isAppendix { (isAppendix, counts) = (true, []) }
  }

  /// The heading of a prose level.
  mutating func nextInProse(_ level: Int, _ text: [Inline]) -> Manuscript.Heading { next(level - topLevel + 1, text) }

  /// The next heading of a level, 1 being a section; a level that skips its parent counts as the parent's child.
  mutating func next(_ level: Int, _ text: [Inline]) -> Manuscript.Heading {
    let level = min(max(1, level), counts.count + 1)
    counts = Array(counts.prefix(level))
    if counts.count < level { counts.append(0) }
    counts[level - 1] += 1
    total += 1
    return Manuscript.Heading(number: number, level: level, text: text, anchor: "sec-\(total)")
  }

  private var number: String {
    guard counts.count <= Self.deepestNumbered, let first = counts.first else { return "" }
    let letter = isAppendix ? Unicode.Scalar(64 + UInt32(first)).map { String(Character($0)) } : nil
    return ([first <= 26 ? letter ?? "\(first)" : "\(first)"] + counts.dropFirst().map { "\($0)" })
      .joined(separator: ".")
  }
}

/// Counts figures and tables in the order in which they come.
struct CaptionNumbers {
  private(set) var labels: [Reference: String] = [:]
  private var counts: [Reference.Kind: Int] = [:]

  /// Numbers one more: "Figure 2".
  mutating func next(_ kind: Reference.Kind, _ name: String) -> String {
    let reference = Reference(kind, name)
    precondition(labels[reference] == nil, "two blocks are called \(reference)")
    let label = "\(kind.word) \(counts[kind, default: 0] + 1)"
    counts[kind, default: 0] += 1
    labels[reference] = label
    return label
  }
}
