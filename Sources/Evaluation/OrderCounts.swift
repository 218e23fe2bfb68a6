import Vocabulary

/// How a value orders pairs of points, against the order of what they are expected to add.
struct OrderCounts: Sendable, Hashable {
  private(set) var pairs = 0
  private(set) var concordant = 0
  private(set) var discordant = 0
  /// Pairs of equal values, whatever they add.
  private(set) var valueTied = 0
  /// Pairs of different values that add exactly the same.
  private(set) var gainTied = 0
  /// Pairs of different values whose gains differ by too little to tell the sign.
  private(set) var undecided = 0

  /// Counts a pair by the signs of two differences; `nil` for a gain too small to tell.
  mutating func add(value: Int, gain: Int?) {
    pairs += 1
    switch (value, gain) {
    case (0, _): valueTied += 1
    case (_, nil): undecided += 1
    case (_, 0?): gainTied += 1
    case (_, let gain?): if value == gain { concordant += 1 } else { discordant += 1 }
    }
  }

  static func += (left: inout Self, right: Self) {
    left.pairs += right.pairs
    left.concordant += right.concordant
    left.discordant += right.discordant
    left.valueTied += right.valueTied
    left.gainTied += right.gainTied
    left.undecided += right.undecided
  }

  /// Pairs whose values and gains both differ.
  var compared: Int { concordant + discordant }
  /// The share of pairs with different values; `nil` without pairs.
  var resolution: Double? { pairs == 0 ? nil : Double(pairs - valueTied) / Double(pairs) }
  /// Concordant pairs among those compared; `nil` where there are none.
  var agreement: Double? { compared == 0 ? nil : Double(concordant) / Double(compared) }
  /// Concordant pairs among all whose gains differ, those of equal values counting half; `nil` without pairs.
  var credit: Double? {
    let all = compared + valueTied
    return all == 0 ? nil : (Double(concordant) + 0.5 * Double(valueTied)) / Double(all)
  }
}

/// Counts by how many of a pair's two points are among the K nearest.
struct RegionCounts: Sendable, Hashable {
  enum Region: Int, CaseIterable, Sendable {
    case both, one, none
    var phrase: String {
      switch self {
      case .both: "both"
      case .one: "one"
      case .none: "none"
      }
    }
  }

  private var counts = [OrderCounts](repeating: OrderCounts(), count: 3)

  subscript(_ region: Region) -> OrderCounts { counts[region.rawValue] }

  var total: OrderCounts {
    counts.reduce(into: OrderCounts()) { $0 += $1 }
  }

  /// Ranks count from 0.
  mutating func add(nearer: Int, farther: Int, neighbours: Int, value: Int, gain: Int?) {
    let region: Region = farther < neighbours ? .both : nearer < neighbours ? .one : .none
    counts[region.rawValue].add(value: value, gain: gain)
  }

  static func += (left: inout Self, right: Self) {
    for index in left.counts.indices { left.counts[index] += right.counts[index] }
  }
}
