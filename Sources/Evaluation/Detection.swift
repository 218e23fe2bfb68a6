import Compute

/// How well a ranking by goodness finds corrupted examples, the least good inspected first, ties by index.
struct Detection {
  /// [n]
  let goodness: [Double]
  /// [n]
  let corrupted: [Bool]
  /// Positions in the order of inspection, [n].
  let order: [Int]
  /// Corrupted examples among the first k inspected, [n + 1].
  let found: [Int]

  /// At least one example is corrupted.
  init(goodness: [Double], corrupted: [Bool]) {
    (self.goodness, self.corrupted) = (goodness, corrupted)
    order = Statistics.ascending(goodness)
    found = order.reduce(into: [0]) { $0.append(($0.last ?? 0) + (corrupted[$1] ? 1 : 0)) }
  }

  /// All corrupted examples.
  var total: Int { found.last ?? 0 }

  /// Share of the corrupted examples among the first `inspected`.
  func recall(_ inspected: Int) -> Double { Double(found[inspected]) / Double(total) }

  /// Mean over the corrupted examples of the precision when each is inspected.
  var averagePrecision: Double {
    let precisions = order.indices.filter { corrupted[order[$0]] }.map { Double(found[$0 + 1]) / Double($0 + 1) }
    return precisions.reduce(0, +) / Double(total)
  }

  /// Probability that a corrupted example is less good than a clean one, equal goodness counting half; `nil` where no
  /// example is clean.
  var areaUnderROC: Double? {
    let clean = goodness.count - total
    guard clean > 0 else { return nil }
    let ranks = Statistics.ranks(goodness)
    let sum = corrupted.indices.reduce(0.0) { corrupted[$1] ? $0 + ranks[$1] : $0 }
    let pairs = Double(total) * Double(clean)
    return 1 - (sum - Double(total) * Double(total + 1) / 2) / pairs
  }

  /// 2 TP / (2 TP + FP + FN) where the lower of two clusters of goodness is predicted corrupted; with all values equal
  /// nothing is, which gives 0.
  var f1: Double {
    let predicted = TwoMeans.lowerCount(goodness) ?? 0
    return 2 * Double(found[predicted]) / Double(predicted + total)
  }
}
