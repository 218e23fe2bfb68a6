/// A piece of a step that one thread does.
struct Job: Hashable, Comparable {
  let step: Int
  let kind: Kind

  enum Kind: Hashable {
    /// Forms the key and looks it up.
    case resolve
    case whole
    case unit(Int)
    case combine
    /// Tells a step's watch of the units that are known and not heard yet.
    case judge
  }

  /// Look-ups go first, so that what is known is known at once; then steps in the plan's order, units by index.
  private var rank: (Int, Int, Int) {
    switch kind {
    case .resolve: (0, step, 0)
    case .whole, .combine, .judge: (1, step, 0)
    case .unit(let index): (1, step, index)
    }
  }

  static func < (left: Job, right: Job) -> Bool { left.rank < right.rank }
}
